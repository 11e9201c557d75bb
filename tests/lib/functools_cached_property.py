# cached_property: computed once, stored in the instance under its name.
import functools


class Square:
    def __init__(self, side):
        self.side = side

    @functools.cached_property
    def area(self):
        "side times side"
        print("computing")
        return self.side ** 2

    perimeter = functools.cached_property(lambda self: 4 * self.side)


s = Square(3)
print(s.area, s.area, s.__dict__, s.perimeter)
s.side = 4
del s.area
print(s.area)
s.area = "set"
print(s.area, Square.area.__doc__, Square.area.attrname, Square.area.__module__, Square.area.func.__name__)
try:
    Square(1).__class__.area.__get__(None)
except Exception as error:
    print(type(error).__name__, error)


class Slots:
    __slots__ = ()

    @functools.cached_property
    def x(self):
        return 1


class Meta(type):
    @functools.cached_property
    def x(cls):
        return 1


class OfMeta(metaclass=Meta):
    pass


class Late:
    pass


Late.x = functools.cached_property(len)
for cls in (Slots(), OfMeta, Late()):
    try:
        cls.x
    except TypeError as error:
        print(error)
try:
    class Two:
        a = b = functools.cached_property(len)
except Exception as error:
    print(type(error).__name__, error, getattr(error, "__notes__", None))


class Failing:
    calls = 0

    @functools.cached_property
    def x(self):
        self.calls += 1
        if self.calls < 3:
            raise ValueError(self.calls)
        return self.calls


f = Failing()
for _ in range(4):
    try:
        print(f.x)
    except ValueError as error:
        print("ValueError", error)


class Inherited(Square):
    @functools.cached_property
    def area(self):
        return super().area + 1


print(Inherited(2).area, functools.cached_property[int])
