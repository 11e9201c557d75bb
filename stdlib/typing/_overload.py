"""Overloads: the signatures of a function that has several, for checkers and get_overloads()."""
import functools
from collections import defaultdict

import typing

__name__ = "typing"

# module -> qualified name -> line of the definition -> function; a definition that runs again replaces itself.
_overload_registry = defaultdict(functools.partial(defaultdict, dict))


def _overload_dummy(*args, **kwds):
    """What overload() leaves in place of the function."""
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed.")


def overload(func):
    """Decorator of one signature of a function that has several; the implementation follows, without it.

        @overload
        def double(value: int) -> int: ...
        @overload
        def double(value: str) -> str: ...
        def double(value):
            return value * 2
    """
    function = getattr(func, "__func__", func)  # of a classmethod or staticmethod
    try:
        variants = typing._overload_registry[function.__module__][function.__qualname__]
        variants[function.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # something else that can be called
    return _overload_dummy


def get_overloads(func):
    """The functions decorated with overload() that came before func, in order, as a list."""
    function = getattr(func, "__func__", func)
    by_name = typing._overload_registry.get(function.__module__, {})
    return list(by_name.get(function.__qualname__, {}).values())


def clear_overloads():
    """Forget all overloads, and free their memory."""
    typing._overload_registry.clear()
