"""Container types beside dict, list, set and tuple.

    namedtuple()  makes subclasses of tuple with named fields       _named_tuple.py
    deque         a list that is fast at both ends                  _collections (C)
    ChainMap      several mappings seen as one                      _chain_map.py
    Counter       a dict that counts                                below
    OrderedDict   a dict whose order can be changed                 _collections (C)
    defaultdict   a dict that makes missing values                  _collections (C)
    UserDict, UserList, UserString   to inherit from                _user_dict.py, _user_list.py, _user_string.py

Submodules are loaded when what they hold is first asked for.
"""
__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]

# The iterators are for pickles, which name them here.
try:
    from _collections import (OrderedDict, _count_elements, _deque_iterator, _deque_reverse_iterator, _tuplegetter,
                              defaultdict, deque)
except ImportError:
    from collections._ordered_dict import OrderedDict

    def _count_elements(mapping, iterable):
        "Tally elements from the iterable."
        for elem in iterable:
            mapping[elem] = mapping.get(elem, 0) + 1


# ---- what is loaded when it is asked for ----

_submodules = {
    "ChainMap": "_chain_map", "UserDict": "_user_dict", "UserList": "_user_list", "UserString": "_user_string",
    "namedtuple": "_named_tuple",
}


def __getattr__(name):
    try:
        submodule = _submodules[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    module = __import__(f"{__name__}.{submodule}", fromlist=[name])
    return globals().setdefault(name, getattr(module, name))


def __dir__():
    return sorted({*globals(), *__all__})


# ---- Counter ----

class Counter(dict):
    """Dict subclass for counting hashable items.

        >>> c = Counter('abracadabra')
        >>> c
        Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1})
        >>> c['b'] += 1; c['z']             # what is not there counts 0
        0
        >>> c.update('zz'); c.most_common(2)
        [('a', 5), ('b', 3)]

    Counts may be zero or negative; an element goes with `del c[elem]` or with an operator: `+c` keeps what is
    positive.
    """

    def __init__(self, iterable=None, /, **kwds):
        """Count the elements of an iterable, or take the counts of a mapping, and those of keywords.

            >>> Counter('gallahad')['a'], Counter({'a': 4, 'b': 2})['a'], Counter(a=4, b=2)['a']
            (3, 4, 4)
        """
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        """What was never counted occurs zero times."""
        return 0

    def total(self):
        "Sum of the counts"
        return sum(self.values())

    def most_common(self, n=None):
        """The n most common elements and their counts, the most common first; all of them without n.

            >>> Counter('abracadabra').most_common(3)
            [('a', 5), ('b', 2), ('r', 2)]
        """
        if n is None:
            return sorted(self.items(), key=_count_of, reverse=True)
        from heapq import nlargest
        return nlargest(n, self.items(), key=_count_of)

    def elements(self):
        """Iterator over elements repeating each as many times as its count.

            >>> sorted(Counter('ABCABC').elements())
            ['A', 'A', 'B', 'B', 'C', 'C']
        """
        from itertools import chain, repeat, starmap
        return chain.from_iterable(starmap(repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        # One count for all would be taken for the number of times each element occurs.
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Like dict.update() but add counts instead of replacing them.

        An iterable gives elements and not pairs.

            >>> c = Counter('which')
            >>> c.update('witch')
            >>> c.update(Counter('watch'))
            >>> c['h']
            4
        """
        if _is_mapping(iterable):
            if self:
                get = self.get
                for elem, count in iterable.items():
                    self[elem] = count + get(elem, 0)
            else:
                super().update(iterable)
        elif iterable is not None:
            _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Like update() but subtract: counts may become zero or negative.

            >>> c = Counter('which')
            >>> c.subtract('witch')
            >>> c.subtract(Counter('watch'))
            >>> c['h'], c['w']
            (0, -1)
        """
        get = self.get
        if _is_mapping(iterable):
            for elem, count in iterable.items():
                self[elem] = get(elem, 0) - count
        elif iterable is not None:
            for elem in iterable:
                self[elem] = get(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        "Return a shallow copy."
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, elem):
        """Forget an element; one that was never counted is no error."""
        if elem in self:
            super().__delitem__(elem)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            counts = dict(self.most_common())
        except TypeError:    # counts that have no order
            counts = dict(self)
        return f"{self.__class__.__name__}({counts!r})"

    # ---- comparing: an element that is missing counts 0, so Counter(a=0) == Counter() ----

    def __eq__(self, other):
        """Are the counts the same?  An element that is missing counts as 0."""
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[elem] == other[elem] for counter in (self, other) for elem in counter)

    def __ne__(self, other):
        """Does some count differ?  An element that is missing counts as 0."""
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    def __le__(self, other):
        """Does other have at least as many of every element?"""
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[elem] <= other[elem] for counter in (self, other) for elem in counter)

    def __lt__(self, other):
        """Does other have at least as many of every element, and more of one?"""
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        """Are there at least as many of every element as in other?"""
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self

    def __gt__(self, other):
        """Are there at least as many of every element as in other, and more of one?"""
        if not isinstance(other, Counter):
            return NotImplemented
        return other < self

    # ---- multisets: each result keeps what is positive; self's elements come first ----

    def __add__(self, other):
        """A Counter of the sums that are positive.

        >>> Counter(plums=2) + Counter(plums=1, figs=-1)
        Counter({'plums': 3})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive((elem, self[elem] + other[elem]) for elem in _both(self, other))

    def __sub__(self, other):
        """A Counter of the differences that are positive.

        >>> Counter(plums=2, figs=1) - Counter(plums=1, figs=1)
        Counter({'plums': 1})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive((elem, self[elem] - other[elem]) for elem in _both(self, other))

    def __or__(self, other):
        """A Counter of the larger count of each element, where that is positive.

        >>> Counter(plums=2) | Counter(plums=5)
        Counter({'plums': 5})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive((elem, _larger(self[elem], other[elem])) for elem in _both(self, other))

    def __and__(self, other):
        """A Counter of the smaller count of each element, where that is positive.

        >>> Counter(plums=2, figs=1) & Counter(plums=5)
        Counter({'plums': 2})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive((elem, _smaller(count, other[elem])) for elem, count in self.items())

    def __pos__(self):
        """A Counter of the counts that are positive."""
        return _positive(self.items())

    def __neg__(self):
        """A Counter of the negative counts, their sign turned round."""
        return _positive((elem, 0 - count) for elem, count in self.items())

    def _keep_positive(self):
        """Strip elements with a negative or zero count; for the operators that work in place."""
        for elem in [elem for elem, count in self.items() if not count > 0]:
            del self[elem]
        return self

    def __iadd__(self, other):
        """Add the counts of other; what is not positive then goes.

        >>> basket = Counter(plums=2)
        >>> basket += Counter(plums=1)
        >>> basket
        Counter({'plums': 3})
        """
        for elem, count in other.items():
            self[elem] += count
        return self._keep_positive()

    def __isub__(self, other):
        """Inplace subtract counter, but keep only results with positive counts.

            >>> c = Counter('abbb')
            >>> c -= Counter('bcc')
            >>> c
            Counter({'b': 2, 'a': 1})
        """
        for elem, count in other.items():
            self[elem] -= count
        return self._keep_positive()

    def __ior__(self, other):
        """Raise each count to that of other; what is not positive then goes.

        >>> basket = Counter(plums=2)
        >>> basket |= Counter(plums=5)
        >>> basket
        Counter({'plums': 5})
        """
        for elem, count in other.items():
            if count > self[elem]:
                self[elem] = count
        return self._keep_positive()

    def __iand__(self, other):
        """Lower each count to that of other; what is not positive then goes.

        >>> basket = Counter(plums=2, figs=1)
        >>> basket &= Counter(plums=5)
        >>> basket
        Counter({'plums': 2})
        """
        for elem, count in self.items():
            other_count = other[elem]
            if other_count < count:
                self[elem] = other_count
        return self._keep_positive()


def _is_mapping(thing):
    if isinstance(thing, dict):
        return True
    from _collections_abc import Mapping
    return isinstance(thing, Mapping)


def _count_of(item):
    return item[1]


def _both(first, second):
    """The elements of both, each once."""
    yield from first
    for elem in second:
        if elem not in first:
            yield elem


def _positive(items):
    result = Counter()
    for elem, count in items:
        if count > 0:
            result[elem] = count
    return result


def _larger(count, other):
    return other if count < other else count


def _smaller(count, other):
    return count if count < other else other
