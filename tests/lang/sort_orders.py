# Sorting: keys, reverse, stability, kinds of keys.
print(sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted('hello'), sorted({3: 1, 1: 1}))
print(sorted([2.5, 1, -3, True, 1e300, -1e300]), sorted([(1, 'b'), (1, 'a'), (0, 'z')]))
print(sorted(['b', 'a', 'ä', 'Z', 'é', '']), sorted(['a', 'aa', 'a\0', 'b']))
data = [(i % 3, i) for i in range(12)]
print(sorted(data, key=lambda p: p[0]))
print(sorted(data, key=lambda p: p[0], reverse=True))
seed = 7
def rand(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return (seed >> 8) % n
for n in (0, 1, 2, 3, 10, 63, 64, 65, 100, 1000, 5000):
    ints = [rand(n + 1) for _ in range(n)]
    floats = [x / 3 for x in ints]
    mixed = [x if x % 2 else float(x) for x in ints]
    strs = [str(x) for x in ints]
    tuples = [(x % 5, str(x)) for x in ints]
    for xs in (ints, floats, mixed, strs, tuples):
        s = sorted(xs)
        assert all(not b < a for a, b in zip(s, s[1:])), (n, xs)
        assert sorted(s) == s and sorted(s[::-1]) == s and sorted(xs, reverse=True) == s[::-1] or xs is tuples or xs is mixed
        keyed = sorted(range(n), key=xs.__getitem__)
        assert all(xs[a] < xs[b] or (xs[a] == xs[b] and a < b) for a, b in zip(keyed, keyed[1:]))
        keyed = sorted(range(n), key=xs.__getitem__, reverse=True)
        assert all(xs[b] < xs[a] or (xs[a] == xs[b] and a < b) for a, b in zip(keyed, keyed[1:]))
class C:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v
    def __repr__(self): return f'C{self.v}'
print(sorted([C(3), C(1), C(2)]), sorted(map(C, [5, 4, 3, 2, 1, 0])))
print(sorted([2 ** 80, 1, -2 ** 80, 2 ** 79]), sorted([[2], [1, 5], [1]]))
print(sorted(range(40), key=lambda x: x * 7 % 40))
print(sorted([(), (1,), (0, 5)]), sorted([b'b', b'a']))
