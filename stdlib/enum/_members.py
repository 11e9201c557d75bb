"""Enum and its kinds: how members behave."""
from enum import _type
from enum._property import property
from enum._type import EnumType

__name__ = "enum"


class Enum(metaclass=EnumType):
    """What enumerations derive from: each name that a body binds becomes a member, one of the class's constants.

    >>> class Door(Enum):
    ...     OPEN = "o"
    ...     SHUT = "s"
    >>> Door.SHUT is Door["SHUT"] is Door("s")
    True
    >>> [(door.name, door.value) for door in Door]
    [('OPEN', 'o'), ('SHUT', 's')]
    >>> {Door.OPEN: "come in"}, len(Door)
    ({<Door.OPEN: 'o'>: 'come in'}, 2)
    """

    @classmethod
    def __signature__(cls):
        if cls._member_names_:
            return "(*values)"
        return "(new_class_name, /, names, *, module=None, qualname=None, type=None, start=1, boundary=None)"

    def __new__(cls, value):
        # Members are made by _new_member_; this one finds them.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            # It cannot be hashed.
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
        if _type.MemberMaker.KEY in cls.__dict__:
            raise TypeError("do not use `super().__new__; call the appropriate __new__ directly")
        if not cls._member_map_:
            raise TypeError("%r has no members defined" % cls)
        return _ask_missing(cls, value)

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        """Give this member another name."""
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        """Give this member another value."""
        cls = self.__class__
        known = _type.find_member(cls, value)
        if known is None:
            _type.enter_value(cls, self, value)
        elif known is not self:
            raise ValueError("%r is already bound: %r" % (value, known))

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of an auto(): one more than the highest so far.

        name is the member's, start the first value, count the number of members, last_values their values.
        """
        if not last_values:
            return start
        try:
            last_value = sorted(last_values)[-1]
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last_value + 1
        except TypeError:
            raise TypeError("unable to increment %r" % (last_value,)) from None

    @classmethod
    def _missing_(cls, value):
        """Called when no member has the value; an enumeration may return one all the same."""
        return None

    def __repr__(self):
        value_repr = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        """What is of interest: public names of the class and of its bases, not other members."""
        if self.__class__._member_type_ is object:
            names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        else:
            names = set(object.__dir__(self))
        names.update([name for name in getattr(self, "__dict__", ()) if name[0] != "_"])
        for cls in self.__class__.mro():
            for name, attribute in cls.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(attribute, property):
                    # One without a getter only stands in front of a member of that name.
                    if attribute.fget is not None or name not in self._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in self._member_map_:
                    names.add(name)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


_type.Enum = Enum


def _ask_missing(cls, value):
    """What cls._missing_() has for a value that no member has; ValueError when it has nothing."""
    invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
    result = error = None
    try:
        result = cls._missing_(value)
    except Exception as exc:
        error = exc
    try:
        if isinstance(result, cls) or result is not None and _is_ejected(cls, result):
            return result
        if error is None and result is None:
            raise invalid
        if error is None:
            error = TypeError("error in %s._missing_: returned %r instead of None or a valid member"
                              % (cls.__name__, result))
        if not isinstance(error, ValueError):
            error.__context__ = invalid
        raise error
    finally:
        error = invalid = None  # their tracebacks hold this frame


def _is_ejected(cls, result):
    """Is result a plain integer, as classes of flags with the boundary EJECT may give?"""
    from enum._flag import EJECT, Flag
    return issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int)


class ReprEnum(Enum):
    """For members that are values of another type too: they print as that type does, only repr() is of Enum."""


_type.ReprEnum = ReprEnum


class IntEnum(int, ReprEnum):
    """Members that are integers: they compare, count and print as such."""


class StrEnum(str, ReprEnum):
    """Members that are strings: they compare and print as such."""

    def __new__(cls, *values):
        """A member: its arguments are those of str(), all of them strings."""
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError("encoding must be a string, not %r" % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2]))
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of an auto(): the name in lower case."""
        return name.lower()


# ---- looks and pickles that a class may ask for ----

def _dataclass_repr(self):
    """The fields of a dataclass without its name, for the value of a member."""
    fields = self.__dataclass_fields__
    return ", ".join(["%s=%r" % (name, getattr(self, name)) for name in fields if fields[name].repr])


def pickle_by_global_name(self, proto):
    """Pickle as the global of that name."""
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    """Pickle by name and not by value, as getattr(class, name)."""
    return getattr, (self.__class__, self._name_)
