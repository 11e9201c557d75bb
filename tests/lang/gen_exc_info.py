# The exception being handled belongs to each generator and survives suspension.
import sys
def g():
    try:
        raise ValueError("inner")
    except ValueError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]
it = g()
print(repr(next(it)), sys.exc_info()[1])
try:
    raise KeyError("outer")
except KeyError:
    print(repr(next(it)), repr(sys.exc_info()[1]))
    print(repr(next(it)))
print(sys.exc_info()[1])
def sub():
    yield repr(sys.exc_info()[1])
def top():
    try:
        1 / 0
    except ZeroDivisionError:
        yield from sub()
print(list(top()))
