"""Type parameters: which ones a class or alias has, and what takes their place.

The classes TypeVar, ParamSpec, TypeVarTuple and Generic are in C (runtime/typevar.c, generic.c).  They call the
functions here by name, through the typing module: __typing_subst__ is _typevar_subst or _paramspec_subst, and so on.
"""
import typing
from types import GenericAlias
from typing._check import _is_param_expr, _type_check, _type_convert
from typing._form import _tp_cache
from _typing import Generic, ParamSpec, TypeVar, TypeVarTuple

__name__ = "typing"


def _is_typevar_like(x):
    return isinstance(x, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(x)


def _is_unpacked_typevartuple(x):
    """Is x the *Ts of a TypeVarTuple?  Classes are no such thing, whatever attributes they have."""
    return not isinstance(x, type) and getattr(x, "__typing_is_unpacked_typevartuple__", False)


def _unpack_args(*args):
    """args, with every *tuple[int, str] replaced by its items; *tuple[int, ...] stays."""
    unpacked = []
    for arg in args:
        items = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if items is None or items and items[-1] is ...:
            unpacked.append(arg)
        else:
            unpacked.extend(items)
    return unpacked


# ---- which parameters there are ----

def _collect_type_parameters(args, *, enforce_default_ordering=True):
    """The type parameters among args, each once, in the order in which they appear.

    >>> P = ParamSpec('P')
    >>> T = TypeVar('T')
    >>> _collect_type_parameters((T, Callable[P, T]))
    (~T, ~P)
    """
    found = {}
    for arg in args:
        if isinstance(arg, type):
            continue  # a generic class: its __parameters__ are its own
        if isinstance(arg, tuple):
            # The parameter list that was given for a ParamSpec.
            found.update(dict.fromkeys(_collect_type_parameters(arg, enforce_default_ordering=False)))
        elif hasattr(arg, "__typing_subst__"):
            if arg not in found:
                if enforce_default_ordering:
                    _check_default_order(found, arg)
                found[arg] = None
        else:
            found.update(dict.fromkeys(getattr(arg, "__parameters__", ())))
    return tuple(found)


def _check_default_order(before, param):
    """PEP 696: no parameter without a default after one with; no default after a TypeVarTuple takes everything."""
    if not param.has_default():
        if any(earlier.has_default() for earlier in before):
            raise TypeError(f"Type parameter {param!r} without a default follows type parameter with a default")
    elif any(isinstance(earlier, TypeVarTuple) for earlier in before):
        raise TypeError("Type parameter with a default follows TypeVarTuple")


# ---- what takes their place ----

def _typevar_subst(self, arg):
    arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
    starred = (isinstance(arg, typing._GenericAlias) and arg.__origin__ is typing.Unpack
               or isinstance(arg, GenericAlias) and arg.__unpacked__)
    if starred:
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _paramspec_subst(self, arg):
    if isinstance(arg, (list, tuple)):
        return tuple(_type_check(item, "Expected a type.") for item in arg)
    if not _is_param_expr(arg):
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
    return arg


def _paramspec_prepare_subst(self, alias, args):
    """args with one item at the place of the ParamSpec: alias[int, str] means alias[[int, str]] if it is alone."""
    params = alias.__parameters__
    index = params.index(self)
    if index == len(args) and self.has_default():
        args = (*args, self.__default__)
    if index >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (args,)
    if isinstance(args[index], list):
        # Arguments are kept hashable.
        return (*args[:index], tuple(args[index]), *args[index + 1:])
    return args


def _typevartuple_prepare_subst(self, alias, args):
    """args with one tuple at the place of the TypeVarTuple: what is left between the parameters around it.

    One argument may be *tuple[t, ...], of any length.  It then gives its t to all the parameters that the other
    arguments do not reach.
    """
    params = alias.__parameters__
    index = params.index(self)
    if any(isinstance(param, TypeVarTuple) for param in params[index + 1:]):
        raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    n_args = len(args)
    n_before = params_before = index
    n_after = params_after = len(params) - index - 1
    endless, filler = _find_endless_tuple(args)
    if endless is not None:
        n_before = min(n_before, endless)
        n_after = min(n_after, n_args - endless - 1)
    elif n_before + n_after > n_args:
        raise TypeError(f"Too few arguments for {alias}; actual {n_args}, expected at least {len(params) - 1}")
    gathered = args[n_before:n_args - n_after]
    if not gathered and self.has_default():
        gathered = tuple(_unpack_args(self.__default__))
    return (
        *args[:n_before],
        *[filler] * (params_before - n_before),
        tuple(gathered),
        *[filler] * (params_after - n_after),
        *args[n_args - n_after:],
    )


def _find_endless_tuple(args):
    """Index and item type of the *tuple[t, ...] among args; (None, None) if there is none."""
    found = None, None
    for index, arg in enumerate(args):
        items = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if items and len(items) == 2 and items[-1] is ...:
            if found[0] is not None:
                raise TypeError("More than one unpacked arbitrary-length tuple argument")
            found = index, items[0]
    return found


# ---- generic classes ----

@_tp_cache
def _generic_class_getitem(cls, args):
    """Generic.__class_getitem__: Generic[T] declares parameters, any other Class[int] gives arguments."""
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(map(_type_convert, args))
    if cls is Generic or cls is typing.Protocol:
        _check_declaration(cls, args)
    else:
        args = _arguments_for(cls, args)
    return typing._GenericAlias(cls, args)


def _check_declaration(cls, params):
    if not params:
        raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
    if not all(map(_is_typevar_like, params)):
        raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification "
                        "variables.")
    if len(set(params)) != len(params):
        raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")


