# The Unicode errors: constructors, attributes and texts.
def show(f, *args):
    try:
        e = f(*args)
        print(str(e), '|', e.args, e.start, e.end, e.reason, e.object)
    except Exception as x:
        print(type(x).__name__, x)
D, E, T = UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError
show(D, 'utf8', b'abc', 1, 2, 'r')
show(D, 'utf8', b'abc', 1, 3, 'r')
show(D, 'utf8', b'abc', 1, 1, 'r')
show(D, 'utf8', bytearray(b'abc'), 0, 1, 'r')
show(D, 'utf8', 'abc', 0, 1, 'r')
show(D, 'utf8', b'')
show(D, 1, b'', 1, 1, '')
show(E, 'utf8', 'a', 1.5, 1, '')
show(E, 'utf8', b'a', 1, 1, '')
for i in range(4):
    show(E, 'ascii', 'a\u1234\U00012345\xff', i, i + 1, 'r')
show(E, 'ascii', 'a\u1234\U00012345\xff', 0, 4, 'r')
show(T, 'ab', 0, 1, 'r')
show(T, 'ab', 0, 2, 'r')
show(T, 'a', 'b', 1, 2, '')
e = E.__new__(E)
print(repr(str(e)), e.start, e.end, e.object, e.reason, e.encoding)
e = E('ascii', 'abc', 0, 1, 'r')
e.start, e.end = 1, 3
print(e)
for name, v in (('start', 'a'), ('object', 1)):
    try:
        setattr(e, name, v)
        print(e)
    except TypeError as x:
        print('TypeError', x)
