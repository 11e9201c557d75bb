# Every method of dict.
d = {'a': 1, 'b': 2}
print(d.get('a'), d.get('z'), d.get('z', 0), d.get([].__class__, 7))
print(d.setdefault('a', 9), d.setdefault('c'), d.setdefault('d', 4), d)
print(d.pop('a'), d.pop('a', None), d.popitem(), d.popitem(), d)
d.update({'x': 1}); d.update([('y', 2)]); d.update(z=3); d.update({'x': 5}, w=6); d.update(); print(d)
class M:
    def keys(self): return ['m1', 'm2']
    def __getitem__(self, k): return k.upper()
d.update(M()); print(d)
print(dict(M()), {} | {1: 2}, d.copy() == d, d.copy() is d)
print(list(d.keys()), list(d.values()), list(d.items()))
d.clear(); print(d, len(d))
print(d.__contains__(1), {1: 2}.__getitem__(1), {1: 2}.__len__(), {1: 2}.__eq__({1: 2}), {1: 2}.__or__([]), {1: 2}.__eq__(3))
e = {i: i for i in range(5)}
while e: print(e.popitem(), end=' ')
print()
