"""Docstrings, inherited ones too."""
import sys

from ._predicates import (isbuiltin, isclass, isdatadescriptor, isfunction, ismemberdescriptor, ismethod,
                          ismethoddescriptor)

__name__ = "inspect"  # whose functions these are


def getdoc(object):
    """The docstring, cleaned by cleandoc(); without one of its own that of what a method or property overrides.

    A class has that of its nearest base.  None when there is none.
    """
    try:
        doc = object.__doc__
        if doc is None:
            doc = _finddoc(object)
    except (AttributeError, TypeError):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """A docstring without the indentation of the code it stands in, and without blank lines at its ends."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.lstrip(" ")]
    lines[0] = lines[0].lstrip(" ")
    if margins:
        margin = min(margins)
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _findclass(func):
    """The class in whose body the function stands, by its qualified name; None when it stands in none."""
    scope = sys.modules.get(func.__module__)
    if scope is None:
        return None
    for name in func.__qualname__.split(".")[:-1]:
        scope = getattr(scope, name)
    return scope if isclass(scope) else None


def _owner(obj):
    """(class, name) of a method, property or descriptor; (None, name) if it is not what the class has there."""
    if ismethod(obj):
        name, owner = obj.__func__.__name__, obj.__self__
        if isclass(owner) and getattr(getattr(owner, name, None), "__func__") is obj.__func__:
            return owner, name
        return owner.__class__, name
    name = obj.__name__
    if isbuiltin(obj):
        owner = obj.__self__
        is_classmethod = isclass(owner) and f"{owner.__qualname__}.{name}" == obj.__qualname__
        return owner if is_classmethod else owner.__class__, name
    if isfunction(obj):
        owner = _findclass(obj)
    elif isinstance(obj, property):
        owner = _findclass(obj.fget)
    else:
        owner = obj.__objclass__
    if owner is not None and getattr(owner, name) is not obj:
        owner = None
    return owner, name


def _finddoc(obj):
    """The docstring that obj inherits, as it is; None when there is none."""
    if isclass(obj):
        docs = (getattr(base, "__doc__", None) for base in obj.__mro__ if base is not object)
        return next((doc for doc in docs if doc is not None), None)
    is_property = isinstance(obj, property)
    if not (ismethod(obj) or isfunction(obj) or isbuiltin(obj) or is_property or ismethoddescriptor(obj)
            or isdatadescriptor(obj)):
        return None
    owner, name = _owner(obj)
    if owner is None:
        return None
    if ismemberdescriptor(obj):
        slots = getattr(owner, "__slots__", None)
        if isinstance(slots, dict) and name in slots:
            return slots[name]
    for base in owner.__mro__:
        try:
            doc = getattr(base, name).__doc__
        except AttributeError:
            continue
        if doc is not None:
            return doc
    return None
