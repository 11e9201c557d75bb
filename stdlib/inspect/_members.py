"""Attributes of objects and classes: listed, classified, and found without running code."""
from collections import namedtuple
import functools
import sys
import types
import weakref

from ._predicates import isclass, isroutine

__name__ = "inspect"  # whose functions these are

Attribute = namedtuple("Attribute", "name kind defining_class object")


def getmro(cls):
    """The class and all it inherits from, in the order of method resolution."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """The object at the end of the chain of __wrapped__ attributes, or the first one for which stop(object) is true.

    ValueError when the chain is a ring.
    """
    original = func
    seen = {id(func): func}  # the objects too: ids of dead ones are used again
    limit = sys.getrecursionlimit()
    while not isinstance(func, type) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError("wrapper loop when unwrapping {!r}".format(original))
        seen[id(func)] = func
    return func


# ---- lists of members ----

def getmembers(object, predicate=None):
    """Pairs (name, value) of the attributes for which the predicate, if any, is true; sorted by name."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """getmembers() without running descriptors, __getattr__() or __getattribute__().

    So it may miss attributes that are made when asked for, and find descriptors instead of what they give.
    """
    return _getmembers(object, predicate, getattr_static)


def _dynamic_names(classes):
    """Names of DynamicClassAttributes, which dir() leaves out or other attributes hide."""
    return [name for cls in classes for name, value in vars(cls).items()
            if isinstance(value, types.DynamicClassAttribute)]


def _getmembers(object, predicate, getter):
    names = dir(object)
    mro = ()
    if isclass(object):
        mro = getmro(object)
        try:
            names += _dynamic_names(object.__bases__)
        except (AttributeError, TypeError):
            pass  # an odd metaclass
    results = []
    seen = set()
    for name in names:
        try:
            value = getter(object, name)
            found = name not in seen
        except AttributeError:
            found = False
        if not found:
            # A descriptor that only works for instances, or the second of that name.
            home = next((base for base in mro if name in base.__dict__), None)
            if home is None:
                continue  # an empty slot, or a __dir__() that lies
            value = home.__dict__[name]
        if not predicate or predicate(value):
            results.append((name, value))
        seen.add(name)
    results.sort(key=lambda pair: pair[0])
    return results


# ---- classes ----

def classify_class_attrs(cls):
    """Attribute tuples for all names in dir(cls).

    kind is 'class method', 'static method', 'property', 'method' or 'data'; defining_class the class that has it,
    object what it is: for the first three kinds as the class's __dict__ has it.
    """
    mro = getmro(cls)
    metamro = tuple(base for base in getmro(type(cls)) if base not in (type, object))
    names = dir(cls)
    names += [name for name in _dynamic_names(mro)
              if any(name in vars(base) and getattr(vars(base)[name], "fget", None) is not None for base in mro)]
    result = []
    seen = set()
    for name in names:
        attribute = _classify(cls, name, (cls,) + mro, metamro, name in seen)
        if attribute is not None:
            result.append(attribute)
            seen.add(name)
    return result


def _classify(cls, name, classes, metamro, in_dict_only):
    got = home = None
    if not in_dict_only and name != "__dict__":  # whose proxy nobody wants
        try:
            got = getattr(cls, name)
        except Exception:
            pass
        else:
            home = getattr(got, "__objclass__", None)
            if home not in classes:
                home = _home_of_value(cls, name, got, classes, metamro)
    own = None
    for base in classes + metamro:
        if name in base.__dict__:
            own = base.__dict__[name]
            if home not in metamro:
                home = base
            break
    if home is None:
        return None  # a __dir__() that lies
    value = got if got is not None else own
    if isinstance(own, (staticmethod, types.BuiltinMethodType)):
        return Attribute(name, "static method", home, own)
    if isinstance(own, (classmethod, types.ClassMethodDescriptorType)):
        return Attribute(name, "class method", home, own)
    if isinstance(own, property):
        return Attribute(name, "property", home, own)
    return Attribute(name, "method" if isroutine(value) else "data", home, value)


def _home_of_value(cls, name, value, classes, metamro):
    """The last class that gives the very same value, metaclasses with a __getattr__() included; or None."""
    home = None
    for candidate in classes:
        if getattr(candidate, name, None) is value:
            home = candidate
    for candidate in metamro:
        try:
            if candidate.__getattr__(cls, name) is value:
                home = candidate
        except AttributeError:
            pass
    return home


def walktree(classes, children, parent):
    """Part of getclasstree(): the classes with, behind each that is in `children`, a list of what is below it."""
    results = []
    classes.sort(key=lambda cls: (cls.__module__, cls.__name__))
    for cls in classes:
        results.append((cls, cls.__bases__))
        if cls in children:
            results.append(walktree(children[cls], children, cls))
    return results


def getclasstree(classes, unique=False):
    """The classes as nested lists: tuples (class, bases), each followed by a list of what inherits from it.

    With unique=True each class appears once, else once below each of its bases.
    """
    children = {}
    roots = []
    for cls in classes:
        if not cls.__bases__:
            if cls not in roots:
                roots.append(cls)
            continue
        for parent in cls.__bases__:
            below = children.setdefault(parent, [])
            if cls not in below:
                below.append(cls)
            if unique and parent in classes:
                break
    roots += [parent for parent in children if parent not in classes]
    return walktree(roots, children, None)


# ---- static lookup ----

_missing = object()
_mro_of = type.__dict__["__mro__"].__get__
_dict_of_class = type.__dict__["__dict__"].__get__


def _value_in_instance(obj, name):
    try:
        namespace = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return _missing
    return dict.get(namespace, name, _missing)


def _value_in_class(cls, name):
    for entry in _mro_of(cls):
        if _shadowed_dict(type(entry)) is _missing and name in entry.__dict__:
            return entry.__dict__[name]
    return _missing


@functools.lru_cache()
def _shadowed_dict_from_weakref_mro_tuple(*weakref_mro):
    """What a class in the order of resolution has as '__dict__' in place of the usual descriptor, or _missing."""
    for reference in weakref_mro:
        entry = reference()  # alive: the caller has just made the references
        namespace = _dict_of_class(entry)
        if "__dict__" in namespace:
            own = namespace["__dict__"]
            is_usual = type(own) is types.GetSetDescriptorType and own.__name__ == "__dict__" \
                and own.__objclass__ is entry
            if not is_usual:
                return own
    return _missing


def _shadowed_dict(cls):
    # Weak references, so that the cache does not keep classes alive.
    return _shadowed_dict_from_weakref_mro_tuple(*[weakref.ref(entry) for entry in _mro_of(cls)])


def getattr_static(obj, attr, default=_missing):
    """The attribute as some __dict__ has it, without running descriptors, __getattr__() or __getattribute__().

    So it may miss attributes that are made when asked for, and find descriptors instead of what they give.
    """
    objtype = type(obj)
    in_instance = _missing
    is_class = type in _mro_of(objtype)
    if is_class:
        cls = obj
    else:
        cls = objtype
        shadow = _shadowed_dict(cls)
        if shadow is _missing or type(shadow) is types.MemberDescriptorType:
            in_instance = _value_in_instance(obj, attr)
    in_class = _value_in_class(cls, attr)
    if in_instance is not _missing:
        return in_class if in_class is not _missing and _is_static_data_descriptor(in_class) else in_instance
    if in_class is not _missing:
        return in_class
    if is_class:
        for entry in _mro_of(objtype):
            if _shadowed_dict(type(entry)) is _missing and attr in entry.__dict__:
                return entry.__dict__[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


def _is_static_data_descriptor(value):
    def has(name):
        return _value_in_class(type(value), name) is not _missing

    return has("__get__") and (has("__set__") or has("__delete__"))
