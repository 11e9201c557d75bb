# struct.unpack and its relatives: values, places, errors.
import struct


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("struct.unpack('<bBhHiIqQ', bytes(range(200, 230)))",
     "struct.unpack('>bBhHiIqQ', bytes(range(200, 230)))",
     "struct.unpack('<efd', bytes(range(60, 74)))",
     "struct.unpack('3s2x4pc?', b'abcxx\\x02yyyzq')",
     "struct.unpack('', b'')",
     "struct.unpack('i', b'abc')",
     "struct.unpack('i', 'abc')",
     "struct.unpack('i', 5)",
     "struct.unpack('<2i', bytearray(8))",
     "struct.unpack('<d', memoryview(b'\\0' * 8))",
     "struct.unpack_from('i', b'abc')",
     "struct.unpack_from('<i', b'abcdefgh', 2)",
     "struct.unpack_from('<i', b'abcdefgh', -4)",
     "struct.unpack_from('<i', buffer=b'abcdefgh', offset=1)",
     "struct.unpack_from('i', b'abcde', 2)",
     "struct.unpack_from('i', b'abcde', -6)",
     "struct.unpack_from('i', b'abcde', -2)",
     "struct.pack_into('i', bytearray(3), 0, 1)",
     "struct.pack_into('i', bytearray(5), -10, 1)",
     "struct.pack_into('i', bytearray(5), -2, 1)",
     "struct.pack_into('i', bytearray(5), 10, 1)",
     "struct.pack_into('i', b'12345', 0, 1)",
     "struct.pack_into('i')",
     "struct.pack_into('i', bytearray(5))",
     "list(struct.iter_unpack('<i', b'12345678'))",
     "struct.iter_unpack('i', b'123')",
     "struct.iter_unpack('', b'123')",
     "struct.unpack('<e', b'\\x00\\x7c'), struct.unpack('<e', b'\\x01\\x00'), struct.unpack('<e', b'\\xff\\x7b')")
