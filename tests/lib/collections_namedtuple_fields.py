# Fields are descriptors that read an item; copies and patterns know them.
import copy
from collections import namedtuple

Point = namedtuple("Point", "x y")
p = Point(11, y=22)
print(p, p.x + p.y, p[0], tuple(p), p._asdict(), p.__getnewargs__())
x, y = p
print(x, y, Point.__match_args__, Point.__slots__, hasattr(p, "__dict__"))

for action in (lambda: setattr(p, "x", 1), lambda: delattr(p, "x"), lambda: setattr(p, "q", 1), lambda: p.q,
               lambda: Point.x.__get__(5), lambda: Point.x.__get__((1,)), lambda: Point.y.__get__((1,)),
               lambda: Point.x.__get__(None, Point)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)

Point.x.__doc__ = "the first"
print(Point.x.__doc__, Point.y.__doc__)
print(copy.copy(p) == p, copy.deepcopy(Point([1], {2})), copy.replace(p, y=0))
match p:
    case Point(a, y=b):
        print("matched", a, b)


class Twice(Point):
    __slots__ = ()

    @property
    def x(self):
        return super().x * 2


print(Twice(1, 2).x, Twice(1, 2), Twice(1, 2)._asdict())
