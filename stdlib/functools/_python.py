"""What _functools has in C, in Python: partial, cmp_to_key, reduce, the wrapper of lru_cache."""
from reprlib import recursive_repr

__name__ = "functools"  # the public home of what is here: what repr and pickle show

GenericAlias = type(list[int])


class partial:
    """A callable that calls func with some arguments filled in."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    @recursive_repr()
    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def __get__(self, obj, objtype=None):
        if obj is not None:
            import warnings
            warnings.warn("functools.partial will be a method descriptor in future Python versions; "
                          "wrap it in staticmethod() if you want to preserve the old behavior",
                          FutureWarning, 2)
        return self

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError(f"expected 4 items in state, got {len(state)}")
        func, args, keywords, attributes = state
        if (not callable(func) or not isinstance(args, tuple)
                or not isinstance(keywords, (dict, type(None))) or not isinstance(attributes, (dict, type(None)))):
            raise TypeError("invalid partial state")
        self.func = func
        self.args = tuple(args)    # subclasses of tuple and dict are not kept
        self.keywords = keywords if type(keywords) is dict else dict(keywords or ())
        self.__dict__ = {} if attributes is None else attributes

    __class_getitem__ = classmethod(GenericAlias)


def cmp_to_key(mycmp):
    """Convert a cmp= function into a key= function."""

    class K:
        __slots__ = ["obj"]
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

    return K


_missing = object()


def reduce(function, sequence, initial=_missing):
    """Apply a function of two arguments cumulatively to the items of an iterable, from left to right.

    reduce(lambda x, y: x+y, [1, 2, 3]) calculates ((1 + 2) + 3).  initial stands before the items when it is given.
    """
    items = iter(sequence)
    if initial is _missing:
        try:
            value = next(items)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for item in items:
        value = function(value, item)
    return value


def _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo):
    """A function that answers from a cache; maxsize is a number that is not negative, or None."""
    from collections import OrderedDict
    from functools import _make_key
    from _thread import RLock

    results = OrderedDict()    # the least recently used one first
    # Methods taken here: built-ins such as len may themselves be under a cache that runs this code.
    get, move_to_end, drop, count = results.get, results.move_to_end, results.popitem, results.__len__
    lock = RLock()
    hits = misses = 0

    def wrapper(*args, **kwds):
        nonlocal hits, misses
        if maxsize == 0:
            misses += 1
            return user_function(*args, **kwds)
        key = _make_key(args, kwds, typed)
        with lock:
            result = get(key, _missing)
            if result is not _missing:
                move_to_end(key)
                hits += 1
                return result
            misses += 1
        result = user_function(*args, **kwds)
        with lock:
            # A call from within or from another thread may have been faster.
            if get(key, _missing) is _missing:
                if maxsize is not None and count() >= maxsize:
                    drop(last=False)
                results[key] = result
        return result

    def cache_info():
        """Report cache statistics"""
        with lock:
            return _CacheInfo(hits, misses, maxsize, count())

    def cache_clear():
        """Clear the cache and cache statistics"""
        nonlocal hits, misses
        with lock:
            results.clear()
            hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    return wrapper


def _cached_attribute(instance, name, function):
    """Where C finds an attribute without a __dict__, there is no such way from Python."""
    return NotImplemented
