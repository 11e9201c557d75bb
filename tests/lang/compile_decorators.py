# Evaluated top down, applied bottom up.
def deco(n):
    print("make", n)
    def d(f):
        print("apply", n, getattr(f, "__name__", f))
        return f
    return d
@deco(1)
@deco(2)
def f(): "doc"
@deco(3)
class C: pass
class P:
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
p = P()
p.v = 3
print(p.v, f.__doc__, f.__name__)
