# total_ordering: the missing comparisons, and NotImplemented on the way.
import functools


def make(*names):
    def less(self, other):
        return self.x < other.x if isinstance(other, cls) else NotImplemented

    def equal(self, other):
        return self.x == other.x if isinstance(other, cls) else NotImplemented

    methods = {
        "__lt__": less, "__le__": lambda s, o: s.x <= o.x if isinstance(o, cls) else NotImplemented,
        "__gt__": lambda s, o: s.x > o.x if isinstance(o, cls) else NotImplemented,
        "__ge__": lambda s, o: s.x >= o.x if isinstance(o, cls) else NotImplemented,
    }
    cls = type("Ordered", (), {"__init__": lambda s, x: setattr(s, "x", x), "__eq__": equal, "__hash__": None,
                               **{name: methods[name] for name in names}})
    return functools.total_ordering(cls)


for names in (("__lt__",), ("__le__",), ("__gt__",), ("__ge__",), ("__lt__", "__ge__"), ("__gt__", "__le__")):
    cls = make(*names)
    one, two, other_two = cls(1), cls(2), cls(2)
    print(names, one < two, one <= two, one > two, one >= two, two < other_two, two <= other_two, two > other_two, two >= other_two)
    for operation in ("__lt__", "__le__", "__gt__", "__ge__"):
        method = getattr(cls, operation)
        print(operation, getattr(one, operation)(5), method.__name__, (method.__doc__ or "-").split(".")[0], end="; ")
    print()
    try:
        one < 5
    except TypeError as error:
        print(error)
for cls in (object, type("Nothing", (), {})):
    try:
        functools.total_ordering(cls)
    except ValueError as error:
        print(error)
