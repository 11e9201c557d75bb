# split and subgroup by type, tuple and predicate; nested groups keep their shape.
g = ExceptionGroup('top', [ValueError(1), ExceptionGroup('in', [KeyError(2), TypeError(3)]), OSError(4)])
for what in (ValueError, (KeyError, OSError), lambda e: isinstance(e, TypeError), RuntimeError, ExceptionGroup, Exception):
    print(g.split(what))
    print(g.subgroup(what))
for what in (1, (ValueError, 1), int, None):
    try:
        print(g.split(what))
    except TypeError as e:
        print(e)
try:
    g.subgroup(lambda e: 1 / 0)
except ZeroDivisionError as e:
    print(e)
