# object.__reduce_ex__ and copying.
import copy
class A:
    def __init__(self): self.x = [1]
a = A()
b = copy.copy(a); c = copy.deepcopy(a)
print(b.x is a.x, c.x is a.x, c.x, vars(b))
class S:
    __slots__ = ("p", "q")
s = S(); s.p = 1
t = copy.copy(s)
print(t.p, hasattr(t, "q"), s.__getstate__(), a.__getstate__(), object().__getstate__())
class N(int):
    def __getnewargs__(self): return (int(self),)
n = N(5); n.tag = "t"
m = copy.copy(n)
print(m, m.tag, type(m).__name__)
class L(list): pass
l = L([1, 2]); l.z = 3
k = copy.copy(l)
print(k, k.z, type(k).__name__)
class D(dict): pass
print(copy.copy(D(a=1)), copy.deepcopy(D(a=[1])))
r = a.__reduce_ex__(2)
print(r[0].__name__, r[1], r[2], r[3], r[4])
class G:
    def __getstate__(self): return {"custom": 1}
    def __setstate__(self, st): self.got = st
print(copy.copy(G()).got)
class R:
    def __reduce__(self): return (R, ())
print(type(copy.copy(R())).__name__)
try: (lambda: 0).__reduce_ex__(2)
except TypeError as e: print(e)
