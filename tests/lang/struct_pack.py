# struct.pack: every code, and what does not fit.
import struct


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("struct.pack('<bBhHiIlLqQ', -1, 1, -2, 2, -3, 3, -4, 4, -5, 5)",
     "struct.pack('>bBhHiIlLqQ', -1, 1, -2, 2, -3, 3, -4, 4, -5, 5)",
     "struct.pack('@bhilq', 1, 2, 3, 4, 5)",
     "struct.pack('nNP', -1, 1, 2)",
     "struct.pack('!efd', 1.5, 2.5, 3.5)",
     "struct.pack('<3s2x4pc?', b'ab', b'abcdefg', b'z', 7)",
     "struct.pack(' i 2h ', 1, 2, 3)",
     "struct.pack('i')",
     "struct.pack('i', 'a')",
     "struct.pack('b', 200)",
     "struct.pack('B', -1)",
     "struct.pack('h', 100000)",
     "struct.pack('H', -1)",
     "struct.pack('i', 2**31)",
     "struct.pack('I', 2**32)",
     "struct.pack('q', 2**63)",
     "struct.pack('q', -2**63)",
     "struct.pack('Q', 2**64)",
     "struct.pack('Q', 2**64 - 1)",
     "struct.pack('Q', -1)",
     "struct.pack('<i', 2**31)",
     "struct.pack('<H', 70000)",
     "struct.pack('l', 2**64)",
     "struct.pack('P', -1)",
     "struct.pack('e', 1e10)",
     "struct.pack('f', 1e100)",
     "struct.pack('<f', 1e100)",
     "struct.pack('d', 'a')",
     "struct.pack('c', 'a')",
     "struct.pack('c', b'ab')",
     "struct.pack('s', 'a')",
     "struct.pack('p', 1)",
     "struct.pack('0p', b'a')",
     "struct.pack('?', 5)",
     "struct.pack('z', 5)",
     "struct.pack('3')",
     "struct.pack('<n', 1)",
     "struct.pack('<P', 1)",
     "struct.pack('i', 1.5)",
     'struct.pack()',
     'struct.pack(5)',
     "struct.calcsize('99999999999999999999i')",
     "struct.calcsize('9223372036854775807i')",
     "struct.calcsize(b'i')",
     "struct.calcsize('bi'), struct.calcsize('<bi'), struct.calcsize('b0i'), struct.calcsize('ib')",
     "struct.Struct('i').format, struct.Struct('iq').size, struct.Struct('iii')",
     'struct.Struct()',
     "struct.Struct('i').pack('a', 1)")
