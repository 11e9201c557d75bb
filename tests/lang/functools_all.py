# partial, reduce, cmp_to_key, lru_cache and what stands on them.
import functools
from functools import partial, reduce, cmp_to_key, lru_cache, cache, wraps, total_ordering, singledispatch, cached_property
p = partial(int, base=2)
print(p('101'), p.func, p.args, p.keywords, partial(print, 1, 2, sep='-').args)
partial(print, 1, 2, sep='-')(3, end='!\n')
print(partial(partial(max, 1), 5)(3), partial(partial(max, 1), 5).args, partial(dict, a=1)(a=2, b=3), repr(partial(len)), repr(partial(max, 1, key=None)))
p.attr = 1; print(p.attr, p.__dict__)
for f in (lambda: partial(), lambda: partial(5), lambda: p.func.nope, lambda: setattr(p, 'func', 1), lambda: reduce(5), lambda: reduce(max, []), lambda: reduce(max, 5), lambda: cmp_to_key(), lambda: lru_cache(5, 6)(5), lambda: lru_cache(maxsize='x')):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 'init'), reduce(max, [5], 7))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
K = cmp_to_key(lambda a, b: (a > b) - (a < b)); print(K(1) < K(2), K(1) == K(1), K(3).obj, K(1) >= K(2))
try:
    K(1) < 5
except TypeError as e:
    print(e)
calls = []
@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append(x)
    return x * 10 + y
print(f(1), f(2), f(1), f(3), f(2), f(1, y=5), f.cache_info(), calls, f.cache_parameters(), f.__name__, f.__wrapped__(9))
f.cache_clear(); print(f.cache_info())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100), fib.cache_info())
@lru_cache(maxsize=None, typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t.cache_info())
@lru_cache(0)
def z(x): return x
print(z(1), z(1), z.cache_info())
class A:
    @lru_cache
    def m(self, x): return (self.__class__.__name__, x)
    @cached_property
    def cp(self): print('computed'); return 7
a = A(); print(a.m(1), a.m(1), A.m.cache_info().hits, a.cp, a.cp)
try:
    f([])
except TypeError as e:
    print(e)
@lru_cache(maxsize=10)
def rec(n): return 1 if n == 0 else rec(n - 1) + 1
print(rec(30), rec.cache_info())
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1))
@singledispatch
def show(x): return 'any'
@show.register
def _(x: int): return 'int'
print(show(1), show('a'))
