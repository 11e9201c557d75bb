# partialmethod: over functions, descriptors, other partials and abstract methods.
import abc
import functools


class Cell:
    def __init__(self):
        self.state = []

    def set(self, /, *args, **keywords):
        self.state = [args, keywords]
        return self.state

    @staticmethod
    def plain(*args, **keywords):
        return args, keywords

    @classmethod
    def named(cls, *args, **keywords):
        return cls.__name__, args, keywords

    one = functools.partialmethod(set, 1, a=1)
    two = functools.partialmethod(one, 2, b=2)
    static = functools.partialmethod(plain, 5)
    klass = functools.partialmethod(named, 6, k=6)
    over_partial = functools.partialmethod(functools.partial(set, 0), 7)
    nested = functools.partial(set, "n")
    keyword_self = functools.partialmethod(set, self="s", func="f")
    builtin = functools.partialmethod(print, "printed")


c = Cell()
print(c.one(), c.one(9, a=10), c.two(3, b=4), Cell.two(c, 5))
print(c.static(1), Cell.static(2, z=1), c.klass(), Cell.klass(1))
try:
    c.over_partial(1)
except Exception as error:
    print(type(error).__name__, error)
print(c.keyword_self())
c.builtin()
print(Cell.__dict__["two"], Cell.__dict__["static"].func.__class__.__name__)
print(c.klass.__self__ is Cell, c.one.__self__ is c, c.one.func.__name__)
for bad in (None, 1):
    try:
        functools.partialmethod(bad)
    except TypeError as error:
        print(error)


class Abstract(abc.ABC):
    @abc.abstractmethod
    def work(self, x):
        ...

    again = functools.partialmethod(work, 1)


print(Abstract.__dict__["again"].__isabstractmethod__, sorted(Abstract.__abstractmethods__))
print(functools._unwrap_partial(functools.partial(functools.partial(len))), functools.partialmethod[int])
