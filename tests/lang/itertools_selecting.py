# compress, dropwhile, takewhile, filterfalse, starmap, accumulate, pairwise, batched, groupby.
from itertools import *
import operator
print(list(compress('abcd', [1, 0, 1])), list(compress(data='ab', selectors=[0, 1])))
print(list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])))
print(list(filterfalse(None, [0, 1, ''])), list(filterfalse(lambda x: x % 2, range(5))), list(starmap(pow, [(2, 3), [3, 2]])))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1], initial=10)), list(accumulate([])), list(accumulate('abc', lambda a, b: b + a, initial='-')), list(accumulate([], initial=0)))
print(list(pairwise('abcd')), list(pairwise('a')), list(pairwise('')))
print(list(batched('abcdefg', 3)), list(batched([], 2)), list(batched('ab', 5)), list(batched('abcd', 2, strict=True)))
for f in (lambda: batched([], 0), lambda: list(batched('abc', 2, strict=True)), lambda: batched([1]), lambda: pairwise(5), lambda: list(starmap(pow, [5])), lambda: list(takewhile(5, [1])), lambda: compress(1, 2), lambda: accumulate(), lambda: takewhile(), lambda: starmap(1, 2, 3), lambda: groupby()):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
print([(k, list(g)) for k, g in groupby('aabbbca')], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])
groups = [g for _, g in groupby('aab')]
print([list(g) for g in groups])
g = groupby('aabb'); k, first = next(g); print(next(first)); next(g); print(list(first))
x = [p for p in pairwise([1, 2, 3])]
print(x)
def fails():
    yield 1
    raise ValueError('stop here')
for tool in (accumulate, pairwise, lambda i: batched(i, 5), lambda i: groupby(i), lambda i: chain(i), lambda i: filterfalse(None, i)):
    try:
        list(tool(fails()))
    except ValueError as e:
        print(e)
