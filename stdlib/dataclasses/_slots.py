"""A data class with slots: the class is made again, for slots cannot be added to one that exists."""
from dataclasses._field import fields

__name__ = "dataclasses"


def add_slots(cls, is_frozen, weakref_slot):
    """A class like cls with its fields, as far as no base has them, in __slots__."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = [f.name for f in fields(cls)]
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    wanted = [*names, "__weakref__"] if weakref_slot else names
    namespace["__slots__"] = tuple([name for name in wanted if name not in inherited])
    for name in (*names, "__dict__", "__weakref__"):
        # A default would be in the way of the slot; __init__() knows it.
        namespace.pop(name, None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    if is_frozen:
        # By default the state would be set with setattr().
        if "__getstate__" not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def _slots_of(cls):
    """The names of what instances of a base class have room for by that class."""
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return [name for name, offset in (("__weakref__", "__weakrefoffset__"), ("__dict__", "__dictoffset__"))
                if getattr(cls, offset, -1) != 0]
    if isinstance(slots, str):
        return [slots]
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return list(slots)


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        # setattr() is what a frozen class refuses.
        object.__setattr__(self, f.name, value)
