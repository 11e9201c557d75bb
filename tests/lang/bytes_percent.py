# bytes % arguments.


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("bytes(b'%s %b') % (b'a', bytearray(b'b')), bytes(b'%d %i %5d %-5d|%05d %+d') % (1, 2, 3, 4, 5, 6), bytes(b'%x %X %o %#x') % (255, 255, 8, 255)",
     "bytearray(b'%s %b') % (b'a', bytearray(b'b')), bytearray(b'%d %i %5d %-5d|%05d %+d') % (1, 2, 3, 4, 5, 6), bytearray(b'%x %X %o %#x') % (255, 255, 8, 255)",
     "bytes(b'%.2f %e %g') % (1.5, 1.5, 1.5), bytes(b'%c%c') % (65, b'B'), bytes(b'%a %r') % ('\\xe9', 1), bytes(b'%%'), bytes(b'%%') % (), bytes(b'%5s|%-5s|%.2s') % (b'ab', b'ab', b'abc')",
     "bytearray(b'%.2f %e %g') % (1.5, 1.5, 1.5), bytearray(b'%c%c') % (65, b'B'), bytearray(b'%a %r') % ('\\xe9', 1), bytearray(b'%%'), bytearray(b'%%') % (), bytearray(b'%5s|%-5s|%.2s') % (b'ab', b'ab', b'abc')",
     "bytes(b'%(a)s %(b)d') % {b'a': b'x', b'b': 5}, bytes(b'%*d') % (5, 3), bytes(b'%-*d|') % (5, 3), bytes(b'%.*f') % (1, 2.55), bytes(b'100') % ()",
     "bytearray(b'%(a)s %(b)d') % {b'a': b'x', b'b': 5}, bytearray(b'%*d') % (5, 3), bytearray(b'%-*d|') % (5, 3), bytearray(b'%.*f') % (1, 2.55), bytearray(b'100') % ()",
     "bytes(b'%s') % 'a'",
     "bytearray(b'%s') % 'a'",
     "bytes(b'%s') % 1",
     "bytearray(b'%s') % 1",
     "bytes(b'%d') % 'a'",
     "bytearray(b'%d') % 'a'",
     "bytes(b'%d') % b'1'",
     "bytearray(b'%d') % b'1'",
     "bytes(b'%c') % 256",
     "bytearray(b'%c') % 256",
     "bytes(b'%c') % 'a'",
     "bytearray(b'%c') % 'a'",
     "bytes(b'%c') % b'ab'",
     "bytearray(b'%c') % b'ab'",
     "bytes(b'%s %s') % b'a'",
     "bytearray(b'%s %s') % b'a'",
     "bytes(b'%s') % (b'a', b'b')",
     "bytearray(b'%s') % (b'a', b'b')",
     "bytes(b'%z') % 1",
     "bytearray(b'%z') % 1",
     "bytes(b'%') % 1",
     "bytearray(b'%') % 1",
     "bytes(b'%(a)s') % 1",
     "bytearray(b'%(a)s') % 1",
     "bytes(b'%(a') % {}",
     "bytearray(b'%(a') % {}",
     "bytes(b'%(a)s') % {b'b': 1}",
     "bytearray(b'%(a)s') % {b'b': 1}",
     "bytes(b'%*d') % ('a', 1)",
     "bytearray(b'%*d') % ('a', 1)",
     "bytes(b'a') % 1",
     "bytearray(b'a') % 1",
     "bytes(b'a') % {}",
     "bytearray(b'a') % {}",
     "bytes(b'%s') % memoryview(b'ab')",
     "bytearray(b'%s') % memoryview(b'ab')")

for value in ("text", None, type("F", (), {"__float__": lambda self: "no"})()):
    try:
        b"%.2f" % value
    except TypeError as e:
        print(e)
