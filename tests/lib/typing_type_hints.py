# get_type_hints(): strings, forward references, type parameters, extras; get_origin() and get_args().
from __future__ import annotations

import collections.abc
import typing
from typing import (Annotated, Callable, ClassVar, Dict, Final, Generic, List, Literal, NamedTuple, NotRequired,
                    Optional, ParamSpec, Protocol, ReadOnly, Required, Tuple, TypedDict, TypeVar, Union, Unpack,
                    get_args, get_origin, get_type_hints, no_type_check)

X = int
T = TypeVar("T")


def show(obj, **kwargs):
    for extras in False, True:
        try:
            hints = get_type_hints(obj, include_extras=extras, **kwargs)
        except Exception as error:
            print(type(error).__name__, error)
            break
        print({name: hint for name, hint in hints.items()})


def function(a: X, b: list[X], c: Optional[X] = None, *args: Unpack[tuple[X, ...]], d: 'X | None', e: "'X'", f: None,
             g: Callable[[X], List['X']], h: Annotated[Annotated[X, 1], 2],
             **kwargs: Dict[str, Union[X, 'str']]) -> X: ...


class Node:
    value: X
    next: Node | None
    children: Dict[str, 'List[Node]']
    kind: ClassVar[Literal['a', 'b']]
    limit: Final[int] = 3
    int: str

    def method(self, other: Node) -> 'List[Node]': ...


class Leaf(Node):
    value: str
    extra: Annotated[Required[Annotated[X, 1]], 2]


class Box[Item]:
    item: Item
    items: list[Item]

    def put[Other](self, other: Other) -> 'Other': ...


class Point(NamedTuple):
    x: X
    next: Point = None


class Movie(TypedDict, total=False):
    title: Required[str]
    year: ReadOnly[NotRequired[X]]
    sequel: Movie


class Unknown:
    a: Nowhere


class NotType:
    a: (1, 2)


class Broken:
    pass


Broken.__annotations__ = {"a": "in valid"}


@no_type_check
def unchecked(a: 'not a type at all'): ...


def in_parameter(a: ClassVar[int]): ...


for obj in function, Node, Node.method, Leaf, Box, Box.put, Point, Movie, Unknown, NotType, Broken, unchecked, \
        in_parameter, len, 3, typing, lambda: 0, int:
    print(getattr(obj, "__name__", obj))
    show(obj)
show(Unknown, localns={"Nowhere": str})
show(Unknown, globalns={"Nowhere": bytes})
show(function, globalns={"X": float, **vars(typing)})

Recursive = Union[int, List['Recursive']]


def recursive(a: Recursive, b: 'Recursive'): ...


show(recursive)


def starred(*args: *tuple[X, ...], **kwargs: Unpack[Movie]): ...


show(starred)

print("origins and arguments")
P = ParamSpec("P")
for tp in (Callable[[int, str], bool], collections.abc.Callable[[int], int], collections.abc.Callable[..., bool],
           Annotated[int, 1], int | str, Union[int, str], Generic[T], Generic, List, List[int], P.args, P, Literal[1],
           ClassVar[int], Unpack, Unpack[Tuple[int]], Protocol, Protocol[T], Tuple, tuple[int], Tuple[()], list, 3,
           Callable[[], T][int], Dict[str, T][int], Callable[P, int], Optional[T]):
    print(tp, get_origin(tp), get_args(tp))
