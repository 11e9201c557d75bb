# Enumerations made by calls, their modules, and what pickle and copy make of members.
import copy
import enum
from enum import Enum, Flag, IntEnum, StrEnum

print(list(Enum("A", "x y, z")), list(Enum("B", ["x", "y"], start=5)), list(Enum("C", {"x": 1, "y": 2})))
print(list(Enum("D", [("x", 1), ("y", 2)])), list(Flag("E", "a b c")), list(StrEnum("F", "P Q")))
print(list(Enum("G", iter([("a", 1)]))), list(Enum("H", "a b", type=float)), list(Enum("I", ())), Enum("J", type=int))
K = IntEnum("K", "q", module="some.module", qualname="Outer.K")
print(K, K.__module__, K.__qualname__, Enum("L", "a").__module__, repr(Enum("M", "a", boundary=None)))
for args in (("A", 5), ("A", [1, 2]), ("A",)):
    try:
        Enum(*args)
    except TypeError as e:
        print(e)


class Color(Enum):
    red = 1
    green = 2


class Bits(Flag):
    a = 1
    b = 2


class ByName(Enum):
    __reduce_ex__ = enum.pickle_by_enum_name
    a = object()


class ByGlobal(Enum):
    __reduce_ex__ = enum.pickle_by_global_name
    only = object()


globals().update(ByGlobal.__members__)
for m in (Color.red, Bits.a | Bits.b, ByName.a):
    function, args = m.__reduce_ex__(4)
    print(function(*args) is m)
print(Color.red.__reduce_ex__(2), ByGlobal.only.__reduce_ex__(2), ByName.a.__reduce_ex__(2)[1:])
print(copy.copy(Color.red) is Color.red, copy.deepcopy([Color.red])[0] is Color.red)
unpicklable = Enum("N", "a")
enum._make_class_unpicklable(unpicklable)
try:
    unpicklable.a.__reduce_ex__(2)
except TypeError as e:
    print(e)
