"""UserList: a sequence to inherit from."""
from _collections_abc import MutableSequence

__name__ = "collections"  # the public home of what is here: what repr and pickle show


class UserList(MutableSequence):
    """A sequence that behaves like a list, which it has as its attribute `data`.

    What makes a new sequence makes one of the subclass, which therefore must be callable with one iterable.
    """

    def __init__(self, initlist=None):
        self.data = []
        if initlist is not None:
            self.data = list(_content(initlist))

    def __copy__(self):
        # Neither __init__ nor what it asks for: a subclass may have its own.
        cls = self.__class__
        twin = cls.__new__(cls)
        attributes = vars(self)
        vars(twin).update(attributes, data=attributes["data"][:])
        return twin

    def copy(self):
        return self.__class__(self)

    def __repr__(self):
        return repr(self.data)

    # ---- elements and slices ----

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        found = self.data[i]
        return self.__class__(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def insert(self, i, item):
        self.data.insert(i, item)

    def append(self, item):
        self.data.append(item)

    def extend(self, other):
        self.data.extend(_content(other))

    def __delitem__(self, i):
        del self.data[i]

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    # ---- searching ----

    def __contains__(self, item):
        return item in self.data

    def index(self, item, *args):
        return self.data.index(item, *args)

    def count(self, item):
        return self.data.count(item)

    # ---- order ----

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def reverse(self):
        self.data.reverse()

    # ---- sums and products ----

    def __add__(self, other):
        return self.__class__(self.data + _addend(other, self.data))

    def __radd__(self, other):
        return self.__class__(_addend(other, self.data) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.data += _addend(other, self.data)
        return self

    def __imul__(self, n):
        self.data *= n
        return self

    # ---- comparing, with lists too ----

    def __eq__(self, other):
        return self.data == _content(other)

    def __lt__(self, other):
        return self.data < _content(other)

    def __gt__(self, other):
        return self.data > _content(other)

    def __le__(self, other):
        return self.data <= _content(other)

    def __ge__(self, other):
        return self.data >= _content(other)


def _content(other):
    """The list in a UserList; anything else as it is."""
    return other.data if isinstance(other, UserList) else other


def _addend(other, data):
    """other as something that + joins with data: lists are joined with lists only."""
    content = _content(other)
    return content if isinstance(content, type(data)) else list(content)
