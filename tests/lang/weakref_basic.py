# weakref.ref: calling, sharing, equality, hash, callbacks.
import weakref
class C:
    def __init__(self, v=0): self.v = v
    def __eq__(self, o): return isinstance(o, C) and self.v == o.v
    def __hash__(self): return self.v
a, b = C(1), C(1)
r, s = weakref.ref(a), weakref.ref(b)
print(r() is a, r is weakref.ref(a), r == s, hash(r) == hash(a), r != s, r.__callback__)
print(weakref.getweakrefcount(a), len(weakref.getweakrefs(a)))
q = weakref.ref(a, print)
print(q is r, q.__callback__ is print, weakref.getweakrefcount(a))
q = weakref.ref(a, lambda ref: print('dead', ref() is None))
del a
print(r(), r == s, r == r, hash(r))
del b
try:
    hash(s)
except TypeError as e:
    print(e)
for bad in (1, 'a', None, [], (), {}):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
print(weakref.ref is weakref.ReferenceType, weakref.ref)
