# Special forms: what subscripting gives, and what is refused.
from typing import (Annotated, Any, Callable, ClassVar, Concatenate, Dict, Final, ForwardRef, Generic, Hashable,
                    List, Literal, LiteralString, Never, NewType, NoReturn, NotRequired, Optional, ParamSpec,
                    Protocol, ReadOnly, Required, Self, Text, Tuple, Type, TypeAlias, TypeGuard, TypeIs, TypeVar,
                    Union, Unpack)

T = TypeVar("T")
P = ParamSpec("P")


def show(source):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)


for source in """
Union[int]
Union[int, str, int]
Union[Union[int, str], None, float]
Union[int, None]
Union[None, 'Node']
Union[int, str] == Union[str, int] == (int | str)
Union[()]
Union[1, 2]
Union[[], 3]
Union[Literal[1], Literal[True]]
Optional[int]
Optional[None]
Optional[Union[int, None, str]]
Optional[int, str]
Literal[1, 2, 1, True, 'a', None]
Literal[Literal[1, 2], Literal[2, 3]]
Literal[1] == Literal[True]
Literal[[1]]
Literal[()]
ClassVar[int]
ClassVar[Final[int]]
ClassVar[int, str]
Final[ClassVar[int]]
List[ClassVar[int]]
List[Final]
Required[int, str]
NotRequired[ReadOnly[Required[int]]]
TypeGuard[int, str]
TypeIs[List[int]]
Concatenate[int, P]
Concatenate[int, ...]
Concatenate[int]
Concatenate[()]
Concatenate[List, str, P]
Unpack[Tuple[int, str]]
Unpack[int, str]
Annotated[int, 1]
Annotated[Annotated[int, 1], 2]
Annotated[int, []] == Annotated[int, []]
hash(Annotated[int, []])
Annotated[int]
Annotated[Final[int], 'x']
Annotated[T, 1][int]
Annotated[int, 1] == Annotated[int, True]
Annotated[int, 1].__metadata__, Annotated[int, 1].__origin__, Annotated[int, 1].__args__
Callable[[int, str], bool]
Callable[..., int]
Callable[[], None]
Callable[P, T]
Callable[Concatenate[int, P], T]
Callable[int, str]
Callable[int]
Callable[[int], str, bool]
Callable[[int], 'Node']
Tuple[int, ...]
Tuple[()]
Tuple[..., int]
Tuple[int, str, ...]
Type[int]
List[int, str]
List['Node']
Dict[int]
Hashable[int]
List[...]
List[()]
List[int].__origin__, List[int].__args__, List[int].__parameters__
NoReturn[int]
Never | int
Self | None
LiteralString | None
TypeAlias[int]
List[TypeAlias]
Any | None
List[Generic]
List[Protocol]
List[Protocol[T]]
List[1]
List[(int,)]
List[(int, str),]
Any()
isinstance(1, Any)
isinstance(1, Union[int, str]), isinstance('a', Optional[int])
issubclass(bool, Union[int, str])
isinstance(1, Union[int, List[int]])
isinstance([], List), issubclass(dict, Dict)
isinstance([], List[int])
isinstance(1, Literal[1])
issubclass(int, ClassVar)
List()
List[int]()
Type[int]()
Union()
Literal[1]()
List[int]._name, List.__name__, Union.__name__, Callable[[int], int].__qualname__
Union.__nothing__
ForwardRef('1 +')
ForwardRef(1)
ForwardRef('int') == ForwardRef('int'), ForwardRef('int', module='m')
ForwardRef('a') | int
NewType('Id', int)(3), NewType('Id', int), NewType('Id', int) | None
""".strip().splitlines():
    show(source)

for base in ("Union", "Union[int, str]", "Literal[1]", "ClassVar[int]", "Never", "Callable", "Optional[int]",
             "NewType('Id', int)", "T", "P.args", "Final", "ForwardRef", "type(List)"):
    try:
        exec(f"class Sub({base}): pass")
        print(base, "can be a base")
    except TypeError as error:
        print(base, "->", error)


class Text2(List[str], Generic[T]):
    pass




class Mock(Any):
    pass


print(Text2.__mro__, Text2.__orig_bases__, Text2.__parameters__)
print([entry.__name__ for entry in List[int].__mro_entries__((List[int],))], isinstance(Mock(), Mock))
