# Sets: making, membership, algebra, comparisons.
s = {1, 2, 3}
print(s, set(), frozenset(), set('a'), frozenset([1]), {*()}, len({1, 1.0, True}))
print(2 in s, 9 in s, s | {4}, s & {2, 9}, s - {1}, s ^ {3, 4})
print(s == {3, 2, 1}, s != {1}, s < {1, 2, 3, 4}, s <= s, s > {1}, s >= {1, 2, 3}, s == frozenset(s), {1} < {2})
print(type(s | frozenset()), type(frozenset() | s), type(frozenset('a') & s))
t = set(range(1000))
for i in range(0, 1000, 3): t.discard(i)
print(len(t), 3 in t, 4 in t, sum(t))
t &= set(range(10)); print(t)
t |= {100}; t -= {1}; t ^= {2, 200}; print(sorted(t))
print(frozenset({frozenset({1}), frozenset()}) == {frozenset(), frozenset([1])})
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset('')) == hash(frozenset()), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
print({1, 2} | {2: 3}.keys(), sorted(map(str, {1, 'a', None, (1,)})))
x = {1}
print({frozenset([1])} == {frozenset(x)}, x in {frozenset([1])}, set([1]) in {frozenset([1]): 0}.keys() if False else 'skip')
