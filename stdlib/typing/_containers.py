"""The library's generic classes under their names in typing: List, Iterable, ..."""
import collections
import collections.abc

from typing._alias import _DeprecatedGenericAlias, _SpecialGenericAlias
from typing._alias_kinds import _CallableType, _TupleType

__name__ = "typing"

# Since PEP 585 the classes themselves take arguments.  A class from collections.abc is made for the asking: calling
# the alias calls it, which then says that it is abstract.
_alias = _SpecialGenericAlias

Hashable = _alias(collections.abc.Hashable, 0)
Sized = _alias(collections.abc.Sized, 0)
Container = _alias(collections.abc.Container, 1)
Iterable = _alias(collections.abc.Iterable, 1)
Iterator = _alias(collections.abc.Iterator, 1)
Reversible = _alias(collections.abc.Reversible, 1)
Collection = _alias(collections.abc.Collection, 1)
AbstractSet = _alias(collections.abc.Set, 1, name="AbstractSet")
MutableSet = _alias(collections.abc.MutableSet, 1)
Mapping = _alias(collections.abc.Mapping, 2)
MutableMapping = _alias(collections.abc.MutableMapping, 2)
Sequence = _alias(collections.abc.Sequence, 1)
MutableSequence = _alias(collections.abc.MutableSequence, 1)
ByteString = _DeprecatedGenericAlias(collections.abc.ByteString, 0, removal_version=(3, 14), name="ByteString")
MappingView = _alias(collections.abc.MappingView, 1)
KeysView = _alias(collections.abc.KeysView, 1)
ItemsView = _alias(collections.abc.ItemsView, 2)
ValuesView = _alias(collections.abc.ValuesView, 1)

Awaitable = _alias(collections.abc.Awaitable, 1)
Coroutine = _alias(collections.abc.Coroutine, 3)
AsyncIterable = _alias(collections.abc.AsyncIterable, 1)
AsyncIterator = _alias(collections.abc.AsyncIterator, 1)
Generator = _alias(collections.abc.Generator, 3, defaults=(type(None), type(None)))
AsyncGenerator = _alias(collections.abc.AsyncGenerator, 2, defaults=(type(None),))

Callable = _CallableType(collections.abc.Callable, 2)
Callable.__doc__ = """Deprecated alias to collections.abc.Callable.

    Callable[[int], str] is the type of a function from int to str: the types of the parameters in a list, or an
    ellipsis, a ParamSpec or Concatenate in its place, then the type of the result.
    """
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
Tuple.__doc__ = """Deprecated alias to builtins.tuple.

    Tuple[int, str] is a pair; Tuple[int, ...] a tuple of any length; Tuple[()] the empty one.
    """
List = _alias(list, 1, inst=False, name="List")
Dict = _alias(dict, 2, inst=False, name="Dict")
Set = _alias(set, 1, inst=False, name="Set")
FrozenSet = _alias(frozenset, 1, inst=False, name="FrozenSet")
Deque = _alias(collections.deque, 1, name="Deque")
DefaultDict = _alias(collections.defaultdict, 2, name="DefaultDict")
OrderedDict = _alias(collections.OrderedDict, 2)
Counter = _alias(collections.Counter, 1)
ChainMap = _alias(collections.ChainMap, 2)
Type = _alias(type, 1, inst=False, name="Type")
Type.__doc__ = """Deprecated alias to builtins.type.

    Type[C] is the type of class C and its subclasses: calling such a class gives a C.
    """


def _make_late_alias(name):
    """Aliases whose classes are in modules that few programs need; None if name is not one of them."""
    if name in ("ContextManager", "AsyncContextManager"):
        import contextlib
        return _alias(getattr(contextlib, "Abstract" + name), 2, name=name, defaults=(bool | None,))
    if name in ("Pattern", "Match"):
        import re
        return _alias(getattr(re, name), 1)
    return None
