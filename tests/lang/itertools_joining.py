# chain, islice, zip_longest, tee.
from itertools import chain, islice, zip_longest, tee, count
print(list(chain()), list(chain('ab', [1], ())), list(chain.from_iterable(['ab', [1]])), list(chain.from_iterable(iter(()))))
try:
    list(chain([1], 5))
except TypeError as e:
    print(e)
print(list(islice('abcdef', 3)), list(islice('abcdef', 1, 4)), list(islice('abcdef', 1, None, 2)), list(islice('abc', 0)), list(islice('abc', None)), list(islice(count(), 2, 10, 3)))
it = iter(range(10))
print(list(islice(it, 3)), list(islice(it, 1, 3)), next(it))
for args in ((-1,), ('a',), (1, -2), (1, 2, 0), (1, 2, -1), (1, 'a'), (0, 1, 'x'), (2 ** 70,), ()):
    try:
        islice([], *args)
    except Exception as e:
        print(type(e).__name__, e)
print(list(zip_longest()), list(zip_longest('ab', [1])), list(zip_longest('ab', [1, 2, 3], fillvalue='-')), list(zip_longest([], [])))
for f in (lambda: zip_longest(1), lambda: zip_longest([], foo=1)):
    try:
        f()
    except TypeError as e:
        print(e)
a, b = tee(range(5))
print(next(a), next(a), list(b), list(a), list(b))
a, b, c = tee('xyz', 3)
print(next(a), ''.join(b)); d = a.__copy__(); print(list(a), list(d), list(c))
print(tee([], 0), len(tee([1], 1)))
big, twin = tee(range(1000)); print(sum(big), sum(twin))
for f in (lambda: tee([], -1), lambda: tee(5), lambda: tee([], 'x'), lambda: tee()):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
class Again:
    def __iter__(self): return self
    def __next__(self): return next(t)
t, u = tee(Again())
try:
    next(t)
except RuntimeError as e:
    print(e)
