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
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            # The key as it was given, not as it was encoded.
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        # A copy of the keys: another thread may set variables while this is walked.
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        variables = ", ".join(f"{self.decodekey(key)!r}: {self.decodevalue(value)!r}"
                              for key, value in self._data.items())
        return f"environ({{{variables}}})"

    def copy(self):
        """The variables as a dict of their own."""
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self) | dict(other)

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(other) | dict(self)


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
