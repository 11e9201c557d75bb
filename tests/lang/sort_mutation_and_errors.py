# A sort notices changes of its list, and leaves all items there when it fails.
a = [3, 2, 1]
def key(x):
    a.append(x)
    return x
try:
    a.sort(key=key)
except ValueError as e:
    print(e, a)
class Bad:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        if self.n == 3 or other.n == 3:
            raise RuntimeError('three')
        return self.n < other.n
    def __repr__(self): return str(self.n)
b = [Bad(i) for i in (5, 4, 3, 2, 1)]
try:
    b.sort()
except RuntimeError as e:
    print(e, sorted(x.n for x in b))
big = [Bad(i * 37 % 200 + 4) for i in range(200)] + [Bad(3)]
try:
    big.sort()
except RuntimeError as e:
    print(e, len(big), sorted(x.n for x in big) == sorted([i * 37 % 200 + 4 for i in range(200)] + [3]))
c = [1, 2, 3]
print(c.sort(key=lambda x: (len(c), -x)), c)
try:
    [1, 'a', 2].sort()
except TypeError as e:
    print(e)
def fails(x): raise KeyError(x)
d = [1, 2]
try:
    d.sort(key=fails)
except KeyError as e:
    print(repr(e), d)
