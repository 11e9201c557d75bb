# nlargest and nsmallest equal the head of a sort, ties and keys included.
import random
from heapq import nlargest, nsmallest

rng = random.Random(5)
for size in (0, 1, 2, 7, 100):
    data = [(rng.randrange(10), i) for i in range(size)]
    for n in (-1, 0, 1, 2, 3, size, size + 1, 1000):
        for key in (None, lambda pair: pair[0], lambda pair: -pair[0]):
            head = max(n, 0)
            assert nsmallest(n, iter(data), key=key) == sorted(data, key=key)[:head], (size, n)
            assert nlargest(n, iter(data), key) == sorted(data, key=key, reverse=True)[:head], (size, n)
            assert nsmallest(n, data, key=key) == nsmallest(n, iter(data), key=key) or n < 0
print(nsmallest(2, "hello"), nlargest(2, "hello"), nlargest(1, []), nsmallest(1, [], key=len), nlargest(3, {1: 2, 5: 1}))
print(nlargest(2, ["b", "AA", "a"], key=str.lower), nsmallest(2, [3, 1.0, 1, True]))
for action in (lambda: nsmallest(2, 5), lambda: nsmallest("2", [1, 2, 3]), lambda: nlargest(2, [1, "a", 2]), lambda: nlargest(1, [1, "a"])):
    try:
        print(action())
    except TypeError as error:
        print(error)