def _arguments_for(cls, args):
    for param in cls.__parameters__:
        prepare = getattr(param, "__typing_prepare_subst__", None)
        if prepare is not None:
            args = prepare(cls, args)
    _check_generic_specialization(cls, args)
    arguments = []
    for param, arg in zip(cls.__parameters__, args):
        if isinstance(param, TypeVarTuple):
            arguments.extend(arg)
        else:
            arguments.append(arg)
    return tuple(arguments)


def _check_generic_specialization(cls, arguments):
    """TypeError unless the number of arguments fits the number of parameters."""
    params = cls.__parameters__
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    if len(arguments) > len(params):
        raise TypeError(f"Too many arguments for {cls}; actual {len(arguments)}, expected {len(params)}")
    if len(arguments) < len(params):
        needed = sum(not param.has_default() for param in params)
        expected = len(params) if needed == len(params) else f"at least {needed}"
        raise TypeError(f"Too few arguments for {cls}; actual {len(arguments)}, expected {expected}")


def _generic_init_subclass(cls, *args, **kwargs):
    """Generic.__init_subclass__: find the class's type parameters, __parameters__."""
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    bases = cls.__dict__.get("__orig_bases__")
    if _is_plain_generic_base(cls, bases):
        raise TypeError("Cannot inherit from plain Generic")
    params = ()
    if bases is not None:
        params = _collect_type_parameters(bases)
        declared = _declared_parameters(bases)
        if declared is not None:
            missing = [param for param in params if param not in declared]
            if missing:
                raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not listed in "
                                f"Generic[{', '.join(map(str, declared))}]")
            params = declared
    cls.__parameters__ = tuple(params)


def _is_plain_generic_base(cls, orig_bases):
    if orig_bases is not None:
        return Generic in orig_bases
    return Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls) is not typing._TypedDictMeta


def _declared_parameters(bases):
    """The parameters of the Generic[...] among bases, or None.  Protocol[...] declares nothing: it may be partial."""
    declared = None
    for base in bases:
        if isinstance(base, typing._GenericAlias) and base.__origin__ is Generic:
            if declared is not None:
                raise TypeError("Cannot inherit from Generic[...] multiple times.")
            declared = base.__parameters__
    return declared
