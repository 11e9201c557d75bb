"""What one does with instances of data classes: turn them into dicts and tuples, copy them with changes."""
import types

from dataclasses._field import _FIELD_CLASSVAR, _FIELD_INITVAR, _FIELDS, MISSING, _is_dataclass_instance, fields

__name__ = "dataclasses"

# Types whose instances are taken as they are: deepcopy() would give the same object.
_ATOMIC_TYPES = frozenset({
    types.NoneType, bool, int, float, str, complex, bytes, types.EllipsisType, types.NotImplementedType,
    types.CodeType, types.BuiltinFunctionType, types.FunctionType, type, range, property,
})


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict of name and value, and so on for instances inside.

    dict_factory makes the dicts; lists, tuples and dicts are gone through, everything else is deep-copied.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _dict_of(obj, dict_factory)


def _dict_of(instance, dict_factory):
    if dict_factory is dict:
        return {f.name: _copy(getattr(instance, f.name), _dict_of, dict) for f in fields(instance)}
    return dict_factory([(f.name, _copy(getattr(instance, f.name), _dict_of, dict_factory)) for f in fields(instance)])


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple of values, and so on for instances inside.  See asdict()."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _tuple_of(obj, tuple_factory)


def _tuple_of(instance, tuple_factory):
    return tuple_factory([_copy(getattr(instance, f.name), _tuple_of, tuple_factory) for f in fields(instance)])


def _copy(obj, of_instance, factory):
    """A copy of a field's value, with of_instance(instance, factory) for the data class instances inside."""
    cls = type(obj)
    if cls in _ATOMIC_TYPES:
        return obj
    if hasattr(cls, _FIELDS):
        return of_instance(obj, factory)
    if cls is list:
        return [_copy(item, of_instance, factory) for item in obj]
    if cls is dict:
        return {_copy(key, of_instance, factory): _copy(value, of_instance, factory) for key, value in obj.items()}
    if issubclass(cls, (tuple, list)):
        items = [_copy(item, of_instance, factory) for item in obj]
        return cls(*items) if hasattr(cls, "_fields") else cls(items)  # named tuples take them one by one
    if issubclass(cls, dict):
        pairs = [(_copy(key, of_instance, factory), _copy(value, of_instance, factory)) for key, value in obj.items()]
        if not hasattr(cls, "default_factory"):
            return cls(pairs)
        result = cls(obj.default_factory)
        for key, value in pairs:
            result[key] = value
        return result
    from copy import deepcopy
    return deepcopy(obj)


def _asdict_inner(obj, dict_factory):
    return _copy(obj, _dict_of, dict_factory)


def _astuple_inner(obj, tuple_factory):
    return _copy(obj, _tuple_of, tuple_factory)


def replace(obj, /, **changes):
    """A new object of the same class with other values for the given fields; __init__() and __post_init__() run."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
