# weakref.py's containers and finalize stand on _weakref.
import weakref, gc
class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return 'C%d' % self.n
    def __hash__(self): return self.n
    def __eq__(self, o): return self.n == o.n
a, b = C(1), C(2)
d = weakref.WeakValueDictionary(a=a, b=b)
print(sorted(d), len(d), d['a'], dict(d))
k = weakref.WeakKeyDictionary({a: 1, b: 2})
s = weakref.WeakSet([a, b])
print(sorted(k.values()), len(s), a in s)
f = weakref.finalize(a, print, 'finalize', 1, x=2) if False else weakref.finalize(a, print, 'finalize', 1)
del a
gc.collect()
print(sorted(d), len(k), len(s), f.alive)
class M:
    def m(self): return 'called'
o = M()
w = weakref.WeakMethod(o.m)
print(w()())
del o
print(w())
