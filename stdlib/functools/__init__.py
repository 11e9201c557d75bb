"""Tools for working with functions and callable objects.

What is called often is in C (_functools); _python holds the same for reading, and for a build without the C.
_ordering and _dispatch are loaded when total_ordering or a singledispatch is first asked for.
"""
try:
    from _functools import _cached_attribute, _lru_cache_wrapper, cmp_to_key, partial, reduce
except ImportError:
    from functools._python import _cached_attribute, _lru_cache_wrapper, cmp_to_key, partial, reduce

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

GenericAlias = type(list[int])


# ---- wrapping ----

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Update a wrapper function to look like the wrapped function.

    wrapper is the function to be updated, wrapped the original one.  assigned names the attributes that are
    copied as they are, when wrapped has them; updated names those that are updated with what wrapped's hold.
    """
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last, so that a __wrapped__ copied with wrapped's __dict__ is not what stays.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator factory to apply update_wrapper() to a wrapper function.

    Returns a decorator that invokes update_wrapper() with the decorated function as the wrapper argument and the
    arguments to wraps() as the remaining arguments.
    """
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---- partial methods ----

class partialmethod:
    """partial() for methods: a class attribute that fills in some arguments.

    What it wraps may be a descriptor; any other callable is taken for a function that wants self.
    """

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):    # which binds nothing, and warns that it will
            bound = get(obj, cls)
            if bound is not self.func:
                # It bound what it had to: the rest is a plain partial of that.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    def _make_unbound_method(self):
        """A function that binds like a method and then calls func."""
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    """What is under any number of partials."""
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    """What is under any number of partials and partialmethods, in whatever order."""
    while True:
        outer = func
        while isinstance(getattr(func, "__partialmethod__", None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = func.func
        func = _unwrap_partial(func)
        if func is outer:
            return func


# ---- caches ----

class _HashedSeq(list):
    """The arguments of a call as a key whose hash is computed once."""

    __slots__ = ("hashvalue",)

    def __init__(self, tup, hash=hash):
        self[:] = tup
        self.hashvalue = hash(tup)

    def __hash__(self):
        return self.hashvalue


# The built-ins it uses are parameters: len itself may be cached, and would come back here.
def _make_key(args, kwds, typed, kwd_mark=(object(),), fasttypes={int, str}, tuple=tuple, type=type, len=len):
    """Make a cache key from optionally typed positional and keyword arguments.

    kwd_mark parts positionals from keywords.  A single argument of a type that caches its hash is its own key.
    """
    key = args
    if kwds:
        key += kwd_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple(type(value) for value in args)
        if kwds:
            key += tuple(type(value) for value in kwds.values())
    elif len(key) == 1 and type(key[0]) in fasttypes:
        return key[0]
    return _HashedSeq(key)


def _cache_info(hits, misses, maxsize, currsize):
    """A _CacheInfo.  Few programs ask for one, so that class is made when the first does."""
    make = globals().get("_CacheInfo") or __getattr__("_CacheInfo")
    return make(hits, misses, maxsize, currsize)


def lru_cache(maxsize=128, typed=False):
    """Least-recently-used cache decorator.

    With maxsize None nothing is ever thrown out.  With typed true f(3.0) and f(3) are distinct calls.  Arguments
    must be hashable.  f.cache_info() tells (hits, misses, maxsize, currsize), f.cache_clear() empties the cache,
    f.__wrapped__ is the function below, f.cache_parameters() the parameters given here.
    """
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)    # @lru_cache without parentheses
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    'Simple lightweight unbounded cache.  Sometimes called "memoize".'
    return _cached(user_function, None, False)


class cached_property:
    """A property that is computed once: the value takes its place in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        value = _cached_attribute(instance, name, self.func)
        if value is not NotImplemented:
            return value
        try:
            attributes = instance.__dict__
        except AttributeError:    # a class with __slots__
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.") from None
        value = attributes.get(name, self)
        if value is self:
            value = self.func(instance)
            try:
                attributes[name] = value
            except TypeError:     # a class as instance: its __dict__ is a proxy
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                                f"does not support item assignment for caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(GenericAlias)


# ---- what is loaded when it is asked for ----

def __getattr__(name):
    if name == "_CacheInfo":
        from collections import namedtuple
        value = namedtuple("CacheInfo", ("hits", "misses", "maxsize", "currsize"), module="functools")
    elif name in ("singledispatch", "singledispatchmethod", "_c3_merge", "_c3_mro", "_compose_mro", "_find_impl"):
        from functools import _dispatch
        value = getattr(_dispatch, name)
    elif name == "RLock":    # nothing here needs it, but it can be imported from CPython's
        from _thread import RLock as value
    elif name == "total_ordering":
        from functools._ordering import total_ordering as value
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault(name, value)


def __dir__():
    return sorted({*globals(), *__all__})
