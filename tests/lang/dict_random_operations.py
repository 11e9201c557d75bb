# Long random sequences of operations on dict, OrderedDict and set agree with a list doing the same.
from collections import OrderedDict
seed = 12345
def rand(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n

class Twin:
    """What a dict does, done slowly."""
    def __init__(self): self.items = []
    def find(self, k):
        for i, (key, _) in enumerate(self.items):
            if key == k: return i
        return -1
    def set(self, k, v):
        i = self.find(k)
        if i < 0: self.items.append((k, v))
        else: self.items[i] = (self.items[i][0], v)
    def pop(self, k):
        i = self.find(k)
        return self.items.pop(i)[1] if i >= 0 else None

def make_key(kind):
    n = rand(60)
    if kind == 0: return n
    if kind == 1: return 'k%d' % n
    return (n, 'k%d' % n, n / 2, (n, n), -n, n << 62)[rand(6)]

def run(kind, cls, rounds):
    d, t = cls(), Twin()
    for step in range(rounds):
        op, k = rand(14), make_key(kind)
        if op < 5:
            d[k] = step; t.set(k, step)
        elif op < 8:
            assert d.pop(k, None) == t.pop(k)
        elif op == 8 and d:
            a, b = d.popitem(), t.items.pop()
            assert a == b, (a, b)
        elif op == 9:
            i = t.find(k)
            assert (k in d) == (i >= 0) and d.get(k, -1) == (t.items[i][1] if i >= 0 else -1)
        elif op == 10 and cls is OrderedDict and t.find(k) >= 0:
            last = rand(2) == 0
            d.move_to_end(k, last=last)
            item = t.items.pop(t.find(k))
            t.items.insert(len(t.items) if last else 0, item)
        elif op == 11 and cls is OrderedDict and d:
            assert d.popitem(last=False) == t.items.pop(0)
        elif op == 12 and rand(50) == 0:
            d.clear(); t.items.clear()
        elif op == 13 and rand(20) == 0:
            d = d.copy()
        if step % 97 == 0:
            assert list(d.items()) == t.items and list(reversed(d)) == [k for k, _ in reversed(t.items)]
            assert len(d) == len(t.items)
    return len(d)

for cls in (dict, OrderedDict):
    for kind in range(3):
        print(cls.__name__, kind, run(kind, cls, 6000))

def run_set(kind, rounds):
    s, t = set(), []
    for step in range(rounds):
        op, k = rand(8), make_key(kind)
        if op < 3:
            s.add(k)
            if k not in t: t.append(k)
        elif op < 6:
            s.discard(k)
            if k in t: t.remove(k)
        elif op == 6 and s and rand(5) == 0:
            x = s.pop()
            t.remove(x)
        elif rand(30) == 0:
            other = {make_key(kind) for _ in range(20)}
            which = rand(4)
            if which == 0: s |= other; t += [x for x in other if x not in t]
            if which == 1: s &= other; t = [x for x in t if x in other]
            if which == 2: s -= other; t = [x for x in t if x not in other]
            if which == 3: both = [x for x in t if x not in other] + [x for x in other if x not in t]; s ^= other; t = both
        assert len(s) == len(t)
        if step % 97 == 0:
            assert s == set(t) and all(x in s for x in t) and frozenset(s) == frozenset(t)
    return len(s)
for kind in range(3): print('set', kind, run_set(kind, 6000) >= 0)
