"""Enumerations made of what exists already: of a plain class, of a module's constants; and members as globals."""
import sys

from enum import _type
from enum._class_body import _auto_null, _is_descriptor, _is_dunder, _is_private, _is_sunder, auto
from enum._flag import KEEP, Flag, IntFlag
from enum._members import Enum, IntEnum, ReprEnum, StrEnum

__name__ = "enum"

_stdlib_enums = IntEnum, StrEnum, IntFlag


# ---- of a plain class ----

def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: make an enumeration of the kind etype out of a plain class.

    It costs less than a class statement, and checks less.  Values must be as they are meant: a member's name is what is
    neither a descriptor nor has an underscore at both ends.

    >>> from enum import IntEnum, _simple_enum
    >>> @_simple_enum(IntEnum)
    ... class Weekday:
    ...     MONDAY, TUESDAY = 1, 2
    >>> Weekday.TUESDAY, Weekday.TUESDAY < 3
    (<Weekday.TUESDAY: 2>, True)
    """
    def convert_class(cls):
        body, values = _sort_attributes(cls)
        new = cls.__dict__.get("__new__")
        new_member = etype._member_type_.__new__ if new is None else new.__func__
        body.update(_type.class_attributes(
            etype._member_type_, etype._value_repr_, new_member, etype._use_args_ if use_args is None else use_args))
        body.setdefault("_generate_next_value_", staticmethod(etype._generate_next_value_))
        if issubclass(etype, Flag):
            body.update(_type.flag_attributes(boundary or etype._boundary_))
        enum_class = type(etype)(cls.__name__, (etype,), body, _simple=True)
        _make_members(enum_class, values)
        _type.settle_methods(enum_class, body, (etype,), etype._member_type_, etype)
        _type.settle_new(enum_class, new)
        return enum_class
    return convert_class


def _sort_attributes(cls):
    """The attributes of a class, as two dicts: what stays as it is, and what becomes members."""
    body, values = {}, {}
    for name, value in cls.__dict__.items():
        if name in ("__dict__", "__weakref__"):
            continue
        if _is_dunder(name) or _is_sunder(name) or _is_private(cls.__name__, name) or _is_descriptor(value):
            body[name] = value
        else:
            values[name] = value
    if body.get("__doc__") is None:
        body["__doc__"] = "An enumeration."
    return body, values


def _make_members(cls, values):
    """Make the members of a class that exists already."""
    maker = _type.MemberMaker(values)
    maker.begin(cls)
    last_values = []
    for name, value in values.items():
        if isinstance(value, auto):
            if value.value is _auto_null:
                value.value = cls._generate_next_value_(name, 1, len(cls._member_names_), last_values)
            value = value.value
        maker.make(name, value)
        last_values.append(cls._member_map_[name]._value_)


# ---- of a module's constants ----

def convert(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
    """Make an enumeration of the kind cls, in `module`, out of the constants there whose names filter() likes.

    Its members replace the constants.  source: a module to take the constants from instead.
    """
    members = _constants(module, filter, source)
    members["__module__"] = module
    enum_class = _simple_enum(cls, boundary=boundary or KEEP)(type(name, (object,), members))
    if as_global:
        global_enum(enum_class)
    else:
        sys.modules[module].__dict__.update(enum_class.__members__)
    sys.modules[module].__dict__[name] = enum_class
    return enum_class


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """As convert(), by way of the functional API; for checking the results of the other."""
    members = _constants(module, filter, source)
    return etype(name, list(members.items()), module=module, boundary=boundary or KEEP)


def _constants(module, filter, source):
    """The wanted names of a module with their values, in the order of those."""
    namespace = (source or sys.modules[module]).__dict__
    members = [(name, value) for name, value in namespace.items() if filter(name)]
    try:
        members.sort(key=lambda item: (item[1], item[0]))
    except TypeError:  # values of different kinds
        members.sort(key=lambda item: item[0])
    return dict(members)


# ---- members that are globals ----

def global_enum(cls, update_str=False):
    """Class decorator: the members become globals of the class's module, and look like such in repr()."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _module_of(member):
    return member.__class__.__module__.split(".")[-1]


def global_enum_repr(self):
    """module.NAME"""
    return "%s.%s" % (_module_of(self), self._name_)


def global_flag_repr(self):
    """module.NAME|module.OTHER, with numbers as they are"""
    module = _module_of(self)
    if self._name_ is None:
        return "%s.%s(%r)" % (module, self.__class__.__name__, self._value_)
    return "|".join([name if name[0].isdigit() else "%s.%s" % (module, name) for name in self._name_.split("|")])


def global_str(self):
    """NAME"""
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_
