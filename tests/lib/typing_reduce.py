# What pickle and copy are told: forms, aliases, type parameters and typed classes can be made again.
import copy
import copyreg
import sys
import typing
from typing import (Annotated, Any, Callable, ClassVar, Concatenate, Dict, Final, Generic, List, Literal,
                    NamedTuple, Never, NewType, NoDefault, Optional, ParamSpec, Protocol, Tuple, Type, TypedDict,
                    TypeVar, TypeVarTuple, Union, Unpack)

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")
Id = NewType("Id", int)
type Alias[X] = list[X]


class Box(Generic[T]):
    def __init__(self, item):
        self.item = item

    def __eq__(self, other):
        return self.item == other.item


class Proto(Protocol[T]):
    item: T


class New[X]:
    item: X


def again(thing, protocol):
    """What unpickling does with what pickling is told."""
    if isinstance(thing, type):
        return thing
    registered = copyreg.dispatch_table.get(type(thing))
    told = registered(thing) if registered else thing.__reduce_ex__(protocol)
    if isinstance(told, str):
        return getattr(sys.modules[getattr(thing, "__module__", "typing")], told)
    function, args = told[:2]
    return function(*args)


for thing in (Any, Union, Never, List, Callable, Tuple, Type, ClassVar, List[int], Dict[str, List[int]],
              Tuple[int, ...], Tuple[()], Callable[[int, str], bool], Callable[..., int], Callable[P, int],
              Callable[[], int], Callable[Concatenate[int, P], int], Union[int, str], Optional[int],
              Union[int, None, str], Literal[1, "a"], Final[int], Annotated[int, 1, "x"], Unpack[Ts], T, Ts, P,
              P.args, P.kwargs, Id, Alias, Alias[int], Box, Box[int], Proto, Proto[int], New, New[int], NoDefault,
              Generic, Protocol, Type[T], list[T], int | str, typing.AnyStr, Generic[T], Protocol[T]):
    same = [again(thing, protocol) == thing for protocol in range(6)]
    print(thing if not callable(thing) or hasattr(thing, "__args__") else getattr(thing, "__name__", thing), all(same),
          copy.copy(thing) == thing, copy.deepcopy(thing) == thing)

for protocol in range(6):
    for box in Box(3), Box[int](4), New():
        made = again(box, protocol)
        print(type(made).__name__, vars(made), [entry for entry in box.__reduce_ex__(protocol)[2:3]])
