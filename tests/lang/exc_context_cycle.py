# Chaining never makes a ring of contexts.
a, b, c = ValueError('a'), ValueError('b'), ValueError('c')
def chain(e):
    seen = []
    while e is not None and len(seen) < 10:
        seen.append(str(e))
        e = e.__context__
    return seen
try:
    try:
        try:
            raise a
        except ValueError:
            raise b
    except ValueError:
        raise a
except ValueError as e:
    print(chain(e))
a.__context__ = b
b.__context__ = a
try:
    try:
        raise a
    except ValueError:
        raise c
except ValueError as e:
    print(chain(e)[:3])
