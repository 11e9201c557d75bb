# The constructor of a namedtuple is a function with the fields as parameters.
from collections import namedtuple

Point = namedtuple("Point", "x y z", defaults=(3,))


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


attempt(Point, 1, 2)
attempt(Point, 1, z=0, y=5)
attempt(Point)
attempt(Point, 1)
attempt(Point, 1, 2, 3, 4)
attempt(Point, 1, 2, q=1)
attempt(Point, 1, 2, x=1)
attempt(Point, _cls=1)
attempt(Point.__new__)
attempt(Point.__new__, tuple, 1, 2)
attempt(Point.__new__, 5, 1, 2)
attempt(Point._make, [1, 2, 3])
attempt(Point._make, [1, 2])
attempt(Point._make, 5)
attempt(Point(1, 2)._replace, x=10)
attempt(Point(1, 2)._replace, w=1, v=2)
attempt(Point(1, 2)._replace, 5)
new = Point.__new__
print(new.__name__, new.__qualname__, new.__defaults__, new.__doc__, new.__code__.co_varnames, new.__code__.co_argcount)
print(Point._make.__qualname__, Point._replace.__qualname__, Point._asdict.__qualname__, Point.__repr__.__qualname__)
print(Point._make.__doc__, "|", Point._replace.__doc__, "|", Point._asdict.__doc__, "|", Point.x.__doc__)

# Classes with as many fields share code, and nothing else.
Other = namedtuple("Other", "a b c")
attempt(Other, 1, 2)
attempt(Point, a=1)
print(Other(c=1, b=2, a=3), Point(z=1, y=2, x=3))


class Sub(Point):
    def __new__(cls, x):
        return super().__new__(cls, x, x)

    @property
    def norm(self):
        return self.x + self.y


print(Sub(4), Sub(4).norm, Sub(4).__dict__, Sub(4)._replace(x=1), type(Sub(4)._replace(x=1)).__name__)
print(Sub(4) == (4, 4, 3), hash(Sub(4)) == hash((4, 4, 3)), Sub(4) < (5,))
