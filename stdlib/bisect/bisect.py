"""Places in sorted sequences, found by halving.

The functions here are what runs where the C ones (_bisect) are missing, and what documents them.
"""


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Return the index where to insert item x in list a, assuming a is sorted.

    All e in a[:i] have e <= x, all e in a[i:] have e > x: a.insert(i, x) puts x behind all that equal it.
    lo and hi bound the part of a that is searched.  With a key function it is key(e) that is compared with x.
    """
    lo, hi = _bounds(a, lo, hi)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle] if key is None else key(a[middle])
        if x < item:
            hi = middle
        else:
            lo = middle + 1
    return lo


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Return the index where to insert item x in list a, assuming a is sorted.

    All e in a[:i] have e < x, all e in a[i:] have e >= x: a.insert(i, x) puts x before all that equal it.
    lo and hi bound the part of a that is searched.  With a key function it is key(e) that is compared with x.
    """
    lo, hi = _bounds(a, lo, hi)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle] if key is None else key(a[middle])
        if item < x:
            lo = middle + 1
        else:
            hi = middle
    return lo


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert item x in list a, and keep it sorted assuming a is sorted, behind all that equal x."""
    i = bisect_right(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(i, x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert item x in list a, and keep it sorted assuming a is sorted, before all that equal x."""
    i = bisect_left(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(i, x)


def _bounds(a, lo, hi):
    if lo < 0:
        raise ValueError("lo must be non-negative")
    return lo, len(a) if hi is None else hi


try:
    from _bisect import *
except ImportError:
    pass

bisect = bisect_right
insort = insort_right
