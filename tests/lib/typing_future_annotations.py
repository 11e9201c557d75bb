# from __future__ import annotations: who evaluates the strings, where names are found, what stays a string.
from __future__ import annotations

import dataclasses
import sys
import typing
from dataclasses import InitVar, dataclass, field
from typing import (TYPE_CHECKING, Annotated, Any, ClassVar, Generic, NamedTuple, NewType, Optional, Protocol,
                    TypedDict, TypeVar, get_overloads, get_protocol_members, get_type_hints, overload)

if TYPE_CHECKING:
    from nowhere import Missing

T = TypeVar("T")


def attempt(label, function):
    try:
        print(label, function())
    except Exception as error:
        print(label, type(error).__name__, error)


def checked(a: Missing, *, b: Undefined.attribute = None) -> undefined[...]: ...


print(checked.__annotations__)
attempt("unknown names", lambda: get_type_hints(checked))


@dataclass
class Tree(Generic[T]):
    value: T
    left: Optional[Tree[T]] = None
    shared: ClassVar[dict[str, Tree]] = {}
    other: typing.ClassVar[int] = 1
    start: InitVar[int] = 0
    late: dataclasses.InitVar[int] = 0
    tags: Annotated[list[str], "tags"] = field(default_factory=list)

    def __post_init__(self, start, late):
        self.sum = start + late


print(Tree(1, Tree(2), 3, 4).sum, [(f.name, f.type) for f in dataclasses.fields(Tree)])
attempt("dataclass", lambda: get_type_hints(Tree, include_extras=True))
print(Tree.__init__.__annotations__)


class Point(NamedTuple):
    x: int
    y: Point = None


class Options(TypedDict, total=False):
    name: typing.Required[str]
    parent: Options
    level: typing.ReadOnly[int]


class Shape(Protocol):
    sides: int

    def scale(self, by: float) -> Shape: ...


print(Point.__annotations__, get_type_hints(Point))
# Qualifiers inside strings are not seen when the class is made.
print(Options.__annotations__, sorted(Options.__required_keys__), sorted(Options.__readonly_keys__))
attempt("typed dict", lambda: get_type_hints(Options, include_extras=True))
print(sorted(get_protocol_members(Shape)), get_type_hints(Shape.scale))


@overload
def pick(value: int) -> int: ...
@overload
def pick(value: str) -> Point: ...
def pick(value): return value


attempt("overloads", lambda: [get_type_hints(variant) for variant in get_overloads(pick)])


def local_names():
    class Local:
        me: Local
        hidden: Secret

    Secret = NewType("Secret", int)
    attempt("local class", lambda: get_type_hints(Local))
    attempt("local class, helped", lambda: get_type_hints(Local, localns={"Local": Local, "Secret": Secret}))
    return Local


class Shadow:
    int: str
    value: int

    class Inner:
        outer: Shadow

    def list(self) -> list[int]: ...


class Derived(local_names()):
    me: Any
    hidden: None


attempt("class names and module names", lambda: get_type_hints(Shadow))
attempt("inner class", lambda: get_type_hints(Shadow.Inner))
attempt("method", lambda: get_type_hints(Shadow.list))
attempt("base that cannot be evaluated", lambda: get_type_hints(Derived))


class Box[Item: int]:
    item: Item
    pair: tuple[Item, T]

    def swap[Other](self, other: Other, mine: Item) -> Box[Other]: ...


attempt("type parameters", lambda: get_type_hints(Box))
attempt("type parameters of a method", lambda: get_type_hints(Box.swap))
attempt("and of its class", lambda: get_type_hints(Box.swap, localns={"Item": Box.__type_params__[0]}))


def annotated_locals():
    x: Never.evaluated[1 / 0] = 3
    y: list[undefined]
    return x, "y" in locals()


print(annotated_locals(), __annotations__)
variable: Missing = 1
attempt("module", lambda: get_type_hints(sys.modules["__main__"]))
variable2: Optional[Tree[int]] = None
__annotations__.pop("variable")
attempt("module", lambda: get_type_hints(sys.modules["__main__"]))
lambda_with_default = lambda value=3: value
print(lambda_with_default.__annotations__, (lambda: 0).__annotations__)
