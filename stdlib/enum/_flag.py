"""Flag: enumerations whose members are bits and can be combined.

A combination that has no name is an unnamed member, made by _missing_() when it is first asked for and kept in the
map of values from then on, so that equal combinations are one object.

    _flag_mask_      all bits of all members
    _singles_mask_   the bits that are members by themselves: only these are counted and iterated over
    _all_bits_       every bit up to the highest of a member
"""
import builtins

from enum import _type
from enum._class_body import auto
from enum._members import Enum, ReprEnum, StrEnum

__name__ = "enum"


# ---- bits ----

def _high_bit(value):
    """The number of the highest bit, counted from zero; -1 when there is none."""
    return value.bit_length() - 1


def _is_single_bit(num):
    """Is exactly one bit set?"""
    return num > 0 and num & (num - 1) == 0


def _iter_bits_lsb(num):
    """The values of the bits that are set, lowest first."""
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError("%r is not a positive integer" % num)
    while num:
        bit = num & -num
        yield bit
        num ^= bit


def show_flag_values(value):
    """A list of the values of the bits that are set."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """As builtins.bin(), in two's complement, the sign bit apart.

    >>> bin(6), bin(-7)
    ('0b0 110', '0b1 001')
    >>> bin(-7, 8)
    '0b1 11111001'
    """
    n = num.bit_length()
    sign = "1" if num < 0 else "0"
    digits = builtins.bin(num % (1 << n) + (1 << n))[3:]
    return "0b%s %s" % (sign, digits if max_bits is None else digits.rjust(max_bits, sign))


# ---- bits that no member has ----

class FlagBoundary(StrEnum):
    """What a class of flags does with bits that no member has.

    STRICT    ValueError
    CONFORM   such bits are left out
    EJECT     the result is an int
    KEEP      such bits are kept
    """

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _within_boundary(cls, value):
    """The value, which has bits that no member has, as the boundary of cls wants it."""
    all_bits, flag_mask = cls._all_bits_, cls._flag_mask_
    if cls._boundary_ is STRICT:
        max_bits = max(value.bit_length(), flag_mask.bit_length())
        raise ValueError("%r invalid value %r\n    given %s\n  allowed %s"
                         % (cls, value, bin(value, max_bits), bin(flag_mask, max_bits)))
    if cls._boundary_ is CONFORM:
        return value & flag_mask
    if cls._boundary_ is KEEP:
        return value if value >= 0 else max(all_bits + 1, 1 << value.bit_length()) + value
    raise ValueError("%r unknown flag boundary %r" % (cls, cls._boundary_))


def _name_of(cls, value):
    """The name of a combination: those of its members, and a number for the rest; None when no member is in it."""
    if not value:
        return None
    singles = value & cls._singles_mask_
    members = list(cls._iter_member_(singles))
    combined = 0
    for member in members:
        combined |= member._value_
    if value & ~cls._singles_mask_:
        # There may be members of several bits for the rest.
        for member in cls._member_map_.values():
            bits = member._value_
            if bits and bits & value == bits and member not in members:
                members.append(member)
                combined |= bits
    if not combined:
        return None
    unknown = value ^ combined
    if unknown and cls._boundary_ is STRICT:
        raise ValueError("%r: no members with value %r" % (cls, unknown))
    names = [member._name_ for member in members]
    if unknown:
        names.append(cls._numeric_repr_(unknown))
    return "|".join(names)


def _operand(flag, other, symbol):
    """The bits of `other`; TypeError when one of both stands for no bits but for None."""
    value = flag._get_value(other)
    if value is None or flag._value_ is None and value is not NotImplemented:
        wrong = flag if flag._value_ is None else other
        raise TypeError(f"'{wrong}' cannot be combined with other flags with {symbol}")
    return value


# ---- for the metaclass ----

def flag_attributes(boundary):
    """What a class of flags has in its namespace besides what all enumerations have."""
    return {"_boundary_": boundary, "_flag_mask_": 0, "_singles_mask_": 0, "_all_bits_": 0, "_inverted_": None}


def note_bits(cls, value):
    """A member with that value is about to be."""
    mask = cls._flag_mask_ | value
    type.__setattr__(cls, "_flag_mask_", mask)
    type.__setattr__(cls, "_all_bits_", (1 << mask.bit_length()) - 1)
    if _is_single_bit(value):
        type.__setattr__(cls, "_singles_mask_", cls._singles_mask_ | value)


def settle_flag(cls, namespace):
    """The class has its members: let its operators and its way of iterating fit them."""
    for name in _OPERATORS:
        # A data type's operators would make plain values.
        if name not in namespace and getattr(cls, name) is not getattr(Flag, name):
            setattr(cls, name, getattr(Flag, name))
    values = [member._value_ for member in cls]
    if values != sorted(values):
        cls._iter_member_ = cls._iter_member_by_def_


_OPERATORS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


class Flag(Enum):
    """Members that are sets of bits: | & ^ ~ of them are members again."""

    _numeric_repr_ = repr  # of bits without a name

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of an auto(): the bit above the highest so far."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high_bit = _high_bit(last_value)
        except Exception:
            raise TypeError("invalid flag value %r" % last_value) from None
        return 2 ** (high_bit + 1)

    # ---- members of a value ----

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The members that are single bits of value, lowest first."""
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The members that are single bits of value, in the order of their definition."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda member: member._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """The member for a combination of bits, unnamed if need be."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        all_bits = cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ cls._flag_mask_):
            if cls._boundary_ is EJECT:
                return value
            value = _within_boundary(cls, value)
        negative = None
        if value < 0:
            negative = value
            if cls._boundary_ in (EJECT, KEEP):
                value = all_bits + 1 + value
            else:
                value = cls._flag_mask_ & value
        data_type = cls._member_type_
        member = object.__new__(cls) if data_type is object else data_type.__new__(cls, value)
        if not hasattr(member, "_value_"):
            member._value_ = value
        member._name_ = _name_of(cls, value)
        # Another thread may have been faster, or a negative value was asked for.
        member = cls._value2member_map_.setdefault(value, member)
        if negative is not None:
            cls._value2member_map_[negative] = member
        return member

    # ---- a member as a set of members ----

    def __contains__(self, other):
        """Has self at least the bits of other?"""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The members that are single bits of self."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        cls = self.__class__
        value = (cls._value_repr_ or repr)(self._value_)
        if self._name_ is None:
            return "<%s: %s>" % (cls.__name__, value)
        return "<%s.%s: %s>" % (cls.__name__, self._name_, value)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    # ---- operators ----

    def _get_value(self, flag):
        """The bits of an operand: of a member, or a value of the data type; else NotImplemented."""
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        value = _operand(self, other, "|")
        return value if value is NotImplemented else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = _operand(self, other, "&")
        return value if value is NotImplemented else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = _operand(self, other, "^")
        return value if value is NotImplemented else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._value_ is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


for _name, _value in flag_attributes(STRICT).items():
    setattr(Flag, _name, _value)
_type.Flag = Flag
_type.flag_attributes = flag_attributes
_type.note_bits = note_bits
_type.settle_flag = settle_flag


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are integers, and can be combined with any integer."""
