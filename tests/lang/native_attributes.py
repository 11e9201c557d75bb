# Attributes of functions written in C.
f, m, u, c = len, [].append, list.append, dict.fromkeys
for x in (f, m, u, c):
    print(x.__name__, x.__qualname__, getattr(x, '__module__', 'none'), type(x), x.__doc__ is not None)
print(f, u, dict.__dict__['fromkeys'])
print(repr(m).split(' at ')[0], repr(c).split(' at ')[0])
print(u.__objclass__, m.__self__, c.__self__)
l = []
print(l.append == l.append, l.append == [].append, hash(l.append) == hash(l.append), l.append != l.append)
print(f.__reduce__(), m.__reduce__(), u.__reduce__(), c.__reduce__())
print(u.__text_signature__, m.__text_signature__, c.__text_signature__, f.__text_signature__)
