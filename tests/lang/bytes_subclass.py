# Subclasses of bytes and bytearray: methods give the base type, instances carry attributes.
class B(bytes):
    def __repr__(self):
        return 'B(' + bytes.__repr__(self) + ')'
class A(bytearray):
    pass
for cls in (B, A):
    x = cls(b'Hello')
    x.note = 1
    print(x, x.note, len(x), x == b'Hello', type(x.upper()), type(x[1:]), type(x + b'a'), type(x * 2), type(x.strip()), type(x[:]))
    print(cls.fromhex('6161'), type(cls.fromhex('61')), cls('a', 'ascii'), cls(3), x.decode(), bytes(x), x in {b'Hello': 1} if cls is B else None)
class C:
    def __bytes__(self):
        return b'from C'
class Bad:
    def __bytes__(self):
        return 'text'
class Index:
    def __index__(self):
        return 3
print(bytes(C()), bytes(Index()), bytearray(Index()), B(C()))
try:
    bytes(Bad())
except TypeError as e:
    print(e)
print(b'%b' % C(), bytes([Index()]), b'abc'[Index():], b'x'.__getnewargs__(), b'x'.__bytes__())
