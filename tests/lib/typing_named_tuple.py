# NamedTuple: class and function syntax, defaults, generic ones, what a body may not define.
import warnings
from typing import Generic, List, NamedTuple, TypeVar

T = TypeVar("T")
warnings.simplefilter("always")


def attempt(make):
    with warnings.catch_warnings(record=True) as caught:
        try:
            print(make())
        except Exception as error:
            print(type(error).__name__, error, *getattr(error, "__notes__", ()))
    for warning in caught:
        print("   ", warning.category.__name__, warning.message)


class Employee(NamedTuple):
    """An employee."""

    name: str
    id: int = 3
    tags: List[str] = []

    def greet(self):
        return f"hello {self.name}"

    @property
    def key(self):
        return self.id, self.name


class Pair(NamedTuple, Generic[T]):
    first: T
    second: T


Function = NamedTuple("Function", [("a", int), ("b", "str")])

print(Employee("Ada"), Employee("Ada", 1).greet(), Employee("Bo", 2).key, Employee.__doc__, Employee._fields)
print(Employee._field_defaults, Employee.__annotations__, Employee.__new__.__annotations__, Employee.__bases__)
print(Employee.__orig_bases__ == (NamedTuple,), Employee("x")._replace(id=9), Employee("x")._asdict())
print(Pair[int], Pair[int](1, 2), Pair.__parameters__, Pair.__bases__, Pair[int](1, 2).__class__)
print(Function(1, "b"), Function.__annotations__, Function.__orig_bases__ == (NamedTuple,))
print(Employee("Ada").__reduce_ex__(2)[1], Function(1, "c").__getnewargs__())


class Sub(Employee):
    extra: int = 1


print(Sub("a"), Sub._fields, Sub.__bases__)


def body(text, bases="NamedTuple"):
    def make():
        namespace = dict(globals())
        exec(f"class C({bases}):\n    " + text.replace("; ", "\n    "), namespace)
        return namespace["C"]
    return make


class Setter:
    def __set_name__(self, owner, name):
        raise LookupError(name)


for text in ("a: int = 1; b: str", "a: int = 1; b: str = 2; c: int", "_a: int", "a: int; _fields = 3",
             "a: int; __new__ = None", "a: int; x = Setter()", "def: int", "a: 1", "a: ()"):
    attempt(body(text))
attempt(body("a: int", "NamedTuple, dict"))
attempt(body("a: int", "Employee, NamedTuple"))
attempt(lambda: NamedTuple("Empty")())
attempt(lambda: NamedTuple("Empty", None)())
attempt(lambda: NamedTuple("Empty", [])())
attempt(lambda: NamedTuple("Keywords", x=int)(1))
attempt(lambda: NamedTuple("Both", None, x=int))
attempt(lambda: NamedTuple("Both", [], x=int))
attempt(lambda: NamedTuple("Dup", [("a", int), ("a", str)]))
attempt(lambda: NamedTuple("Bad", [("a", ())]))
attempt(lambda: NamedTuple())
attempt(lambda: isinstance((), NamedTuple))
