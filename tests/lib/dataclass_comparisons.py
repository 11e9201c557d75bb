# ==, <, hash(), frozen classes, and what may not be overwritten.
from dataclasses import FrozenInstanceError, dataclass, field


@dataclass(order=True)
class Ordered:
    x: int
    y: int = field(default=0, compare=False)


@dataclass
class Other:
    x: int


print(Ordered(1) < Ordered(2), Ordered(1) <= Ordered(1, 3), Ordered(1) == Ordered(1, 4), Ordered(2) > Ordered(1))
print(Ordered(1).__lt__(3), Ordered(1).__eq__(Other(1)), Ordered(1) == Other(1), Ordered.__hash__)
for operation in (lambda: Ordered(1) < 3, lambda: Other(1) < Other(2), lambda: hash(Other(1))):
    try:
        operation()
    except TypeError as e:
        print(e)
nan = float("nan")
print(Other(nan) == Other(nan), (same := Other(nan)) == same)


@dataclass(frozen=True)
class Frozen:
    x: int
    y: list = field(default_factory=list, hash=False)


class Sub(Frozen):
    pass


f = Frozen(1)
print(hash(f) == hash((1,)), f)
for operation in (lambda: setattr(f, "x", 2), lambda: delattr(f, "x"), lambda: setattr(f, "other", 1),
                  lambda: setattr(Sub(1), "x", 2), lambda: setattr(Sub(1), "free", 2)):
    try:
        operation()
        print("allowed")
    except FrozenInstanceError as e:
        print(repr(e))


def attempt(body, **options):
    try:
        exec("class X(" + options.pop("base", "") + "):\n    " + body.replace("; ", "\n    "), globals(), space := {})
        made = dataclass(**options)(space["X"])
        print(options, made.__hash__ is None, "__hash__" in vars(made), made.__eq__ is object.__eq__)
    except (TypeError, ValueError) as e:
        print(f"{type(e).__name__}: {e}")


for unsafe_hash in (False, True):
    for eq in (False, True):
        for frozen in (False, True):
            for body in ("x: int = 1", "x: int = 1; def __hash__(self): return 1", "x: int = 1; __hash__ = None",
                         "x: int = 1; def __eq__(self, other): return True"):
                attempt(body, unsafe_hash=unsafe_hash, eq=eq, frozen=frozen)
attempt("x: int; def __lt__(self, other): pass", order=True)
attempt("x: int", order=True, eq=False)
attempt("x: int; def __setattr__(self, name, value): pass", frozen=True)
attempt("y: int = 1", base="Frozen")
attempt("y: int = 1", base="Other", frozen=True)
