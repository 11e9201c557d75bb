# suppress: classes, subclasses, and members of exception groups.
from contextlib import suppress

with suppress(KeyError, OSError):
    {}["missing"]
with suppress(LookupError):
    [][1]
try:
    with suppress(KeyError):
        1 / 0
except ZeroDivisionError as e:
    print(e)
with suppress(ValueError):
    raise ExceptionGroup("all", [ValueError(1), ExceptionGroup("inner", [ValueError(2)])])
try:
    with suppress(ValueError):
        raise ExceptionGroup("some", [ValueError(1), ExceptionGroup("inner", [KeyError(2), ValueError(3)])])
except ExceptionGroup as group:
    print(repr(group), repr(group.__context__))
try:
    with suppress():
        raise BaseExceptionGroup("b", [KeyboardInterrupt()])
except BaseExceptionGroup as group:
    print(repr(group))
both = suppress(KeyError)
with both, both:
    raise KeyError
print(both.__enter__(), both.__exit__(None, None, None))
