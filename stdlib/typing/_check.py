"""Is this a type?  Checks, conversions and reprs of what stands between the brackets."""
import collections.abc
import types

import typing
from typing._form import _SpecialForm, _bare_forms
from _typing import Generic

__name__ = "typing"


def _type_convert(arg, module=None, *, allow_special_forms=False):
    """None stands for its type, a string for what it will name."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return typing.ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """Return arg, converted, if it can stand where a type is wanted; TypeError, beginning with msg, if not.

    Nearly everything can: the values of a future PEP's types are unknown here.  is_argument is false for variables,
    which Final may qualify; allow_special_forms is true in class bodies, where ClassVar may too.
    """
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    if arg is Generic or arg is typing.Protocol:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if isinstance(arg, type):
        return arg
    if isinstance(arg, _SpecialForm):
        if arg in _bare_forms or allow_special_forms and arg in (typing.ClassVar, typing.Final):
            return arg
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if isinstance(arg, typing._GenericAlias) and _is_misplaced(arg.__origin__, is_argument, allow_special_forms):
        raise TypeError(f"{arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_misplaced(origin, is_argument, allow_special_forms):
    """Is origin[...] something for the list of bases, or a qualifier where none may be?"""
    if origin is Generic or origin is typing.Protocol:
        return True
    if allow_special_forms:
        return False
    return origin is typing.ClassVar or is_argument and origin is typing.Final


def _type_repr(obj):
    """How a type is shown among arguments: int rather than <class 'int'>."""
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, tuple):
        # The parameter list that was given for a ParamSpec.
        return f"[{', '.join(map(_type_repr, obj))}]"
    return repr(obj)


# ---- members of unions and literals ----

def _deduplicate(params, *, unhashable_fallback=False):
    """Each item once, in order."""
    try:
        return dict.fromkeys(params)
    except TypeError:
        if not unhashable_fallback:
            raise
    return _deduplicate_unhashable(params)


def _deduplicate_unhashable(unhashable_params):
    unique = []
    for param in unhashable_params:
        if param not in unique:
            unique.append(param)
    return unique


def _compare_args_orderless(first_args, second_args):
    """Have both the same items, which may be unhashable, whatever their order?"""
    left = _deduplicate_unhashable(first_args)
    right = _deduplicate_unhashable(second_args)
    return len(left) == len(right) and all(item in right for item in left)


def _remove_dups_flatten(parameters):
    """The members of a union: those of unions among them in their place, each once."""
    flat = []
    for parameter in parameters:
        if isinstance(parameter, (typing._UnionGenericAlias, types.UnionType)):
            flat.extend(parameter.__args__)
        else:
            flat.append(parameter)
    return tuple(_deduplicate(flat, unhashable_fallback=True))


def _flatten_literal_params(parameters):
    """The values of a literal: those of literals among them in their place."""
    flat = []
    for parameter in parameters:
        if isinstance(parameter, typing._LiteralGenericAlias):
            flat.extend(parameter.__args__)
        else:
            flat.append(parameter)
    return tuple(flat)


def _value_and_type_iter(parameters):
    """Literals are equal when values and types are: Literal[0] is not Literal[False]."""
    return ((parameter, type(parameter)) for parameter in parameters)


# ---- Callable ----

def _is_param_expr(arg):
    """Can arg be the first argument of Callable, the one that says the parameters?"""
    return arg is ... or isinstance(arg, (tuple, list, typing.ParamSpec, typing._ConcatenateGenericAlias))


def _should_unflatten_callable_args(typ, args):
    """Do args, as kept by a Callable, begin with a list of parameter types that was flattened into them?

    >>> import collections.abc
    >>> P = ParamSpec('P')
    >>> collections.abc.Callable[[int, int], str].__args__ == (int, int, str)
    True
    >>> collections.abc.Callable[P, str].__args__ == (P, str)
    True

    To ask such a Callable again, the first of them needs its list back, the second does not.
    """
    return typ.__origin__ is collections.abc.Callable and not (len(args) == 2 and _is_param_expr(args[0]))
