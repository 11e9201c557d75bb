"""What a program says to a type checker by calls and decorators; at run time little happens."""
import sys

import typing
from typing._form import _caller
from _typing import _idfunc

__name__ = "typing"

_ASSERT_NEVER_REPR_MAX_LENGTH = 100


class NewType:
    """A type of its own for checkers, at run time its supertype: calling it returns the argument.

        UserId = NewType('UserId', int)

        def name_by_id(user_id: UserId) -> str: ...

        name_by_id(UserId(42))  # and not name_by_id(42)
    """

    __call__ = _idfunc

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __mro_entries__(self, bases):
        # Only the class that is being made has the name for the advice.
        superclass_name = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                raise TypeError("Cannot subclass an instance of NewType. Perhaps you were looking for: "
                                f"`{cls.__name__} = NewType({cls.__name__!r}, {superclass_name})`")

        return (Dummy,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return typing.Union[self, other]

    def __ror__(self, other):
        return typing.Union[other, self]


def cast(typ, val):
    """val, as if it had type typ; nothing is checked."""
    return val


def assert_type(val, typ, /):
    """val, which a checker must find to have exactly type typ; nothing is checked at run time."""
    return val


def assert_never(arg: typing.Never, /) -> typing.Never:
    """Say that this line is never reached, since no type is left for arg; if it is reached, AssertionError.

        match shape:
            case Circle(): ...
            case Square(): ...
            case _: assert_never(shape)
    """
    value = repr(arg)
    if len(value) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        value = value[:_ASSERT_NEVER_REPR_MAX_LENGTH] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type[T](obj: T, /) -> T:
    """obj; a checker shows the type it has inferred, and at run time its class is printed to stderr."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def final(f):
    """Decorator: the method is not to be overridden, the class not to be subclassed.  Sets __final__."""
    return _mark(f, "__final__")


def override[F](method: F, /) -> F:
    """Decorator: the method is meant to override one of a base class.  Sets __override__."""
    return _mark(method, "__override__")


def _mark(decorated, attribute):
    try:
        setattr(decorated, attribute, True)
    except (AttributeError, TypeError):
        # Not everything takes attributes: a property, a built-in.  Checkers do not need them.
        pass
    return decorated


def dataclass_transform(*, eq_default: bool = True, order_default: bool = False, kw_only_default: bool = False,
                        frozen_default: bool = False, field_specifiers=(), **kwargs):
    """Decorator of what makes dataclass-like classes: a decorator function, a base class or a metaclass.

        @dataclass_transform()
        def create_model(cls):
            ...

    The arguments say what the made classes do by default, and which functions specify fields; they are kept in
    __dataclass_transform__.
    """
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "frozen_default": frozen_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator
