"""Aliases with rules of their own: tuple, Callable, Union, Literal, Concatenate, Unpack, Annotated."""
import operator
import types
from types import GenericAlias

import typing
from typing._alias import _GenericAlias, _SpecialGenericAlias
from typing._check import (_compare_args_orderless, _is_param_expr, _type_check, _type_convert, _type_repr,
                           _value_and_type_iter)
from typing._form import _NotIterable, _tp_cache
from _typing import TypeVarTuple

__name__ = "typing"


class _TupleType(_SpecialGenericAlias, _root=True):
    """Tuple: any number of arguments, or one and an ellipsis."""

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            checked = [_type_check(param, "Tuple[t, ...]: t must be a type.") for param in params[:-1]]
            return self.copy_with((*checked, ...))
        return self.copy_with(tuple(_type_check(param, "Tuple[t0, t1, ...]: each t must be a type.")
                                    for param in params))


# ---- Callable ----
# The parameter types are kept flattened, before the result type: Callable[[int, str], bool] has three arguments.

class _CallableType(_SpecialGenericAlias, _root=True):
    """Callable: a list of types, or something that stands for one, and the type of the result."""

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # A tuple can be hashed, for the cache.
        return self._subscript((tuple(args) if isinstance(args, list) else args, result))

    @_tp_cache
    def _subscript(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            return self.copy_with((..., result))
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with((*map(_type_convert, args), result))


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """Callable[args, result]."""

    def _has_param_list(self):
        args = self.__args__
        return not (len(args) == 2 and _is_param_expr(args[0]))

    def _replace_parameters(self, args):
        replaced = []
        for arg in super()._replace_parameters(args):
            if isinstance(arg, tuple):  # what took the place of a ParamSpec
                replaced.extend(arg)
            else:
                replaced.append(arg)
        return tuple(replaced)

    def __repr__(self):
        if not self._has_param_list():
            return super().__repr__()
        *params, result = map(_type_repr, self.__args__)
        return f"typing.Callable[[{', '.join(params)}], {result}]"

    def __reduce__(self):
        args = self.__args__
        if self._has_param_list():
            args = list(args[:-1]), args[-1]
        return operator.getitem, (typing.Callable, args)


# ---- forms with arguments ----

class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """Union[...], at least two members, all different."""

    def copy_with(self, params):
        return typing.Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return NotImplemented
        try:
            return set(self.__args__) == set(other.__args__)
        except TypeError:
            return _compare_args_orderless(self.__args__, other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            other = args[1] if args[0] is type(None) else args[0]
            return f"typing.Optional[{_type_repr(other)}]"
        return super().__repr__()

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, member) for member in self.__args__)

    def __reduce__(self):
        function, (_, args) = super().__reduce__()
        return function, (typing.Union, args)  # which finds the name Optional again, or not


class _LiteralGenericAlias(_GenericAlias, _root=True):
    """Literal[...]: the arguments are values."""

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_value_and_type_iter(self.__args__)) == set(_value_and_type_iter(other.__args__))

    def __hash__(self):
        return hash(frozenset(_value_and_type_iter(self.__args__)))


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    """Concatenate[int, P]."""

    def copy_with(self, params):
        *first, last = params
        if isinstance(last, (list, tuple)):
            return (*first, *last)  # P became a list of types: there is nothing left to wait for
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*first, *last.__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    """Unpack[Ts] or Unpack[tuple[...]], also written with a star."""

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args  # the arguments that take the place of *Ts
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        """The items of the tuple, None for a TypeVarTuple."""
        arg, = self.__args__
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError("Unpack[...] must be used with a tuple type")
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    """Annotated[origin, *metadata]; nested ones are joined, inner metadata first."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        origin, = params
        return _AnnotatedAlias(origin, self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __reduce__(self):
        return operator.getitem, (typing.Annotated, (self.__origin__, *self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)
