"""The special forms: what they are made of.  The forms themselves are in _special_forms.py."""
import functools
import sys

import typing

# What the parts of the package define belongs to the public module, in reprs, pickles and error messages.
__name__ = "typing"


class _Final:
    """Mixin for classes that nobody outside this package may subclass."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    """Mixin for what can be subscripted and yet must not be taken for a sequence."""

    __slots__ = ()
    __iter__ = None


_cleanups = []  # functions that empty the caches of all subscripts


def _tp_cache(func=None, /, *, typed=False):
    """Decorator: remember the results of a subscript; arguments that cannot be hashed are computed each time."""
    if func is None:
        return functools.partial(_tp_cache, typed=typed)
    cached = functools.lru_cache(typed=typed)(func)
    _cleanups.append(cached.cache_clear)

    @functools.wraps(func)
    def subscript(*args, **kwds):
        try:
            return cached(*args, **kwds)
        except TypeError:
            # Either something was unhashable, or the error is func's own: then it raises that again.
            pass
        return func(*args, **kwds)

    return subscript


def _is_dunder(attr):
    return attr.startswith("__") and attr.endswith("__")


def _caller(depth=1, default="__main__"):
    """The name of the module that called the caller."""
    return sys._getframemodulename(depth + 1) or default


class _SpecialForm(_Final, _NotIterable, _root=True):
    # A name with a meaning of its own, such as Union.  It is made from a function of the same name, (form, parameters),
    # that says what subscripting it gives; the docstring is that function's too.
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(item)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __or__(self, other):
        return typing.Union[self, other]

    def __ror__(self, other):
        return typing.Union[other, self]

    @_tp_cache
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _TypedCacheSpecialForm(_SpecialForm, _root=True):
    """A form whose function takes the parameters one by one and does its own caching: 1 and True differ."""

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return self._getitem(self, *parameters)


_bare_forms = set()  # the forms that are types as they stand


def _bare_form(function):
    """Decorator: a form that stands for a type as it is and takes no subscript."""
    form = _SpecialForm(function)
    form._getitem = _refuse_subscript
    _bare_forms.add(form)
    return form


def _refuse_subscript(form, parameters):
    raise TypeError(f"{form} is not subscriptable")
