# What is thrown into a chain has the exception that a member handles as its context, never the caller's.
def inner():
    yield

def handling():
    try:
        raise KeyError('a')
    except KeyError:
        yield from inner()

def plain():
    yield

def thrown(g):
    next(g)
    try:
        raise OSError('caller')
    except OSError:
        try:
            g.throw(ValueError)
        except ValueError as e:
            return e.__context__

print(repr(thrown(handling())))
print(repr(thrown(plain())))

class Odd(Exception):
    def __new__(cls, *args):
        return cls

def catching():
    try:
        yield
    except TypeError as e:
        print("inside:", type(e).__name__)
        yield 'caught'

g = catching()
next(g)
print(g.throw(Odd))
