# Members that are ints, strings, floats, tuples, bytes too: their values, and how they look.
from enum import Enum, Flag, IntEnum, IntFlag, ReprEnum, StrEnum, auto


class Plain(Enum):
    a = 1


class Int(IntEnum):
    a = 1
    b = "10", 2


class Str(StrEnum):
    LOUD = auto()
    b = b"bytes", "ascii"


class Float(float, Enum):
    a = 1.5


class Old(str, Enum):
    a = "x"
    b = 5


class Tuple(tuple, Enum):
    a = 1, 2
    b = (3,)


class Bytes(bytes, Enum):
    a = b"x"


class Bits(IntFlag):
    a = 1
    b = 2


class Own(int, Enum):
    a = 1

    def __str__(self):
        return "own str"


class Formatted(int, Enum):
    a = 1

    def __format__(self, spec):
        return f"<{spec}>"


class Hex(int):
    def __repr__(self):
        return hex(self)


class HexEnum(Hex, ReprEnum):
    a = 255


for m in (Plain.a, Int.a, Int.b, *Str, Float.a, *Old, *Tuple, Bytes.a, Bits.a | Bits.b, Bits(0), Bits(12), Own.a,
          Formatted.a, HexEnum.a):
    print(repr(m), str(m), f"{m}", "%s" % (m,), repr(m.value), type(m)._member_type_.__name__)
print(f"{Plain.a:>10}|{Int.a:>4}|{Str.b:>8}|{Float.a:>10}|{Formatted.a:x}")
print(Int.a + 1, Int.a < Int.b, Str.LOUD.upper(), Tuple.a[1], Bytes.a + b"y", Float.a * 2, Int(2), Old("x") is Old.a)


class Planet(Enum):
    mercury = 3.3, 2.4
    earth = 5.9, 6.3

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self):
        return round(self.mass / self.radius, 2)


class Labelled(Enum):
    first = 1, "one"
    second = 2, "two"

    def __new__(cls, value, label):
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


print(Planet.earth.density, Planet((3.3, 2.4)), Labelled(2).label, Labelled.first)
for body in ("a = 1", "a = 'a', 'b', 'c', 'd'", "a = 'a', 1", "a = 'a', 'ascii', 2"):
    try:
        exec(f"class X(StrEnum): {body}")
    except TypeError as e:
        print(e)
try:
    class Untyped(ReprEnum):
        a = 1
except TypeError as e:
    print(e)


class NoValue:
    def __new__(cls, *args):
        return object.__new__(cls)

    def __init__(self, *args):
        if self.__class__ is NoValue:
            raise OSError("no such value")


try:
    class Unset(NoValue, Enum):
        a = "x"
except TypeError as e:
    print(e, repr(e.__cause__))
try:
    class Super(Enum):
        a = 1

        def __new__(cls, value):
            return super().__new__(cls, value)
except TypeError as e:
    print(e)
