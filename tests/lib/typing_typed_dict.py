# TypedDict: required and read-only keys, inheritance, generic ones, function syntax; at run time a dict.
import warnings
from typing import Annotated, Generic, List, NotRequired, ReadOnly, Required, TypedDict, TypeVar, is_typeddict

T = TypeVar("T")


def attempt(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(make())
        except Exception as error:
            print(type(error).__name__, error)
    for warning in caught:
        print("   ", warning.category.__name__, warning.message)


def describe(cls):
    print(cls.__name__, cls.__annotations__, "total" if cls.__total__ else "not total")
    for kind in "required", "optional", "readonly", "mutable":
        print("   ", kind, sorted(getattr(cls, f"__{kind}_keys__")))
    print("   ", [base.__name__ for base in cls.__mro__], cls.__orig_bases__ == (TypedDict,), is_typeddict(cls))


class Point(TypedDict):
    """A point."""
    x: int
    y: "int"
    label: NotRequired[str]


class Loose(Point, total=False):
    z: int
    w: Required[Annotated[ReadOnly[int], 1]]


class Stricter(Loose):
    label: Required[str]
    z: ReadOnly[NotRequired[int]] if False else NotRequired[int]


class Fixed(TypedDict):
    a: ReadOnly[int]
    b: ReadOnly[int]


class Unfixed(Fixed):
    a: int


class Box(TypedDict, Generic[T]):
    item: T


class IntBox(Box[int]):
    more: List[int]


class NewBox[S](TypedDict):
    item: S


Headers = TypedDict("Headers", {"content-type": str, "in": int}, total=False)

for cls in Point, Loose, Stricter, Fixed, Unfixed, Box, IntBox, NewBox, Headers:
    describe(cls)
print(Point(x=1, y=2), Point({"x": 1}), type(Point()), Headers({"in": 3}), Box[int], Box[int](item=3), NewBox[int])
print(Box.__parameters__, IntBox.__parameters__, IntBox.__orig_bases__, Point.__module__, Point.__doc__)
attempt(lambda: isinstance({}, Point))
attempt(lambda: issubclass(dict, Point))
attempt(lambda: is_typeddict(TypedDict) or is_typeddict(dict) or is_typeddict(Box[int]))
attempt(lambda: TypedDict("Empty"))
attempt(lambda: TypedDict("Empty", None))
attempt(lambda: TypedDict("Empty", {})())
attempt(lambda: TypedDict("Keywords", x=int))
attempt(lambda: TypedDict("Bad", {"a": ()}))
attempt(lambda: TypedDict("Bad", 3))
attempt(lambda: TypedDict())


def body(source):
    def make():
        namespace = dict(globals())
        exec(source, namespace)
        return namespace["C"]
    return make


for source in ("class C(Point, dict): pass", "class C(TypedDict, int): pass", "class C(Point):\n x: ReadOnly[int]",
               "class C(TypedDict):\n x: (int, str)", "class C(TypedDict, metaclass=type): pass",
               "class C(TypedDict, total=False, extra=1): pass", "class C(TypedDict):\n def f(self): pass"):
    attempt(body(source))
