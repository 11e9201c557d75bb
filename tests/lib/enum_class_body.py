# What becomes a member in the body of an enumeration, and what the body may not do.
import functools
from enum import Enum, Flag, IntEnum, auto, member, nonmember


class Shapes(Enum):
    _ignore_ = "i temporary"
    _generate_next_value_ = lambda name, start, count, last: (name, start, count, last)
    circle = auto()
    square = 2
    pair = auto(), "second"
    fixed = auto(7)
    constant = nonmember(3)
    function = member(len)
    partial = functools.partial(int)
    __private = 5
    _single = 6
    for i in range(2):
        vars()[f"made{i}"] = i
    temporary = 9

    def method(self):
        return self.name

    class Inner:
        pass


for shape in Shapes:
    print(repr(shape))
print(Shapes.constant, Shapes.partial, Shapes.Inner.__qualname__, Shapes.square.method(), Shapes._Shapes__private)
print(hasattr(Shapes, "i"), hasattr(Shapes, "temporary"), hasattr(Shapes, "_ignore_"))


def attempt(body, bases="Enum"):
    try:
        exec(f"class X({bases}):\n    " + body.replace("; ", "\n    "), globals(), {})
        print("fine:", body)
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


attempt("a = 1; a = 2")
attempt("a = 1; def a(self): pass")
attempt("def a(self): pass; a = 1")
attempt("mro = 1")
attempt("_wrong_ = 1")
attempt("_repr_html_ = 1")
attempt("a = 1; _ignore_ = 'a b'")
attempt("a = auto(); def _generate_next_value_(*args): pass")
attempt("_order_ = 'b a'; a = 1; b = 2")
attempt("_order_ = 'a, b'; a = 1; b = 2")
attempt("__order__ = ['a', 'b', 'c']; a = 1; b = 2; c = 1")
attempt("_order_ = 'a both b'; a = 1; both = 3; b = 2", "Flag")
attempt("a = 'x'; b = auto()")
attempt("a = 'x'; b = 1; c = auto()")
attempt("a = 'x'; b = auto()", "Flag")
attempt("a = 1", "Enum, int")
attempt("a = 1", "Shapes")
attempt("a = 'x'", "IntEnum")
