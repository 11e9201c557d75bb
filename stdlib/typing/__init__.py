"""Type hints: the vocabulary in which annotations are written, and functions that look at them.

Beside __all__ there are private names that other libraries use by habit.  The parts of the package import one another
downwards, in the order of the imports below; what a later part defines they reach as an attribute of this module, when
a function runs.

    the forms, Any      _form.py what they are made of, _special_forms.py
    List[int] and kin   _check.py, _parameter.py, _alias.py, _alias_kinds.py, _containers.py
    'Node'              _forward.py
    classes             _protocol.py, _supports.py, _io.py, _namedtuple.py, _typeddict.py with _functional.py
    looking             _hints.py
    saying              _statements.py, _overload.py
"""
import collections
import collections.abc
import sys
from types import GenericAlias

from _typing import (Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar,
                     TypeVarTuple, _idfunc)
from typing._form import (_Final, _NotIterable, _SpecialForm, _TypedCacheSpecialForm, _caller, _cleanups, _is_dunder,
                          _tp_cache)
from typing._check import (_compare_args_orderless, _deduplicate, _deduplicate_unhashable, _flatten_literal_params,
                           _is_param_expr, _remove_dups_flatten, _should_unflatten_callable_args, _type_check,
                           _type_convert, _type_repr, _value_and_type_iter)
from typing._parameter import (_check_generic_specialization, _collect_type_parameters, _generic_class_getitem,
                               _generic_init_subclass, _is_typevar_like, _is_unpacked_typevartuple,
                               _paramspec_prepare_subst, _paramspec_subst, _typevar_subst,
                               _typevartuple_prepare_subst, _unpack_args)
from typing._alias import _BaseGenericAlias, _DeprecatedGenericAlias, _GenericAlias, _SpecialGenericAlias
from typing._alias_kinds import (_AnnotatedAlias, _CallableGenericAlias, _CallableType, _ConcatenateGenericAlias,
                                 _LiteralGenericAlias, _TupleType, _UnionGenericAlias, _UnpackGenericAlias)
from typing._special_forms import (Annotated, Any, ClassVar, Concatenate, Final, Literal, LiteralString, Never,
                                   NoReturn, NotRequired, Optional, ReadOnly, Required, Self, TypeAlias, TypeGuard,
                                   TypeIs, Union, Unpack, _AnyMeta, _make_union)
from typing._forward import ForwardRef, _Sentinel, _eval_type, _sentinel
from typing._containers import (AbstractSet, AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, ByteString,
                                Callable, ChainMap, Collection, Container, Coroutine, Counter, DefaultDict, Deque,
                                Dict, FrozenSet, Generator, Hashable, ItemsView, Iterable, Iterator, KeysView, List,
                                Mapping, MappingView, MutableMapping, MutableSequence, MutableSet, OrderedDict,
                                Reversible, Sequence, Set, Sized, Tuple, Type, ValuesView, _alias, _make_late_alias)
from typing._protocol import (EXCLUDED_ATTRIBUTES, Protocol, _PROTO_ALLOWLIST, _ProtocolMeta, _SPECIAL_NAMES,
                              _TYPING_INTERNALS, _allow_reckless_class_checks, _get_protocol_attrs,
                              _lazy_load_getattr_static, _no_init_or_replace_init, _proto_hook, get_protocol_members,
                              is_protocol, runtime_checkable)
from typing._supports import (SupportsAbs, SupportsBytes, SupportsComplex, SupportsFloat, SupportsIndex, SupportsInt,
                              SupportsRound)
from typing._io import AnyStr, BinaryIO, IO, TextIO
from typing._namedtuple import (NamedTuple, NamedTupleMeta, _NamedTuple, _make_nmtuple, _namedtuple_mro_entries,
                                _prohibited, _special)
from typing._typeddict import TypedDict, _TypedDict, _TypedDictMeta, _get_typeddict_qualifiers, is_typeddict
from typing._hints import (_allowed_types, _strip_annotations, get_args, get_origin, get_type_hints, no_type_check,
                           no_type_check_decorator)
from typing._overload import _overload_dummy, _overload_registry, clear_overloads, get_overloads, overload
from typing._statements import (NewType, _ASSERT_NEVER_REPR_MAX_LENGTH, assert_never, assert_type, cast,
                                dataclass_transform, final, override, reveal_type)

__all__ = [
    # Special forms, and what generic classes are made with.
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal", "Optional",
    "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple", "Union",
    # Abstract classes of collections.abc and contextlib.
    "AbstractSet", "ByteString", "Container", "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator",
    "KeysView", "Mapping", "MappingView", "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized",
    "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator",
    "AsyncContextManager",
    # Protocols.
    "Reversible", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt",
    "SupportsRound",
    # Classes that can be instantiated.
    "ChainMap", "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple",
    "TypedDict", "Generator",
    # Other classes.
    "BinaryIO", "IO", "Match", "Pattern", "TextIO",
    # Functions, decorators, single values.
    "AnyStr", "assert_type", "assert_never", "cast", "clear_overloads", "dataclass_transform", "final", "get_args",
    "get_origin", "get_overloads", "get_protocol_members", "get_type_hints", "is_protocol", "is_typeddict",
    "LiteralString", "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoDefault", "NoReturn",
    "NotRequired", "overload", "override", "ParamSpecArgs", "ParamSpecKwargs", "ReadOnly", "Required", "reveal_type",
    "runtime_checkable", "Self", "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "TypeIs", "TypeAliasType",
    "Unpack",
]

TYPE_CHECKING = False  # true for type checkers: what it guards is not imported at run time
Text = str

# Ready-made variables that some programs import.
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)
VT_co = TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)


def __getattr__(attr):
    """Aliases of classes in modules that few programs need are made when first asked for."""
    if attr == "_collect_parameters":
        import warnings
        warnings.warn("The private _collect_parameters function is deprecated and will be removed in a future version "
                      "of Python. Any use of private functions is discouraged and may break in the future.",
                      DeprecationWarning, stacklevel=2)
        made = _collect_type_parameters
    else:
        made = _make_late_alias(attr)
        if made is None:
            raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")
    globals()[attr] = made
    return made
