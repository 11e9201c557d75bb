"""Data classes: methods made from annotated class attributes.

    @dataclass
    class Point:
        x: int
        y: int = 0

_field.py reads the class body, _methods.py writes the methods, _slots.py makes the class again when it shall have
slots, _instances.py is what one does with instances: asdict(), astuple(), replace().
"""
import sys

from dataclasses._field import (_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR, _FIELDS, _HAS_DEFAULT_FACTORY,
                                _HAS_DEFAULT_FACTORY_CLASS, _KW_ONLY_TYPE, _MISSING_TYPE, _PARAMS, _POST_INIT_NAME,
                                KW_ONLY, MISSING, Field, InitVar, _is_classvar, _is_dataclass_instance, _is_initvar,
                                _is_kw_only, collect_fields, field, fields, is_dataclass)
from dataclasses._instances import _asdict_inner, _astuple_inner, _replace, asdict, astuple, replace
from dataclasses._methods import FrozenInstanceError, Methods, signature_text
from dataclasses._slots import _dataclass_getstate, _dataclass_setstate, add_slots

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
    "astuple", "make_dataclass", "replace", "is_dataclass",
]


class _DataclassParams:
    """What a class was decorated with: its __dataclass_params__."""

    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots",
                 "weakref_slot")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        return "_DataclassParams(%s)" % ",".join([f"{name}={getattr(self, name)!r}" for name in self.__slots__])


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator: add methods made from the class's annotated attributes, its fields.

    init          __init__(), with a parameter for each field
    repr          __repr__()
    eq            __eq__(), which compares the fields of objects of the same class
    order         the other comparisons too
    unsafe_hash   __hash__() even though the object can change
    frozen        fields cannot be assigned to
    match_args    __match_args__
    kw_only       all parameters are keyword-only
    slots         a new class with __slots__; weakref_slot adds one for weak references
    """
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    if cls is None:
        return lambda cls: _process_class(cls, params)
    return _process_class(cls, params)


def _process_class(cls, params):
    """Do what the decorator promises."""
    namespace = sys.modules[cls.__module__].__dict__ if cls.__module__ in sys.modules else {}
    setattr(cls, _PARAMS, params)
    all_fields = collect_fields(cls, params)
    setattr(cls, _FIELDS, all_fields)
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")

    methods = Methods(cls, all_fields, params, namespace)
    if params.init:
        methods.add_init()
    methods.add_hash()
    if "__replace__" not in cls.__dict__:
        cls.__replace__ = _replace
    if params.repr:
        methods.add_repr()
    if params.eq:
        methods.add_eq()
    if params.order:
        methods.add_order()
    if params.frozen:
        methods.add_frozen()
    methods.install()

    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + signature_text(cls, methods)
    if params.match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in methods.positional])
    if params.weakref_slot and not params.slots:
        raise TypeError("weakref_slot is True but slots is False")
    if params.slots:
        cls = add_slots(cls, params.frozen, params.weakref_slot)
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods
        update_abstractmethods(cls)
    return cls


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None):
    """A new data class.

    fields: for each a name, (name, type) or (name, type, field()); without a type it is typing.Any.  namespace has
    further attributes.  module is where pickles will look for the class, by default the caller's.

        C = make_dataclass("C", ["x", ("y", int), ("z", int, field(init=False))], bases=(Base,))
    """
    from types import new_class
    body = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        name, annotation, *default = _take_apart(item)
        _check_name(name, annotations)
        annotations[name] = annotation
        if default:
            body[name] = default[0]
    body["__annotations__"] = annotations
    cls = new_class(cls_name, bases, {}, lambda ns: ns.update(body))
    if module is None:
        module = sys._getframemodulename(1) or "__main__"
    cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def _take_apart(item):
    """(name, type) or (name, type, default) of what make_dataclass() is given for a field."""
    if isinstance(item, str):
        return item, "typing.Any"
    if len(item) not in (2, 3):
        raise TypeError(f"Invalid field: {item!r}")
    return item


def _check_name(name, taken):
    from keyword import iskeyword
    if not isinstance(name, str) or not name.isidentifier():
        raise TypeError(f"Field names must be valid identifiers: {name!r}")
    if iskeyword(name):
        raise TypeError(f"Field names must not be keywords: {name!r}")
    if name in taken:
        raise TypeError(f"Field name duplicated: {name!r}")
