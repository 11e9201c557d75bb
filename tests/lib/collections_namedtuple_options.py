# namedtuple(): names in every form, rename, defaults, module, and what is refused.
from collections import namedtuple


def attempt(*args, **kwargs):
    try:
        cls = namedtuple(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print(cls.__name__, cls._fields, cls._field_defaults, cls.__module__, cls.__doc__)


attempt("P", "x y")
attempt("P", "x, y,z")
attempt("P", ["x", "y"])
attempt("P", iter(("x",)))
attempt("P", {"a": 1, "b": 2})
attempt("P", ())
attempt("P", "")
attempt("Été", "naïve")
attempt("P", "x y z", defaults=(1, 2))
attempt("P", "x y", defaults=iter([1, 2]))
attempt("P", "x y", defaults=[])
attempt("P", "x", defaults=[1, 2])
attempt("P", "x", module="some.where")
attempt("P", "x def 1 x _private y-z", rename=True)
attempt("P", "_1 x", rename=True)
for names in ("x def", "1x", "x x", "_x", "x-y", "x None", [1]):
    attempt("P", names)
for name in ("def", "1", "", "a b", None, 3):
    attempt(name, "x")
attempt("P", 5)
attempt("P")
attempt("P", "x", True)

# A soft keyword is a name like any other, and so are names that the methods use inside.
Odd = namedtuple("Odd", "match self cls type iterable kwds tuple _ ".split()[:-1])
odd = Odd(1, 2, 3, 4, 5, 6, 7)
print(odd, odd._replace(self="s", cls="c"), odd._asdict()["kwds"])
Many = namedtuple("Many", [f"f{i}" for i in range(400)])
print(Many(*range(400)).f399, Many._make(range(400))[200])
