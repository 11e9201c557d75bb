# super in its forms.
class A:
    def f(self): return "A.f"
    @classmethod
    def c(cls): return "A.c " + cls.__name__
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
    x = 1
class B(A):
    def f(self): return "B+" + super().f()
    @classmethod
    def c(cls): return "B+" + super().c()
    @staticmethod
    def s(): return "B+" + super(B, B).s()
    @property
    def p(self): return "B+" + super().p
    def g(self):
        return super().x, super().__init__.__name__, super().__class__.__name__
class C(B): pass
c = C()
print(c.f(), c.c(), C.c(), c.s(), c.p, c.g())
s = super(B, c)
print(s, s.__thisclass__.__name__, s.__self__ is c, s.__self_class__.__name__, super(B), super(B, C))
for args in [(int, "x"), (B, A()), (1, 2), (int, str), (1, 2, 3)]:
    try: super(*args)
    except TypeError as e: print(e)
try: super()
except RuntimeError as e: print(e)
try: super(B, c).nope
except AttributeError as e: print(e)
try: s.f = 1
except AttributeError as e: print(e)
class D(B):
    def f(self):
        def inner(): return super(D, self).f()
        return inner() + [super(D, self).f() for _ in "a"][0]
    def no_class(): super().f()
print(D().f())
try: D.no_class()
except RuntimeError as e: print(e)
def outside(self): return super().f()
try: outside(c)
except RuntimeError as e: print(e)
class E(A):
    def f(self):
        del self
        return super().f()
try: E().f()
except RuntimeError as e: print(e)
class F(A):
    sup = super
    def f(self): return super().f() + " " + type(super()).__name__
print(F().f())
unbound = super(B)
class G(B): u = unbound
print(G().u.f())
