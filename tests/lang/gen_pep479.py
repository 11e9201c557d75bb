# StopIteration inside a generator becomes RuntimeError with the original as its cause.
def g():
    yield 1
    raise StopIteration("inner")
it = g()
print(next(it))
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__context__))
def h():
    yield next(iter([]))
try:
    list(h())
except RuntimeError as e:
    print(e)
