# Decorators and functions that tell a checker something: overload, final, override, NewType, cast, assert_never...
import sys
import typing
import warnings
from typing import (NewType, assert_never, assert_type, cast, clear_overloads, dataclass_transform, final,
                    get_overloads, get_type_hints, no_type_check, overload, override, reveal_type)


@overload
def double(value: int) -> int: ...
@overload
def double(value: str) -> str: ...
def double(value):
    return value * 2


class Class:
    @overload
    def method(self, value: int): ...

    @overload
    @classmethod
    def method(cls): ...

    def method(self, value=None): ...

    @final
    @override
    def last(self): ...

    @property
    @final
    def computed(self): ...

    class Inner:
        def method(self, a: "not a type"): ...


print(double(2), double("ab"), [variant.__annotations__ for variant in get_overloads(double)])
print(len(get_overloads(Class.method)), get_overloads(Class.last), get_overloads(len))
clear_overloads()
print(get_overloads(double))
try:
    overload(double)(1)
except NotImplementedError as error:
    print(error)
print(overload(3) is overload(len), Class.last.__final__, Class.last.__override__)
print(final(int), final(3), override(len) is len, final(property()).__class__)

Id = NewType("Id", int)
print(Id(3), Id, Id.__name__, Id.__supertype__, Id.__module__, NewType("a.Id", int).__name__, Id | None, "x" | Id)
print(cast("anything", 3), cast(int, "3"), assert_type(1, str))
sys.stderr = sys.stdout
print(reveal_type([]))
sys.stderr = sys.__stderr__
for value in 3, "x" * 200:
    try:
        assert_never(value)
    except AssertionError as error:
        print(error)


@dataclass_transform(kw_only_default=True, field_specifiers=(int,), other=3)
def model(cls):
    return cls


print(model.__dataclass_transform__, dataclass_transform()(Class).__dataclass_transform__)

no_type_check(Class)
print(Class.__no_type_check__, Class.Inner.method.__no_type_check__, get_type_hints(Class.Inner.method))
print(no_type_check(int), hasattr(double, "__no_type_check__"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(typing.no_type_check_decorator(model)(double).__no_type_check__)
    print(isinstance(b"", typing.ByteString), issubclass(bytes, typing.ByteString))
print({str(warning.message) for warning in caught})
print(typing.TYPE_CHECKING, typing.Text, typing.AnyStr, typing.AnyStr.__constraints__)
