# Enumerations made of plain classes and of a module's constants; members as globals of their module.
import enum
import sys
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, _simple_enum, auto

TEST_ONE = 1
TEST_TWO = 2
TEST_UNO = 1
OTHER = 3


@_simple_enum(IntEnum)
class Simple:
    """A docstring."""
    a = 1
    b = 2
    c = 1

    def method(self):
        return "method of " + self.name


@_simple_enum(StrEnum)
class Words:
    first = auto()
    second = "2nd"


@_simple_enum(Flag)
class Bits:
    a = 1
    b = 2
    c = 3


@_simple_enum(Enum, use_args=True)
class Pairs:
    a = 1, "one"
    b = 2, "two"

    def __new__(cls, value, text):
        member = object.__new__(cls)
        member._value_ = value
        member.text = text
        return member


print(list(Simple), Simple.c, Simple.b.method(), Simple.__doc__, Simple(2) + 1)
print(list(Words), Words.second.upper(), list(Bits), Bits(3), Bits.a | Bits.b, Bits._flag_mask_)
print(list(Pairs), Pairs(2).text)


class Checked(Enum):
    a = 1


@_simple_enum(Enum)
class Same:
    a = 1


@_simple_enum(Enum)
class Different:
    a = 2


enum._test_simple_enum(Checked, Same)
try:
    enum._test_simple_enum(Checked, Different)
except TypeError as e:
    print(str(e).splitlines()[0])

Converted = IntEnum._convert_("Converted", __name__, filter=lambda name: name.startswith("TEST_"))
print(Converted, list(Converted), Converted.__members__, repr(TEST_ONE), OTHER, sys.modules[__name__].Converted is Converted)


@enum.global_enum
class Wide(IntFlag):
    wide_a = 1
    wide_b = 2


@enum.global_enum
class Plain(Enum):
    plain_a = 1


@enum.global_enum
class Strict(Flag):
    strict_a = 1
    strict_b = 2


print(wide_a, repr(wide_a), repr(wide_a | wide_b), repr(Wide(8)), repr(Wide(9)), repr(Wide(0)), str(Wide(3)))
print(plain_a, repr(plain_a), strict_a | strict_b, repr(strict_a | strict_b), Strict(0), repr(Strict(0)))
