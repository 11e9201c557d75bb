"""Aliases: List, which waits for arguments, and List[int], which has them.

An alias stands for its origin, a class: calls, attributes without double underscores and its place in a class
statement are the origin's.  The kinds with rules of their own are in _alias_kinds.py.
"""
import operator

import typing
from typing._check import _type_check, _type_convert, _type_repr
from typing._form import _Final, _NotIterable, _SpecialForm, _is_dunder, _tp_cache
from typing._parameter import _collect_type_parameters
from _typing import Generic, _substitute

__name__ = "typing"

# What belongs to the alias itself; any other attribute without double underscores is set on the origin.
_OWN_ATTRIBUTES = frozenset({"_inst", "_name", "_nparams", "_defaults", "_removal_version"})


class _BaseGenericAlias(_Final, _root=True):
    """What both have in common.

    _name is the name in typing, None for List[int]'s kin Class[int]; _inst says whether calling makes an instance.
    """

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        instance = self.__origin__(*args, **kwargs)
        try:
            instance.__orig_class__ = self
        except Exception:
            # There may be no room for it, or a __setattr__ that refuses in whatever way.
            pass
        return instance

    def __mro_entries__(self, bases):
        entries = () if self.__origin__ in bases else (self.__origin__,)
        # One Generic among the bases, and as far back as it can be: any later base may bring it.
        if any(_brings_generic(base, bases) for base in bases[bases.index(self) + 1:]):
            return entries
        return (*entries, Generic)

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        # While it is being copied or unpickled an alias has no origin.
        if "__origin__" in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in _OWN_ATTRIBUTES:
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list({*super().__dir__(), *(name for name in dir(self.__origin__) if not _is_dunder(name))})


def _brings_generic(base, bases):
    """Will this item of a class statement's bases put Generic among the class's?"""
    if isinstance(base, _BaseGenericAlias):
        return True
    if isinstance(base, type):
        return issubclass(base, Generic)
    entries = getattr(base, "__mro_entries__", None)
    entries = entries(bases) if entries is not None else None
    return isinstance(entries, tuple) and any(isinstance(entry, type) and issubclass(entry, Generic)
                                              for entry in entries)


class _GenericAlias(_BaseGenericAlias, _root=True):
    """origin[args], for origins that the built-in types.GenericAlias does not serve.

    >>> Dict[str, int].__origin__, Dict[str, int].__args__
    (<class 'dict'>, (<class 'str'>, <class 'int'>))

    Those of its arguments that are type parameters, or have some, are in __parameters__ and can be replaced by
    subscripting again.
    """

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _collect_type_parameters(
            args, enforce_default_ordering=origin is Generic or origin is typing.Protocol)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return typing.Union[self, right]

    def __ror__(self, left):
        return typing.Union[left, self]

    @_tp_cache
    def __getitem__(self, args):
        if self.__origin__ is Generic or self.__origin__ is typing.Protocol:
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with(self._replace_parameters(tuple(map(_type_convert, args))))

    def _replace_parameters(self, args):
        """This alias's arguments, with `args` in place of its type parameters."""
        return _substitute(self, self.__args__, self.__parameters__, args)

    def copy_with(self, args):
        """The same alias with other arguments."""
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        origin = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        return f"{origin}[{', '.join(map(_type_repr, self.__args__)) or '()'}]"

    def __reduce__(self):
        origin = getattr(typing, self._name) if self._name else self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            # Declares the parameters; the class itself is a base only if no other base has it.
            later = bases[bases.index(self) + 1:]
            if typing.Protocol in bases or any(isinstance(base, _BaseGenericAlias) and base is not self
                                               for base in later):
                return ()
        return (self.__origin__,)

    def __iter__(self):
        yield typing.Unpack[self]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """A class under its name in typing, such as List: takes nparams arguments, the last of which may have defaults."""

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=origin.__name__ if name is None else name)
        self._nparams = nparams
        self._defaults = defaults
        if origin.__module__ == "builtins":
            self.__doc__ = f"A generic version of {origin.__qualname__}."
        else:
            self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_check(param, "Parameters to generic types must be types.") for param in params)
        n_missing = self._nparams - len(params)
        if 0 < n_missing <= len(self._defaults):
            params += self._defaults[-n_missing:]
        elif n_missing:
            self._refuse_number(len(params))
        return self.copy_with(params)

    def _refuse_number(self, n_given):
        if not self._nparams:
            raise TypeError(f"{self} is not a generic class")
        least = self._nparams - len(self._defaults)
        expected = f"at least {least}" if self._defaults else least
        raise TypeError(f"Too {'many' if n_given > self._nparams else 'few'} arguments for {self}; "
                        f"actual {n_given}, expected {expected}")

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls, self.__origin__)

    def __or__(self, right):
        return typing.Union[self, right]

    def __ror__(self, left):
        return typing.Union[left, self]


class _DeprecatedGenericAlias(_SpecialGenericAlias, _root=True):
    """One whose class goes away in removal_version."""

    def __init__(self, origin, nparams, *, removal_version, inst=True, name=None):
        super().__init__(origin, nparams, inst=inst, name=name)
        self._removal_version = removal_version

    def __instancecheck__(self, inst):
        import warnings
        warnings._deprecated(f"{self.__module__}.{self._name}", remove=self._removal_version)
        return super().__subclasscheck__(type(inst))

    def __subclasscheck__(self, cls):
        import warnings
        warnings._deprecated(f"{self.__module__}.{self._name}", remove=self._removal_version)
        return super().__subclasscheck__(cls)
