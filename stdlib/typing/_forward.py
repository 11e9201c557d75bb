"""Types named by strings: they are evaluated when somebody asks for them."""
import functools
import operator
import sys
import types
from types import GenericAlias

import typing
from typing._alias import _GenericAlias
from typing._check import _should_unflatten_callable_args, _type_check
from typing._form import _Final

__name__ = "typing"


class _Sentinel:
    """An argument that was not given."""

    __slots__ = ()

    def __repr__(self):
        return "<sentinel>"


_sentinel = _Sentinel()


class ForwardRef(_Final, _root=True):
    """A type expression as text, such as the 'Node' of list['Node'].

    module is where its names are looked up when that is not where it is evaluated; is_argument and is_class say where
    it stands, which decides on what qualifiers may be there.
    """

    __slots__ = ("__forward_arg__", "__forward_code__", "__forward_evaluated__", "__forward_value__",
                 "__forward_is_argument__", "__forward_is_class__", "__forward_module__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        # '*tuple[int, str]' is no expression alone.
        source = f"({arg},)[0]" if arg.startswith("*") else arg
        try:
            code = compile(source, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, type_params=_sentinel, *, recursive_guard):
        """The type, with all it contains; kept.  A reference that is met inside itself (the names in recursive_guard)
        stays a reference."""
        if type_params is _sentinel:
            _deprecation_warning_for_no_type_params_passed("typing.ForwardRef._evaluate")
            type_params = ()
        if self.__forward_arg__ in recursive_guard:
            return self
        if not self.__forward_evaluated__ or localns is not globalns:
            globalns, localns = self._namespaces(globalns, localns, type_params)
            evaluated = _type_check(
                eval(self.__forward_code__, globalns, localns), "Forward references must evaluate to types.",
                is_argument=self.__forward_is_argument__, allow_special_forms=self.__forward_is_class__)
            self.__forward_value__ = _eval_type(evaluated, globalns, localns, type_params,
                                                recursive_guard=recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def _namespaces(self, globalns, localns, type_params):
        """Where the names are looked up: a given namespace serves as the other too, type parameters come first."""
        if globalns is None:
            globalns = {} if localns is None else localns
        if localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            globalns = getattr(sys.modules.get(self.__forward_module__, None), "__dict__", globalns)
        if type_params:
            globalns, localns = dict(globalns), dict(localns)
            for param in type_params:
                # In a class body the class's own names hide its parameters; get_type_hints() gives those as globals.
                if not self.__forward_is_class__ or param.__name__ not in globalns:
                    globalns[param.__name__] = param
                    localns.pop(param.__name__, None)
        return globalns, localns

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_arg__ == other.__forward_arg__ and self.__forward_value__ == other.__forward_value__
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return typing.Union[self, other]

    def __ror__(self, other):
        return typing.Union[other, self]

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


def _deprecation_warning_for_no_type_params_passed(funcname):
    import warnings
    warnings.warn(f"Failing to pass a value to the 'type_params' parameter of {funcname!r} is deprecated, as it leads "
                  f"to incorrect behaviour when calling {funcname} on a stringified annotation that references a "
                  "PEP 695 type parameter. It will be disallowed in Python 3.15.",
                  category=DeprecationWarning, stacklevel=3)


def _eval_type(t, globalns, localns, type_params=_sentinel, *, recursive_guard=frozenset()):
    """t with every string and forward reference in it replaced by the type it names."""
    if type_params is _sentinel:
        _deprecation_warning_for_no_type_params_passed("typing._eval_type")
        type_params = ()
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if not isinstance(t, (_GenericAlias, GenericAlias, types.UnionType)):
        return t
    if isinstance(t, GenericAlias):
        t = _with_forward_references(t)
    args = tuple(_eval_type(arg, globalns, localns, type_params, recursive_guard=recursive_guard)
                 for arg in t.__args__)
    return t if args == t.__args__ else _with_arguments(t, args)


def _with_forward_references(alias):
    """A built-in alias keeps strings as they are, list['Node'], and its own star."""
    if any(isinstance(arg, str) for arg in alias.__args__):
        args = tuple(ForwardRef(arg) if isinstance(arg, str) else arg for arg in alias.__args__)
        if _should_unflatten_callable_args(alias, args):
            args = args[:-1], args[-1]
        plain = alias.__origin__[args]
    elif alias.__unpacked__:
        plain = alias.__origin__[alias.__args__]
    else:
        return alias
    return typing.Unpack[plain] if alias.__unpacked__ else plain


def _with_arguments(alias, args):
    """An alias of the same kind with other arguments."""
    if isinstance(alias, types.UnionType):
        return functools.reduce(operator.or_, args)
    if isinstance(alias, GenericAlias):
        return GenericAlias(alias.__origin__, args)
    return alias.copy_with(args)
