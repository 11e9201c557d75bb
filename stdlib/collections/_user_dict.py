"""UserDict: a mapping to inherit from, whose methods all go through __getitem__ and __setitem__."""
from _collections_abc import MutableMapping

__name__ = "collections"  # the public home of what is here: what repr and pickle show


class UserDict(MutableMapping):
    # The content is the dict `data`.

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for source in (dict, kwargs or None):
            if source is not None:
                self.update(source)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    def __repr__(self):
        return repr(self.data)

    # ---- looking ----

    def __getitem__(self, key):
        if key not in self.data:
            cls = self.__class__
            if not hasattr(cls, "__missing__"):
                raise KeyError(key)
            return cls.__missing__(self, key)
        return self.data[key]

    # Mapping's would ask __getitem__, and so find what __missing__ makes.
    def __contains__(self, key):
        return key in self.data

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)

    # ---- changing ----

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __ior__(self, other):
        # What is no dict at all is for the dict to judge: it takes pairs.
        content = _dict_of(other)
        self.data |= other if content is None else content
        return self

    # ---- new ones ----

    def __or__(self, other):
        right = _dict_of(other)
        return NotImplemented if right is None else self.__class__(self.data | right)

    def __ror__(self, other):
        left = _dict_of(other)
        return NotImplemented if left is None else self.__class__(left | self.data)

    def __copy__(self):
        # Neither __init__ nor update(): a subclass may have its own.
        cls = self.__class__
        twin = cls.__new__(cls)
        attributes = vars(self)
        vars(twin).update(attributes, data=attributes["data"].copy())
        return twin

    def copy(self):
        if self.__class__ is not UserDict:
            return self._copy_and_update()
        return UserDict(self.data.copy())

    def _copy_and_update(self):
        """A copy of an instance of a subclass: its attributes as copy.copy() takes them, then its items by update()."""
        from copy import copy
        content, self.data = self.data, {}
        try:
            twin = copy(self)
        finally:
            self.data = content
        twin.update(self)
        return twin


def _dict_of(other):
    """The dict in a UserDict, or a dict itself; None for anything else."""
    if isinstance(other, UserDict):
        return other.data
    return other if isinstance(other, dict) else None
