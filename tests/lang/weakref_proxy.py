# Proxies forward everything and raise ReferenceError when dead.
import weakref
class V:
    def __init__(self, v): self.v = v
    def __add__(self, o): return ('add', self.v, o)
    def __radd__(self, o): return ('radd', self.v, o)
    def __iadd__(self, o): return ('iadd', o)
    def __len__(self): return 3
    def __getitem__(self, i): return ('item', i)
    def __contains__(self, i): return i == 1
    def __iter__(self): return iter('xyz')
    def __bool__(self): return False
    def __index__(self): return 5
    def __float__(self): return 2.5
    def __int__(self): return 7
    def __neg__(self): return 'neg'
    def __call__(self, *a): return ('call', a)
    def __eq__(self, o): return ('eq', type(o).__name__)
    def __str__(self): return 'V!'
    def __pow__(self, o, m=None): return ('pow', o, m)
    def __bytes__(self): return b'bytes'
    def __reversed__(self): return 'reversed'
    def m(self): return 'method'
v = V(1)
p = weakref.proxy(v)
print(p + 1, 1 + p, len(p), p[4], 1 in p, list(p), bool(p), [0, 1, 2, 3, 4, 'five'][p], float(p), int(p), -p)
print(p(1, 2), p == 1, str(p), p ** 2, pow(p, 2, 3), p.m(), p.v, bytes(p), type(p).__name__)
p.v = 9
print(v.v, p is weakref.proxy(v), hasattr(p, 'nothing'))
try:
    hash(p)
except TypeError as e:
    print('unhashable')
q = p
q += 1
print(q)
del v
for f in (lambda: p.v, lambda: p + 1, lambda: len(p), lambda: str(p), lambda: p(), lambda: p == 1):
    try:
        f()
    except ReferenceError as e:
        print(e)
class W: pass
w = W()
print(type(weakref.proxy(w)).__name__)
try:
    next(weakref.proxy(w))
except TypeError as e:
    print(e)
