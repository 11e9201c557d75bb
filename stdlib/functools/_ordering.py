"""total_ordering: the other three comparisons out of one and ==.

Each function answers one comparison by another.  They live at the top of a module because they become methods, which
can be pickled by name.  `type(self).__lt__(self, other)` and not `self < other`: the reflected method of other
would come back here.
"""


def total_ordering(cls):
    """Class decorator that fills in missing ordering methods."""
    defined = [op for op in _derived if getattr(cls, op) is not getattr(object, op)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = defined[0]
    for function in _derived[root]:
        if function.__name__ not in defined:
            setattr(cls, function.__name__, function)
    return cls


def _gt_from_lt(self, other):
    """Return a > b.  (@total_ordering: neither a < b nor a == b)"""
    less = type(self).__lt__(self, other)
    return less if less is NotImplemented else not less and self != other


def _le_from_lt(self, other):
    """Return a <= b.  (@total_ordering: a < b or a == b)"""
    less = type(self).__lt__(self, other)
    return less if less is NotImplemented else less or self == other


def _ge_from_lt(self, other):
    """Return a >= b.  (@total_ordering: no a < b)"""
    less = type(self).__lt__(self, other)
    return less if less is NotImplemented else not less


def _ge_from_le(self, other):
    """Return a >= b.  (@total_ordering: no a <= b, unless a == b)"""
    not_greater = type(self).__le__(self, other)
    return not_greater if not_greater is NotImplemented else not not_greater or self == other


def _lt_from_le(self, other):
    """Return a < b.  (@total_ordering: a <= b, and they differ)"""
    not_greater = type(self).__le__(self, other)
    return not_greater if not_greater is NotImplemented else not_greater and self != other


def _gt_from_le(self, other):
    """Return a > b.  (@total_ordering: no a <= b)"""
    not_greater = type(self).__le__(self, other)
    return not_greater if not_greater is NotImplemented else not not_greater


def _lt_from_gt(self, other):
    """Return a < b.  (@total_ordering: neither a > b nor a == b)"""
    greater = type(self).__gt__(self, other)
    return greater if greater is NotImplemented else not greater and self != other


def _ge_from_gt(self, other):
    """Return a >= b.  (@total_ordering: a > b or a == b)"""
    greater = type(self).__gt__(self, other)
    return greater if greater is NotImplemented else greater or self == other


def _le_from_gt(self, other):
    """Return a <= b.  (@total_ordering: no a > b)"""
    greater = type(self).__gt__(self, other)
    return greater if greater is NotImplemented else not greater


def _le_from_ge(self, other):
    """Return a <= b.  (@total_ordering: no a >= b, unless a == b)"""
    not_less = type(self).__ge__(self, other)
    return not_less if not_less is NotImplemented else not not_less or self == other


def _gt_from_ge(self, other):
    """Return a > b.  (@total_ordering: a >= b, and they differ)"""
    not_less = type(self).__ge__(self, other)
    return not_less if not_less is NotImplemented else not_less and self != other


def _lt_from_ge(self, other):
    """Return a < b.  (@total_ordering: no a >= b)"""
    not_less = type(self).__ge__(self, other)
    return not_less if not_less is NotImplemented else not not_less


# By the comparison that a class has; the first one it has is what the others come from.
_derived = {
    "__lt__": (_gt_from_lt, _le_from_lt, _ge_from_lt),
    "__le__": (_ge_from_le, _lt_from_le, _gt_from_le),
    "__gt__": (_lt_from_gt, _ge_from_gt, _le_from_gt),
    "__ge__": (_le_from_ge, _gt_from_ge, _lt_from_ge),
}

for _functions in _derived.values():
    for _function in _functions:
        _function.__name__ = f"__{_function.__name__[1:3]}__"
total_ordering.__module__ = "functools"
