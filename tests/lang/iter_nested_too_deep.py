# Iterators nested without end raise RecursionError instead of exhausting the C stack.
# weft only
import itertools
from functools import partial, lru_cache
def attempt(f, *args):
    try:
        return f(*args)
    except RecursionError as e:
        return type(e).__name__
for wrap in (lambda it: map(abs, it), lambda it: filter(None, it), lambda it: zip(it), enumerate,
             lambda it: itertools.islice(it, 5), lambda it: itertools.takewhile(abs, it), itertools.accumulate,
             itertools.pairwise, lambda it: itertools.groupby(it), lambda it: itertools.compress(it, it)):
    it = iter([1])
    for _ in range(200000):
        it = wrap(it)
    print(attempt(next, it))
p = partial(print)
p.__setstate__((p, (), {}, {}))
print(attempt(p))
p.__setstate__((print, (), {}, {}))
f = int
for _ in range(200000):
    f = lru_cache(maxsize=None)(f)
print(attempt(f))
