"""Checks of enumerations: @verify, and the comparison of a _simple_enum with the real thing."""
import builtins

from enum import _aliases
from enum._flag import Flag, _high_bit, _is_single_bit, _iter_bits_lsb
from enum._members import Enum, StrEnum

__name__ = "enum"
__all__ = ["EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "verify", "_test_simple_enum"]


class EnumCheck(StrEnum):
    """What verify() can look after."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator that raises ValueError when an enumeration does not meet the given checks.

    CONTINUOUS    no integer, or bit, is left out between the lowest and the highest
    NAMED_FLAGS   combined flags consist of bits that are members by themselves
    UNIQUE        no aliases
    """

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        if not (isinstance(enumeration, type) and issubclass(enumeration, Enum)):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            problem = _problems[check](enumeration) if check in _problems else None
            if problem:
                raise ValueError(problem)
        return enumeration


def _find_aliases(enumeration):
    aliases = _aliases(enumeration)
    return "aliases found in %r: %s" % (enumeration, aliases) if aliases else None


def _find_gaps(enumeration):
    values = {member.value for member in enumeration}
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    if issubclass(enumeration, Flag):
        kind = "flag"
        wanted = [1 << bit for bit in range(_high_bit(low) + 1, _high_bit(high))]
    else:
        kind = "enum"
        wanted = range(low + 1, high)
    missing = [value for value in wanted if value not in values]
    if missing:
        # Cut short, for values may come from outside.
        text = "invalid %s %r: missing values %s" % (kind, enumeration.__name__, ", ".join(map(str, missing)))
        return text[:256]
    return None


def _find_unnamed_flags(enumeration):
    singles = [member.value for member in enumeration]
    names, bits = [], 0
    for name, member in enumeration._member_map_.items():
        if name in enumeration._member_names_ or member.value < 0:
            continue
        missing = [bit for bit in _iter_bits_lsb(member.value) if bit not in singles]
        if missing:
            names.append(name)
            bits |= sum(missing)
    if not names:
        return None
    if len(names) == 1:
        who = "alias %s is missing" % names[0]
    else:
        who = "aliases %s and %s are missing" % (", ".join(names[:-1]), names[-1])
    what = "value 0x%x" % bits if _is_single_bit(bits) else "combined values of 0x%x" % bits
    return ("invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]"
            % (enumeration.__name__, who, what))


_problems = {UNIQUE: _find_aliases, CONTINUOUS: _find_gaps, NAMED_FLAGS: _find_unnamed_flags}


# ---- is a _simple_enum what the class statement would have made? ----

_UNCOMPARED = {"__module__", "__doc__", "__static_attributes__", "__firstlineno__", "_new_member_", "_member_map_",
               "_value2member_map_"}
_UNCOMPARED_OF_MEMBERS = {"__module__", "__objclass__", "_inverted_"}
_METHODS = ("__str__", "__repr__", "__reduce_ex__", "__format__", "__getnewargs_ex__", "__getnewargs__", "__reduce__")


def _test_simple_enum(checked_enum, simple_enum):
    """Raise TypeError when an enumeration made by _simple_enum() differs from one made by a class statement.

    >>> from enum import Enum, _simple_enum, auto
    >>> class Checked(Enum):
    ...     NORTH = auto()
    >>> Simple = _simple_enum()(type("Checked", (), {"NORTH": auto()}))
    >>> _test_simple_enum(Checked, Simple)
    """
    problems = _class_differences(checked_enum, simple_enum)
    for name in {*checked_enum._member_names_, *simple_enum._member_names_}:
        if name not in simple_enum._member_map_:
            problems.append("missing member from simple enum: %r" % name)
        elif name not in checked_enum._member_map_:
            problems.append("extra member in simple enum: %r" % name)
        else:
            problems += _member_differences(name, checked_enum[name], simple_enum[name])
    for method in _METHODS:
        checked, simple = (_function(getattr(cls, method, None)) for cls in (checked_enum, simple_enum))
        if method not in checked_enum.__dict__ and checked != simple:
            problems.append("%r:  %-30s %s" % (method, checked, simple))
    if problems:
        raise TypeError("enum mismatch:\n   %s" % "\n   ".join(problems))


def _function(method):
    return getattr(method, "__func__", method)


def _class_differences(checked_enum, simple_enum):
    checked, simple = checked_enum.__dict__, simple_enum.__dict__
    members = {*checked_enum._member_map_, *simple_enum._member_map_}
    problems = []
    for key in {*checked, *simple} - _UNCOMPARED - members:
        if key not in simple:
            problems.append("missing key: %r" % (key,))
        elif key not in checked:
            problems.append("extra key:   %r" % (key,))
        elif callable(checked[key]) or isinstance(checked[key], builtins.property):
            continue
        elif checked[key] != simple[key]:
            problems.append("%r:\n         %s\n         %s"
                            % (key, "checked -> %r" % (checked[key],), "simple  -> %r" % (simple[key],)))
    return problems


def _member_differences(name, checked_member, simple_member):
    checked, simple = checked_member.__dict__, simple_member.__dict__
    problems = []
    for key in {*checked, *simple} - _UNCOMPARED_OF_MEMBERS:
        if key not in simple:
            problems.append("missing key %r not in the simple enum member %r" % (key, name))
        elif key not in checked:
            problems.append("extra key %r in simple enum member %r" % (key, name))
        elif checked[key] != simple[key]:
            problems.append("%r member mismatch: %r: checked -> %r, simple -> %r"
                            % (name, key, checked[key], simple[key]))
    return problems
