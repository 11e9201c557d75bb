"""os.environ and os.environb: mappings over the environment of the process, which child processes inherit.

Both share one dict of bytes; what is set in either goes to the C environment at once.
"""
import sys
from _collections_abc import Mapping, MutableMapping
from posix import environ as _initial, putenv, unsetenv

__name__ = "os"  # where the class belongs, to pickle and to repr


class _Environ(MutableMapping):
    """A mapping whose keys and values are encoded to and decoded from those of `data`."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self._data = data
        self.encodekey, self.encodevalue = encodekey, encodevalue
        self.decodekey, self.decodevalue = decodekey, decodevalue

    # ---- looking ----

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        # A copy of the names: another thread may set variables while this is walked.
        yield from map(self.decodekey, tuple(self._data))

    def __getitem__(self, key):
        stored = self._data.get(self.encodekey(key))
        if stored is None:
            raise KeyError(key) from None  # the key as it was given, not as it was encoded
        return self.decodevalue(stored)

    def copy(self):
        """The variables as a dict of their own."""
        return dict(self)

    def __repr__(self):
        shown = [f"{self.decodekey(name)!r}: {self.decodevalue(text)!r}" for name, text in self._data.items()]
        return "environ({" + ", ".join(shown) + "})"

    # ---- changing: the C environment first, which refuses what is no name or no value ----

    def __setitem__(self, key, value):
        name, text = self.encodekey(key), self.encodevalue(value)
        putenv(name, text)
        self._data[name] = text

    def __delitem__(self, key):
        name = self.encodekey(key)
        unsetenv(name)  # also one that only C code knows of
        if self._data.pop(name, None) is None:
            raise KeyError(key) from None

    def setdefault(self, key, value):
        """The value of a variable, which is set to `value` when there is none."""
        if key in self:
            return self[key]
        self[key] = value
        return self[key]

    # ---- merging (PEP 584) ----

    def __or__(self, other):
        return {**self, **other} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


_encoding = sys.getfilesystemencoding()


def _encode(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value.encode(_encoding, "surrogateescape")


def _decode(value):
    return value.decode(_encoding, "surrogateescape")


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected, not {type(value).__name__}")
    return value


environ = _Environ(_initial, _encode, _decode, _encode, _decode)
environb = _Environ(_initial, _check_bytes, bytes, _check_bytes, bytes)
