"""repr() that stays short: limits on depth, lengths and numbers of elements."""
import builtins
from itertools import islice
from _thread import get_ident

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    """A decorator: while __repr__ of an object runs, asking it again gives fillvalue."""

    def decorating_function(user_function):
        running = set()    # (id of the object, thread) of each call that is under way

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        # What functools.wraps would do, which most users of this module do without.
        wrapper.__module__ = getattr(user_function, "__module__")
        wrapper.__doc__ = getattr(user_function, "__doc__")
        wrapper.__name__ = getattr(user_function, "__name__")
        wrapper.__qualname__ = getattr(user_function, "__qualname__")
        wrapper.__annotations__ = getattr(user_function, "__annotations__", {})
        wrapper.__type_params__ = getattr(user_function, "__type_params__", ())
        wrapper.__wrapped__ = user_function
        return wrapper

    return decorating_function


class Repr:
    # repr1() looks for a method repr_TYPENAME; a subclass adds types by adding methods.

    _modules = {
        "tuple": "builtins", "list": "builtins", "array": "array", "set": "builtins", "frozenset": "builtins",
        "deque": "collections", "dict": "builtins", "str": "builtins", "int": "builtins",
    }

    def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6, maxfrozenset=6,
                 maxdeque=6, maxstring=30, maxlong=40, maxother=30, fillvalue="...", indent=None):
        self.maxlevel = maxlevel
        self.maxtuple = maxtuple
        self.maxlist = maxlist
        self.maxarray = maxarray
        self.maxdict = maxdict
        self.maxset = maxset
        self.maxfrozenset = maxfrozenset
        self.maxdeque = maxdeque
        self.maxstring = maxstring
        self.maxlong = maxlong
        self.maxother = maxother
        self.fillvalue = fillvalue
        self.indent = indent

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        """The representation of x, which may go `level` levels deeper."""
        cls = type(x)
        name = "_".join(cls.__name__.split())
        method = getattr(self, f"repr_{name}", None)
        # A class of the same name as a built-in one need not behave like it.
        if method is None or getattr(cls, "__module__", None) != self._modules.get(name, cls.__module__):
            method = self.repr_instance
        return method(x, level)

    def _join(self, pieces, level):
        if self.indent is None:
            return ", ".join(pieces)
        if not pieces:
            return ""
        indent = self.indent
        if isinstance(indent, int):
            if indent < 0:
                raise ValueError(f"Repr.indent cannot be negative int (was {indent!r})")
            indent *= " "
        depth = self.maxlevel - level
        try:
            outer = "\n" + depth * indent
        except TypeError as error:
            raise TypeError(f"Repr.indent must be a str, int or None, not {type(indent)}") from error
        inner = outer + indent
        return "".join(f"{inner}{piece}," for piece in pieces) + outer

    def _repr_iterable(self, x, level, left, right, maxiter, trail=""):
        n = len(x)
        if level <= 0 and n:
            return f"{left}{self.fillvalue}{right}"
        pieces = [self.repr1(item, level - 1) for item in islice(x, maxiter)]
        if n > maxiter:
            pieces.append(self.fillvalue)
        if n == 1 and self.indent is None:
            right = trail + right
        return f"{left}{self._join(pieces, level)}{right}"

    def repr_tuple(self, x, level):
        return self._repr_iterable(x, level, "(", ")", self.maxtuple, ",")

    def repr_list(self, x, level):
        return self._repr_iterable(x, level, "[", "]", self.maxlist)

    def repr_array(self, x, level):
        if not x:
            return f"array('{x.typecode}')"
        return self._repr_iterable(x, level, f"array('{x.typecode}', [", "])", self.maxarray)

    def repr_set(self, x, level):
        if not x:
            return "set()"
        return self._repr_iterable(_possibly_sorted(x), level, "{", "}", self.maxset)

    def repr_frozenset(self, x, level):
        if not x:
            return "frozenset()"
        return self._repr_iterable(_possibly_sorted(x), level, "frozenset({", "})", self.maxfrozenset)

    def repr_deque(self, x, level):
        return self._repr_iterable(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return "{}"
        if level <= 0:
            return f"{{{self.fillvalue}}}"
        pieces = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}"
                  for key in islice(_possibly_sorted(x), self.maxdict)]
        if len(x) > self.maxdict:
            pieces.append(self.fillvalue)
        return f"{{{self._join(pieces, level)}}}"

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        if len(text) <= self.maxstring:
            return text
        # The middle goes before the quotes and escapes are made, and whatever these add once more.
        n_head, n_tail = _halves(self.maxstring)
        return self._shortened(builtins.repr(x[:n_head] + x[len(x) - n_tail:]), self.maxstring)

    def repr_int(self, x, level):
        return self._limited(builtins.repr(x), self.maxlong)    # ValueError: too many digits

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:    # an object whose repr fails can still be named
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"
        return self._limited(text, self.maxother)

    def _limited(self, text, limit):
        return text if len(text) <= limit else self._shortened(text, limit)

    def _shortened(self, text, limit):
        n_head, n_tail = _halves(limit)
        return text[:n_head] + self.fillvalue + text[len(text) - n_tail:]


def _halves(limit):
    """How many characters stay at either end when three in the middle are dots."""
    n_head = max(0, (limit - 3) // 2)
    return n_head, max(0, limit - 3 - n_head)


def _possibly_sorted(x):
    # A set of things that have no order, or whose comparison fails, stays as it comes.
    try:
        return sorted(x)
    except Exception:
        return list(x)


aRepr = Repr()
repr = aRepr.repr
