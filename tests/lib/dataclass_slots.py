# slots=True makes the class again: with slots for its own fields, with state methods when it is frozen.
from copy import copy
from dataclasses import FrozenInstanceError, dataclass, field
from weakref import ref


@dataclass(slots=True)
class Slotted:
    x: int = 3
    y: list = field(default_factory=list)
    fixed: int = field(init=False, default=7)


@dataclass(slots=True)
class Derived(Slotted):
    x: int = 4
    z: int = 5


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Frozen:
    x: int
    y: int = 2


print(Slotted.__slots__, Slotted(), Derived.__slots__, Derived(), hasattr(Slotted(), "__dict__"), Slotted().fixed)
print(Frozen.__slots__, Frozen(1), Frozen(1).__getstate__(), copy(Frozen(1)) == Frozen(1), Frozen.__doc__)
frozen = Frozen(1)
print(ref(frozen)() is frozen, Frozen.__qualname__, Frozen.__dataclass_params__.slots)
for operation in (lambda: setattr(Slotted(), "other", 1), lambda: setattr(frozen, "x", 1), lambda: ref(Slotted())):
    try:
        operation()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


def attempt(body):
    try:
        exec("class X:\n    " + body.replace("; ", "\n    "), globals(), space := {})
        print(dataclass(slots=True)(space["X"]).__slots__)
    except TypeError as e:
        print(e)


attempt("__slots__ = ('x',); x: int")
attempt("x: int; y: int = 1")


class HasIterator:
    __slots__ = iter(("a",))


try:
    @dataclass(slots=True)
    class Unknown(HasIterator):
        a: int
except TypeError as e:
    print(e)


@dataclass
class ByHand:
    __slots__ = ("x",)
    x: int


print(ByHand(1))
