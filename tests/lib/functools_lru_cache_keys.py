# lru_cache: what counts as the same call, and what is thrown out first.
import functools


@functools.lru_cache(maxsize=3)
def f(*args, **kwargs):
    print("call", args, kwargs)
    return args, kwargs


f(1); f(1.0); f(True); f("1"); f((1,)); f(x=1); f(1)
print(f.cache_info(), f.cache_parameters())
f(a=1, b=2); f(b=2, a=1)
print(f.cache_info())
f.cache_clear()
print(f.cache_info(), f.__wrapped__("direct"))


@functools.lru_cache(typed=True)
def typed(x, y=0):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed(1, y=1), typed(1, y=1.0), typed.cache_info(), typed.cache_parameters())


@functools.lru_cache(maxsize=0)
def none(x):
    return x


@functools.lru_cache(-5)
def negative(x):
    return x


@functools.cache
def unbounded(n):
    return n if n < 2 else unbounded(n - 1) + unbounded(n - 2)


print(none(1), none(1), none.cache_info(), negative(1), negative.cache_info(), unbounded(80), unbounded.cache_info())
for bad in ("x", 1.5, len):
    try:
        print(functools.lru_cache(bad) if bad is not len else functools.lru_cache(bad)("abc"))
    except TypeError as error:
        print(error)
try:
    unbounded([])
except TypeError as error:
    print(error)


class Deep:
    @functools.lru_cache
    def method(self, x):
        return x * 2


d = Deep()
print(d.method(4), d.method(4), Deep.method.cache_info(), Deep.method.__name__, type(f.cache_info()).__name__)
hits, misses, maxsize, currsize = Deep.method.cache_info()
print(hits, misses, maxsize, currsize, Deep.method.cache_info()._asdict())


@functools.lru_cache(maxsize=2)
def reentrant(n):
    return 0 if n == 0 else reentrant(n - 1) + 1


print(reentrant(20), reentrant.cache_info())
print(functools._make_key((1,), {}, False), functools._make_key((1, 2), {}, False), functools._make_key(("a",), {}, True))
key = functools._make_key((1, 2), {"a": 3}, False)
print(len(key), key[:2], key[3:], hash(key) == hash(tuple(key)))
