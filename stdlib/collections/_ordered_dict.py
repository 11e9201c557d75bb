"""OrderedDict in Python, for a build without the one in C (_collections)."""
from _collections_abc import ItemsView, KeysView, MutableMapping, ValuesView
from reprlib import recursive_repr

__name__ = "collections"  # the public home of what is here: what repr and pickle show

_missing = object()


class _Node:
    """A key in a _Ring.  One that has been taken out leads nowhere."""

    __slots__ = "key", "previous", "next"


class _Ring:
    """Keys in an order that is cheap to change.

    The nodes form a circle; `end` is the one without a key, between the last and the first.
    """

    __slots__ = "end", "nodes"

    def __init__(self):
        self.nodes = {}    # key -> node
        self.end = _Node()
        self.end.previous = self.end.next = self.end

    def insert(self, key, before):
        node = self.nodes[key] = _Node()
        node.key = key
        node.previous = before.previous
        node.next = before
        node.previous.next = before.previous = node

    def remove(self, key):
        node = self.nodes.pop(key)
        node.previous.next = node.next
        node.next.previous = node.previous
        node.previous = node.next = None

    def first(self):
        return self.end.next.key

    def last(self):
        return self.end.previous.key

    def __iter__(self):
        node = self.end.next
        while node is not self.end:
            yield node.key
            node = node.next

    def __reversed__(self):
        node = self.end.previous
        while node is not self.end:
            yield node.key
            node = node.previous


class OrderedDict(dict):
    """Dictionary that remembers insertion order"""

    # The dict has the values; what order they have is in the _Ring `_order`.

    def __new__(cls, /, *args, **kwds):
        self = dict.__new__(cls)
        self._order = _Ring()
        return self

    def __init__(self, other=(), /, **kwds):
        # Through __setitem__, which subclasses may have their own of, but not through their update().
        MutableMapping.update(self, other, **kwds)

    update = MutableMapping.update

    def __setitem__(self, key, value):
        if key not in self:
            self._order.insert(key, self._order.end)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        self._order.remove(key)

    def __iter__(self):
        return iter(self._order)

    def __reversed__(self):
        return reversed(self._order)

    def clear(self):
        """Remove everything."""
        self._order = _Ring()
        dict.clear(self)

    def popitem(self, last=True):
        """Remove and return a (key, value) pair from the dictionary: the last one, or the first if last is false."""
        if not self:
            raise KeyError("dictionary is empty")
        key = self._order.last() if last else self._order.first()
        self._order.remove(key)
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Make an existing key the last one, or the first.

        KeyError when there is no such key.
        """
        order = self._order
        order.remove(key)
        order.insert(key, order.end if last else order.end.next)

    def pop(self, key, default=_missing):
        """Remove the key and return its value, or default when it is missing; KeyError without a default."""
        if key in self:
            self._order.remove(key)
            return dict.pop(self, key)
        if default is _missing:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        """The value of key, which is set to default where it is missing."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def keys(self):
        """A view of the keys, in their order."""
        return _Keys(self)

    def items(self):
        """A view of the (key, value) pairs, in their order."""
        return _Items(self)

    def values(self):
        """A view of the values, in the order of their keys."""
        return _Values(self)

    @recursive_repr()
    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({dict(self.items())!r})"

    def __reduce__(self):
        "Return state information for pickling"
        state = self.__getstate__()
        attributes, slots = state if isinstance(state, tuple) else (state, {})
        attributes = {name: value for name, value in attributes.items() if name != "_order"}
        return self.__class__, (), (attributes, slots) if slots else attributes or None, None, iter(self.items())

    def copy(self):
        "od.copy() -> a shallow copy of od"
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        "Create a new ordered dictionary with keys from iterable and values set to value."
        result = cls()
        for key in iterable:
            result[key] = value
        return result

    def __eq__(self, other):
        """The order counts between two OrderedDicts, and with any other mapping it does not."""
        same = dict.__eq__(self, other)
        if same is True and isinstance(other, OrderedDict):
            return all(mine == others for mine, others in zip(self, other))
        return same

    __ne__ = object.__ne__    # the opposite of that; dict has one of its own

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new


class _Keys(KeysView):
    def __reversed__(self):
        yield from reversed(self._mapping)


class _Items(ItemsView):
    def __reversed__(self):
        for key in reversed(self._mapping):
            yield key, self._mapping[key]


class _Values(ValuesView):
    def __reversed__(self):
        for key in reversed(self._mapping):
            yield self._mapping[key]
