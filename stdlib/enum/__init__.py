"""Enumerations: classes whose members are named, unique and constant.

    class Planet(Enum):
        MERCURY = 1
        VENUS = auto()

A class statement goes through four hands: EnumDict (_class_body.py) sorts what the body binds into members and the
rest; EnumType (_type.py) makes the class and its members; Enum and its kinds (_members.py) and Flag (_flag.py) say
how members behave.  What a class decorator does to an existing class is in _convert.py.  The checks of @verify are
loaded when somebody asks for them.
"""
from enum._class_body import (EnumDict, _auto_null, _is_descriptor, _is_dunder, _is_internal_class, _is_private,
                              _is_sunder, auto, member, nonmember)
from enum._property import property
from enum._type import EnumMeta, EnumType, _make_class_unpicklable, _not_given
from enum._members import (Enum, IntEnum, ReprEnum, StrEnum, _dataclass_repr, _reduce_ex_by_global_name,
                           pickle_by_enum_name, pickle_by_global_name)
from enum._flag import (CONFORM, EJECT, KEEP, STRICT, Flag, FlagBoundary, IntFlag, _high_bit, _is_single_bit,
                        _iter_bits_lsb, bin, show_flag_values)
from enum._convert import (_old_convert_, _simple_enum, _stdlib_enums, global_enum, global_enum_repr,
                           global_flag_repr, global_str)

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique",
    "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS",
    "UNIQUE", "pickle_by_global_name", "pickle_by_enum_name",
]

_EnumDict = EnumDict


def _aliases(enumeration):
    """`alias -> name` of each alias, with commas between; "" when there is none."""
    return ", ".join([f"{name} -> {member.name}" for name, member in enumeration.__members__.items()
                      if name != member.name])


def unique(enumeration):
    """The enumeration, unless a value has two names: ValueError.  To be put above a class statement."""
    aliases = _aliases(enumeration)
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (enumeration, aliases))
    return enumeration


def __getattr__(name):
    # The checks cost an enumeration of their own, and programs that verify theirs are rare.
    if name in ("verify", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "_test_simple_enum"):
        from enum import _check
        globals().update({name: getattr(_check, name) for name in _check.__all__})
        return globals()[name]
    raise AttributeError(f"module 'enum' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *__all__})
