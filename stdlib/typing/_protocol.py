"""Protocols (PEP 544): classes that others belong to by their attributes."""
import collections.abc
import functools
from abc import ABCMeta

from typing._form import _caller, _cleanups
from _typing import Generic

__name__ = "typing"

# What is in a class's namespace and yet no member of the protocol.
_TYPING_INTERNALS = frozenset({
    "__parameters__", "__orig_bases__", "__orig_class__", "__type_params__", "_is_protocol", "_is_runtime_protocol",
    "__protocol_attrs__", "__non_callable_proto_members__",
})
_SPECIAL_NAMES = frozenset({
    "__abstractmethods__", "__annotations__", "__class_getitem__", "__dict__", "__doc__", "__firstlineno__",
    "__init__", "__match_args__", "__module__", "__new__", "__slots__", "__static_attributes__", "__subclasshook__",
    "__weakref__",
})
EXCLUDED_ATTRIBUTES = _TYPING_INTERNALS | _SPECIAL_NAMES | {"_MutableMapping__marker"}

# The library's own protocols in all but name: a protocol may have them as bases.
_PROTO_ALLOWLIST = {
    "collections.abc": ["Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "Hashable", "Sized",
                        "Container", "Collection", "Reversible", "Buffer"],
    "contextlib": ["AbstractContextManager", "AbstractAsyncContextManager"],
}

# Through the class, isinstance() would look at the metaclass below again.
_abc_instancecheck = ABCMeta.__instancecheck__
_abc_subclasscheck = ABCMeta.__subclasscheck__


def _get_protocol_attrs(cls):
    """The names of a protocol's members: what its classes define and what they annotate."""
    members = set()
    for base in cls.__mro__[:-1]:  # all but object
        if base.__name__ in ("Protocol", "Generic"):
            continue
        try:
            annotations = base.__annotations__
        except Exception:
            annotations = ()
        members.update(name for name in (*base.__dict__, *annotations)
                       if not name.startswith("_abc_") and name not in EXCLUDED_ATTRIBUTES)
    return members


def _allow_reckless_class_checks(depth=2):
    """ABCMeta and singledispatch try every class they come across; protocols that cannot be checked must not stop
    them."""
    return _caller(depth) in ("abc", "functools", None)


@functools.cache
def _lazy_load_getattr_static():
    from inspect import getattr_static
    return getattr_static


_cleanups.append(_lazy_load_getattr_static.cache_clear)


def _type_check_issubclass_arg_1(arg):
    if not isinstance(arg, type):
        # The message that issubclass(1, int) has.
        raise TypeError("issubclass() arg 1 must be a class")


class _ProtocolMeta(ABCMeta):
    """isinstance() and issubclass() by attributes, for protocols; as ever, for classes that implement them."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if bases != (Generic,) and Protocol in bases:  # Protocol itself is on its way in the first case
            _check_protocol_bases(bases)
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, "_is_protocol", False) and not _allow_reckless_class_checks():
            if not getattr(cls, "_is_runtime_protocol", False):
                _type_check_issubclass_arg_1(other)
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if cls.__non_callable_proto_members__ and cls.__dict__.get("__subclasshook__") is _proto_hook:
                # A class does not tell which attributes its instances are going to have.
                _type_check_issubclass_arg_1(other)
                members = ", ".join(map(repr, sorted(cls.__non_callable_proto_members__)))
                raise TypeError("Protocols with non-method members don't support issubclass(). "
                                f"Non-method members: {members}.")
        return _abc_subclasscheck(cls, other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return _abc_instancecheck(cls, instance)
        if not getattr(cls, "_is_runtime_protocol", False) and not _allow_reckless_class_checks():
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return _abc_instancecheck(cls, instance) or _has_members(cls, instance)


def _check_protocol_bases(bases):
    for base in bases:
        allowed = (base is object or base is Generic
                   or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, ())
                   or issubclass(base, Generic) and getattr(base, "_is_protocol", False))
        if not allowed:
            raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")


def _has_members(protocol, instance):
    """Has the instance every member?  No __getattr__ and no property is run to know."""
    getattr_static = _lazy_load_getattr_static()
    for name in protocol.__protocol_attrs__:
        try:
            value = getattr_static(instance, name)
        except AttributeError:
            return False
        if value is None and name not in protocol.__non_callable_proto_members__:
            return False  # method = None takes it away
    return True


@classmethod
def _proto_hook(cls, other):
    """__subclasshook__ of protocols: every member is defined, or annotated in a protocol, along the MRO."""
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if _annotates_member(base, other, name):
                break
        else:
            return NotImplemented
    return True


def _annotates_member(base, other, name):
    annotations = getattr(base, "__annotations__", {})
    return (isinstance(annotations, collections.abc.Mapping) and name in annotations
            and issubclass(other, Generic) and getattr(other, "_is_protocol", False))


def _no_init_or_replace_init(self, *args, **kwargs):
    """__init__ of protocols without one of their own: refuses for protocols; a class that implements one is given,
    at its first instance, the __init__ it would have without the protocol."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is not _no_init_or_replace_init:
        return  # reached by super(): there is nothing to initialise here
    inherited = (base.__dict__.get("__init__", _no_init_or_replace_init) for base in cls.__mro__)
    cls.__init__ = next((init for init in inherited if init is not _no_init_or_replace_init), object.__init__)
    cls.__init__(self, *args, **kwargs)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class of protocols, classes that say what attributes to have.

        class Named(Protocol):
            name: str
            def greet(self) -> str: ...

    Any object with these attributes will do for a type checker where a Named is wanted, whatever its class.  At run
    time isinstance() asks for the presence of the attributes if the protocol is decorated with @runtime_checkable.
    Protocols can have type parameters: class Box[T](Protocol), or class Box(Protocol[T]).
    """

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        # A subclass is a protocol when it says so itself; otherwise it implements one.
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _proto_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Class decorator: let isinstance() and issubclass() work with a protocol, by presence of its members.

        @runtime_checkable
        class Closable(Protocol):
            def close(self): ...

        assert isinstance(open("/some/file"), Closable)

    Only names count; types and signatures are not looked at.
    """
    if not (issubclass(cls, Generic) and getattr(cls, "_is_protocol", False)):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % cls)
    cls._is_runtime_protocol = True
    # Here, not when the class is made: looking at members may run descriptors.
    cls.__non_callable_proto_members__ = {name for name in cls.__protocol_attrs__ if not _is_method(cls, name)}
    return cls


def _is_method(protocol, name):
    try:
        return callable(getattr(protocol, name, None))
    except Exception as error:
        raise TypeError(f"Failed to determine whether protocol member {name!r} is a method member") from error


def get_protocol_members(tp: type, /) -> frozenset[str]:
    """The names of the members of a protocol.

    >>> class P(Protocol):
    ...     a: int
    ...     def b(self) -> str: ...
    >>> get_protocol_members(P) == frozenset({'a', 'b'})
    True

    TypeError for anything else.
    """
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


def is_protocol(tp: type, /) -> bool:
    """Is it a protocol, rather than a class that implements one?

    >>> class P(Protocol):
    ...     a: int
    >>> is_protocol(P)
    True
    >>> is_protocol(int)
    False
    """
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol
