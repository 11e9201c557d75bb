"""WeakSet: a set whose elements leave it when they die."""
from _weakref import ref

__all__ = ["WeakSet"]

GenericAlias = type(list[int])


class _IterationGuard:
    """While one is entered, its container only notes which references die and leaves them where they are.

    What is being iterated over must not change its size.
    """

    __slots__ = "container",

    def __init__(self, weakcontainer):
        self.container = weakcontainer

    def __enter__(self):
        self.container._iterating.add(self)
        return self

    def __exit__(self, *exception):
        container = self.container
        container._iterating.remove(self)
        if not container._iterating:
            container._commit_removals()


def _walk(container, references):
    """The references, one by one, under a guard."""
    with _IterationGuard(container):
        yield from references


def _count_alive(data, pending):
    """The size of data without the dead references in it.

    Other threads may add some meanwhile, which must not make it negative.
    """
    n = len(data)
    return max(0, n - sum(dead in data for dead in pending)) if pending else n


def _weakly(items, on_death=None):
    """Weak references to the items, one by one."""
    return (ref(item, on_death) for item in items)


class WeakSet:
    """A set that holds its elements by weak references, which are in the set `data`."""

    def __init__(self, data=None):
        self.data = set()
        self._pending_removals = []    # dead references that are still in data
        self._iterating = set()        # a guard for each iteration that is under way
        own = ref(self)                # the callback must not keep the set alive

        def forget(reference):
            container = own()
            if container is None:
                return
            if container._iterating:
                container._pending_removals.append(reference)
            else:
                container.data.discard(reference)

        self._remove = forget
        if data is not None:
            self.update(data)

    def _commit_removals(self):
        try:
            while self._pending_removals:
                self.data.discard(self._pending_removals.pop())
        except IndexError:
            pass    # another thread took the last one

    def _settled(self):
        """data, without those that died while somebody iterated over it: what is going to be changed."""
        if self._pending_removals:
            self._commit_removals()
        return self.data

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def __repr__(self):
        return repr(self.data)

    # ---- elements ----

    def __iter__(self):
        for reference in _walk(self, self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return _count_alive(self.data, self._pending_removals)

    def __contains__(self, item):
        try:
            wanted = ref(item)
        except TypeError:    # what has no weak references is in no such set
            return False
        return wanted in self.data

    def add(self, item):
        self._settled().add(ref(item, self._remove))

    def remove(self, item):
        self._settled().remove(ref(item))

    def discard(self, item):
        self._settled().discard(ref(item))

    def clear(self):
        self._settled().clear()

    def pop(self):
        data = self._settled()
        item = None
        while item is None:
            if not data:
                raise KeyError("pop from empty WeakSet")
            item = data.pop()()
        return item

    # ---- changing by another collection ----

    def update(self, other):
        for item in other:
            self.add(item)

    def difference_update(self, other):
        data = self._settled()
        if other is self:
            data.clear()
        else:
            data.difference_update(_weakly(other))

    def intersection_update(self, other):
        self._settled().intersection_update(_weakly(other))

    def symmetric_difference_update(self, other):
        data = self._settled()
        if other is self:
            data.clear()
        else:
            data.symmetric_difference_update(_weakly(other, self._remove))

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    # ---- new sets ----

    def copy(self):
        return self.__class__(self)

    def union(self, other):
        both = self.copy()
        both.update(other)
        return both

    def difference(self, other):
        rest = self.copy()
        rest.difference_update(other)
        return rest

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def symmetric_difference(self, other):
        rest = self.copy()
        rest.symmetric_difference_update(other)
        return rest

    __or__, __sub__, __and__, __xor__ = union, difference, intersection, symmetric_difference

    # ---- comparing ----

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def issubset(self, other):
        return self.data.issubset(_weakly(other))

    def issuperset(self, other):
        return self.data.issuperset(_weakly(other))

    def __eq__(self, other):
        return self.data == set(_weakly(other)) if isinstance(other, self.__class__) else NotImplemented

    def __lt__(self, other):
        return self.data < set(_weakly(other))

    def __gt__(self, other):
        return self.data > set(_weakly(other))

    __le__, __ge__ = issubset, issuperset

    __class_getitem__ = classmethod(GenericAlias)
