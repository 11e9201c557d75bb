# Generic dataclasses, dataclass protocols, enums in types, dispatch on unions: the three modules together.
import dataclasses
import enum
import functools
import inspect
from dataclasses import KW_ONLY, InitVar, dataclass, field, fields, make_dataclass, replace
from typing import (Annotated, Any, ClassVar, Dict, Generic, List, Literal, NamedTuple, Optional, Protocol,
                    TypedDict, TypeVar, Union, final, get_overloads, get_type_hints, overload, override,
                    runtime_checkable)

T = TypeVar("T")
K = TypeVar("K")


def attempt(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


@dataclass
class Box(Generic[T]):
    item: T
    others: list[T] = field(default_factory=list)
    count: ClassVar[int] = 3
    extra: InitVar[int] = 5

    def __post_init__(self, extra):
        self.got = extra


@dataclass(frozen=True, order=True, slots=True, kw_only=True)
class Point(Generic[T]):
    x: T
    y: int = 0


@dataclass
class Named(Protocol):
    name: str


class Person(Named):
    pass  # the protocol's __init__ is looked for once, and not taken from a protocol


class Tagged:
    name = "x"


@runtime_checkable
class HasName(Protocol):
    name: str


print(Box(1), Box[int](1, [2], extra=9).got, Box[int](1).__orig_class__, replace(Box(1), item=2, extra=3))
print(get_type_hints(Box), inspect.signature(Box), Box.__match_args__, Box.__parameters__)
print(Point(x=1) < Point(x=2), hash(Point(x=1)) == hash(Point(x=1)), Point[int](x=3), Point.__slots__,
      Point.__parameters__)
attempt(lambda: Point(1))
attempt(lambda: setattr(Point(x=1), "x", 2))
attempt(lambda: Named("a"))
attempt(lambda: (Person("Ada"), isinstance(Person("Ada"), HasName), isinstance(Box(1), HasName)))
attempt(lambda: issubclass(Person, HasName))


@dataclass
class Table(Generic[K, T], Dict[K, T]):
    width: int = 3


print(Table(), Table.__mro__, Table[str, int].__args__)


@dataclass
class Late:
    first: int
    _: KW_ONLY
    second: Annotated[int, "meta"] = 3
    third: "ClassVar[int]" = 4
    fourth: "InitVar[int]" = 4


print(Late(1), [f.name for f in fields(Late)], get_type_hints(Late, include_extras=True)["second"])
Made = make_dataclass("Made", [("a", List[int]), ("b", "Optional[Made]", field(default=None)), "c"][:2],
                      namespace={"z": 3})
attempt(lambda: (Made([1]), Made.z, get_type_hints(Made, localns={"Made": Made})))


class Color(enum.Enum):
    RED = 1
    GREEN = "g"

    @classmethod
    def first(cls) -> "Color":
        return cls.RED


class Level(enum.IntEnum):
    LOW = 1


@dataclass
class Data:
    x: int
    y: int = 3


class DataEnum(Data, enum.Enum):
    A = 1, 2
    B = 5


class Pair(NamedTuple):
    a: int
    b: str = "q"


class PairEnum(Pair, enum.Enum):
    A = 1, "z"


print(Literal[Color.RED, Color.RED, Color.GREEN], Literal[Level.LOW, 1, True], Literal[Level.LOW] == Literal[1])
print(Optional[Color], Color | None, get_type_hints(Color.first), get_type_hints(Color))
print(DataEnum.A, DataEnum.B.y, list(DataEnum), PairEnum.A, PairEnum.A.b)


@functools.singledispatch
def describe(value):
    return "object"


@describe.register
def _(value: int | str):
    return "int or str"


@describe.register
def _(value: Union[list, dict]):
    return "container"


describe.register(HasName)(lambda value: "named")
print([describe(value) for value in (1, "", [], {}, 1.5, Tagged())])
attempt(lambda: describe.register(List[int]))


def register_generic():
    @describe.register
    def _(value: List[int]): ...


def register_untyped():
    @describe.register
    def _(value): ...


for function in register_generic, register_untyped:
    try:
        function()
    except TypeError as error:
        print(str(error).split(".<locals>")[0].split(" at 0x")[0])


class Base:
    def __init_subclass__(cls, /, tag=None, **kwargs):
        cls.tag = tag
        super().__init_subclass__(**kwargs)


class Old(Base, Generic[T], tag="old"):
    pass


class New[X](Base, tag="new"):
    @overload
    def method(self, x: int) -> int: ...
    @overload
    def method[Y](self, x: X, y: Y) -> tuple[X, Y]: ...
    @final
    @override
    def method(self, x, y=None):
        return x, y


print(Old.tag, Old.__parameters__, New.tag, New.__type_params__, New.__orig_bases__, New[int]().method(1, 2),
      New[int].tag)
print([variant.__annotations__ for variant in get_overloads(New.method)])


class Many(Generic[T], Base, tag="many"):
    pass


def many_keywords():
    class Greedy(Generic[T]):
        def __init_subclass__(cls, **kwargs):
            cls.given = kwargs
            super().__init_subclass__()
    return type(Greedy)("Sub", (Greedy,), {}, **{f"k{i}": i for i in range(30)}).given


print(Many.tag, len(many_keywords()))
