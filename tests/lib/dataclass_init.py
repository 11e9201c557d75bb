# The __init__() of data classes: signature, defaults, factories, keyword-only, InitVar, __post_init__.
from dataclasses import KW_ONLY, MISSING, Field, InitVar, dataclass, field, fields
from typing import ClassVar


@dataclass
class Everything:
    x: int
    y: str = "a"
    z: list = field(default_factory=list, repr=False, compare=False)
    w: InitVar[int] = 5
    v: ClassVar[int] = 6
    u: "ClassVar[int]" = 7
    t: "InitVar[int]" = 8
    _: KW_ONLY
    k: float = 1.0
    fixed: int = field(init=False, default=9)
    made: dict = field(init=False, default_factory=dict)

    def __post_init__(self, w, t):
        print("post", w, t, self.x)


print(Everything.__doc__)
print(Everything.__init__.__qualname__, Everything.__init__.__defaults__, Everything.__init__.__kwdefaults__)
print(Everything.__init__.__annotations__)
print(Everything(1), Everything(1, "b", [2], 3, 4, k=5).z)
print([f.name for f in fields(Everything)], list(Everything.__dataclass_fields__), Everything.__match_args__)
print(Everything.__dataclass_params__)
first, second = Everything(1), Everything(1)
print(first.z is second.z, first.fixed, first.made, first == second)
for args, keywords in (((), {}), ((1, 2, 3, 4, 5, 6), {}), ((1,), {"foo": 3}), ((1, 2), {"x": 3})):
    try:
        Everything(*args, **keywords)
    except TypeError as e:
        print(e)


@dataclass
class Odd:
    x: int
    self: int = 5


@dataclass(kw_only=True)
class Keywords:
    a: int
    b: int = field(kw_only=False)


@dataclass
class Empty:
    pass


class Descriptor:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)

    def __get__(self, instance, owner=None):
        return 42 if instance is None else 7

    def __set__(self, instance, value):
        print("set", value)


@dataclass
class Described:
    x: int = Descriptor()
    y: int = field(default=Descriptor())


@dataclass(init=False, repr=False, eq=False)
class Nothing:
    a: int = 1


print(Odd(1, self=3), Odd.__doc__, Keywords(3, a=1), Keywords.__doc__, Keywords.__match_args__, Empty(), Empty.__doc__)
print(Described(), [name for name in vars(Nothing) if name in ("__init__", "__repr__", "__eq__")], Nothing.__doc__)


def attempt(body, **options):
    try:
        exec("class X:\n    " + body.replace("; ", "\n    "), globals(), space := {})
        print(dataclass(**options)(space["X"]).__doc__)
    except (TypeError, ValueError) as e:
        print(f"{type(e).__name__}: {e}")


attempt("x: int = 1; y: int")
attempt("x: list = []")
attempt("x = field()")
attempt("x: int; _: KW_ONLY; y: int = 2; __: KW_ONLY")
attempt("x: InitVar[int] = field(default_factory=int)")
attempt("x: ClassVar[int] = field(default_factory=int)")
attempt("x: ClassVar[int] = field(kw_only=True)")
attempt("x: int = field(default=None, kw_only=True); y: Field = MISSING")
attempt("x: int = 1", weakref_slot=True)
try:
    field(default=1, default_factory=int)
except ValueError as e:
    print(e)
