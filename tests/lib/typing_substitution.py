# Type parameters: declaring them, giving arguments for them in classes and aliases, defaults, counting errors.
from typing import (Annotated, Callable, ClassVar, Concatenate, Dict, Generic, List, Optional, ParamSpec, Protocol,
                    Tuple, Type, TypeVar, TypeVarTuple, Union, Unpack)

T = TypeVar("T")
U = TypeVar("U")
D = TypeVar("D", default=int)
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")
PD = ParamSpec("PD", default=[int])
TsD = TypeVarTuple("TsD", default=Unpack[Tuple[int, str]])


def show(make):
    try:
        made = make()
    except Exception as error:
        print("   ", type(error).__name__, error)
    else:
        print("   ", made, made.__parameters__, made.__args__)


class One(Generic[T]): pass
class Defaulted(Generic[T, U, D]): pass
class Function(Generic[T, P]): pass
class Variadic(Generic[T, Unpack[Ts]]): pass
class FunctionDefault(Generic[T, PD]): pass
class VariadicDefault(Generic[T, Unpack[TsD]]): pass
class OnlyFunction(Generic[P]): pass


for cls in One, Defaulted, Function, Variadic, FunctionDefault, VariadicDefault, OnlyFunction:
    print(cls.__name__, cls.__parameters__)
    for args in ((), int, (int, str), (int, str, float), (int, str, float, int), [int], (int, [int]), (int, [int], str),
                 (int, ...), (T, U), (None, 'Node')):
        show(lambda: cls[args])

for alias in (list[T], list[T] | None, tuple[T, Unpack[Ts]], Callable[P, T], Callable[Concatenate[int, P], T],
              Callable[[Unpack[Ts]], T], Tuple[T, Unpack[Ts]], Union[T, U], Optional[One[T]], Annotated[T, 1],
              One[Annotated[T, 1]], Type[T], ClassVar[T], Function[T, P], Variadic[T, Unpack[Ts]], Dict[T, List[T]],
              Variadic[int, Unpack[Ts]], Function[int, Concatenate[T, P]]):
    print(alias, alias.__parameters__)
    for args in (int, (int, str), (int, str, float), [int], ([int], str), (..., int), (P, int), (int, P),
                 (Concatenate[str, P], int), Unpack[Tuple[int, str]], Unpack[Tuple[int, ...]], "Node", None, 3,
                 (Unpack[Ts],), (T, Unpack[Ts]), (int, Unpack[Ts]), (int, Unpack[Tuple[str, ...]])):
        show(lambda: alias[args])

print("declarations")
for source in """
class C(Generic): pass
class C(Generic[int]): pass
class C(Generic[T, T]): pass
class C(Generic[()]): pass
class C(Generic[T], Generic[U]): pass
class C(Generic[T], Dict[T, U]): pass
class C(Generic[D, T]): pass
class C(Generic[Unpack[Ts], D]): pass
class C(One[T], Dict[U, T]): pass
class C(Protocol[T], Generic[U]): pass
class C(List[T], Generic[T, U]): pass
class C(One): pass
class C(One[int]): pass
class C[A](One[A]): pass
class C[A](One[T]): pass
""".strip().splitlines():
    try:
        namespace = dict(globals())
        exec(source, namespace)
        C = namespace["C"]
        print(source, "->", C.__parameters__, [base.__name__ for base in C.__mro__], C.__orig_bases__)
    except Exception as error:
        print(source, "->", type(error).__name__, error)

print(One[int]().__orig_class__, One[int][()] if One[int].__parameters__ else "no parameters left")
for item in (One[int], Generic[T], Protocol[T], int):
    try:
        item[str]
    except TypeError as error:
        print(error)
One[int].marker = 3
print(One.marker, One[str].marker)
