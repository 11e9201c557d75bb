# asdict, astuple, replace, make_dataclass, repr of what contains itself, and the protocol for subclasses.
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import (InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace)

Pair = namedtuple("Pair", "a b")


@dataclass
class Inner:
    a: int


@dataclass
class Outer:
    inner: Inner
    items: list
    table: dict
    pair: tuple
    other: object = None


counts = defaultdict(list, {"k": [Inner(1)]})
outer = Outer(Inner(1), [Inner(2), [Inner(3)]], {"k": Inner(4), Inner: 5}, Pair(Inner(5), 6), OrderedDict(x=Inner(7)))
print(asdict(outer))
print(astuple(outer))
print(asdict(Inner(1), dict_factory=list), astuple(Inner(1), tuple_factory=list))
copied = asdict(Outer(None, None, None, None, counts))["other"]
print(copied, copied is counts)
shared = [1]
print(asdict(Inner(shared))["a"] is shared, astuple(Inner({1})))


@dataclass
class Changing:
    x: int
    y: int = field(init=False, default=3)
    z: InitVar[int] = None

    def __post_init__(self, z):
        print("post", z)


c = Changing(1)
print(replace(c, x=5), replace(c, x=5, z=4), c.__replace__(x=6))


@dataclass
class Needs:
    x: int
    z: InitVar[int]


for operation in (lambda: replace(c, y=3), lambda: replace(Changing, x=3), lambda: replace(Needs(1, 2)),
                  lambda: asdict(Outer), lambda: astuple(3), lambda: fields(3), lambda: fields(int),
                  lambda: replace(c, wrong=1)):
    try:
        operation()
    except TypeError as e:
        print(e)
print(is_dataclass(c), is_dataclass(Changing), is_dataclass(3), is_dataclass(int), is_dataclass(list[int]))

C = make_dataclass("C", ["a", ("b", int), ("c", "int", 5), ("d", list, field(default_factory=list))],
                   namespace={"double": lambda self: self.a * 2}, bases=(Inner,), order=True)
print(C(1, 2), C(1, 2).double(), C.__module__, C.__mro__[1].__name__, C.__doc__, C(1, 2) < C(1, 3))
for names in (["for"], ["a", "a"], ["a b"], [("a", int, 3, 4)], [(3, int)]):
    try:
        make_dataclass("X", names)
    except TypeError as e:
        print(e)


@dataclass
class Node:
    next: "Node" = None
    hidden: int = field(default=0, repr=False)


node = Node()
node.next = Node(node)
print(node, Node.__repr__.__qualname__)


@dataclass
class Base:
    a: int = 1
    b: int = 2


@dataclass
class Derived(Base):
    a: str = "x"
    c: int = 3


@dataclass
class Generic[T]:
    x: T


print(Derived(), Derived.__doc__, [f.type.__name__ for f in fields(Derived)], Generic(3), Generic[int](4))
match Derived("q"):
    case Derived(a, b, c):
        print(a, b, c)
print(repr(fields(Inner)[0]).replace(repr(fields(Inner)[0].default), "MISSING"))
