# Protocols: members, instance and class checks, what may inherit from what, instantiation.
import abc
import collections.abc
from typing import (Any, Generic, Protocol, SupportsAbs, SupportsFloat, SupportsIndex, SupportsInt, SupportsRound,
                    TypeVar, get_protocol_members, is_protocol, runtime_checkable)

T = TypeVar("T")


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


@runtime_checkable
class Closable(Protocol):
    def close(self): ...


@runtime_checkable
class Named(Protocol):
    name: str

    def greet(self): ...


class Plain(Protocol):
    def close(self): ...


class File:
    def close(self): ...


class Deaf:
    close = None


class Person:
    def __init__(self):
        self.name = "Ada"

    def greet(self): ...


class Property:
    greet = None

    @property
    def name(self):
        raise RuntimeError("not to be run")


attempt(lambda: [isinstance(value, Closable) for value in (File(), Deaf(), Person(), 3, File)])
attempt(lambda: [issubclass(value, Closable) for value in (File, Deaf, Person, int)])
attempt(lambda: [isinstance(value, Named) for value in (File(), Person(), Property(), Person)])
attempt(lambda: issubclass(Person, Named))
attempt(lambda: issubclass(3, Named))
attempt(lambda: isinstance(File(), Plain))
attempt(lambda: issubclass(File, Plain))
attempt(lambda: isinstance(3, Protocol))
attempt(lambda: issubclass(Closable, Protocol))
attempt(lambda: runtime_checkable(File))
attempt(lambda: runtime_checkable(int))
attempt(Protocol)
attempt(Closable)
attempt(lambda: sorted(get_protocol_members(Named)))
attempt(lambda: get_protocol_members(File))
attempt(lambda: [is_protocol(value) for value in (Named, Protocol, File, 3, SupportsInt, collections.abc.Iterable)])

attempt(lambda: [isinstance(3, p) for p in (SupportsInt, SupportsFloat, SupportsIndex, SupportsAbs, SupportsRound)])
attempt(lambda: [isinstance("", p) for p in (SupportsInt, SupportsFloat, SupportsIndex, SupportsAbs, SupportsRound)])


class Implementation(Named):
    name = "x"

    def __init__(self, a, *, b=2):
        self.a, self.b = a, b


class Later(Implementation, Closable):
    pass


class WithoutInit(Closable):
    pass


class Base:
    def __init__(self, a):
        self.a = a


class Mixed(Closable, Base):
    pass


attempt(lambda: vars(Implementation(1, b=3)))
attempt(lambda: vars(Later(1)))
attempt(lambda: Mixed(5).a)
attempt(lambda: Mixed())
attempt(lambda: WithoutInit(1))
attempt(lambda: (isinstance(WithoutInit(), Closable), isinstance(Later(1), Named), is_protocol(Later)))


def bad_base():
    class Bad(File, Protocol): ...


def good_bases():
    class Good(collections.abc.Iterable, Named, Protocol):
        def another(self): ...
    return sorted(get_protocol_members(Good)), Good.__bases__


def generic():
    class Source(Protocol[T]):
        def get(self) -> T: ...

    class New[S](Protocol):
        value: S

    class IntSource(Source[int]): ...
    return Source.__parameters__, Source[int], New.__parameters__, New[int], IntSource.__orig_bases__, \
        sorted(get_protocol_members(New))


def abstract():
    class Abstract(Protocol):
        @abc.abstractmethod
        def work(self): ...

    class Lazy(Abstract): ...
    return Lazy()


def hostile():
    class Descriptor:
        def __get__(self, instance, owner):
            raise KeyError("members are looked at")

    @runtime_checkable
    class Hostile(Protocol):
        member = Descriptor()


for function in bad_base, good_bases, generic, abstract, hostile:
    attempt(function)


class Registered:
    pass


Closable.register(Registered)
attempt(lambda: (isinstance(Registered(), Closable), issubclass(Registered, Closable)))


class Slotted(Protocol):
    __slots__ = ()
    size: int = 3

    @classmethod
    def make(cls): ...

    @staticmethod
    def help(): ...


attempt(lambda: sorted(get_protocol_members(Slotted)))
attempt(lambda: (Slotted._is_protocol, Implementation._is_protocol, Named._is_runtime_protocol))


def generic_implementation():
    class Implements(Closable, Generic[T], Base): ...
    return Implements.__parameters__, [base.__name__ for base in Implements.__mro__]


attempt(generic_implementation)
attempt(lambda: runtime_checkable(3))
