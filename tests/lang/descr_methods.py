# Functions, class methods, static methods and what they show of the function.
class A:
    def f(self, *a, **k): "doc f"; return (self, a, k)
    @classmethod
    def c(cls, *a): "doc c"; return (cls.__name__, a)
    @staticmethod
    def s(*a): "doc s"; return a
class B(A): pass
a = A()
print(a.f(1, k=2)[1:], A.f(a, 3)[1], B.c(1), B().c(2), A.s(1), a.s(2))
m = a.f
print(m.__self__ is a, m.__func__ is A.f, m.__name__, m.__doc__, m == a.f, m is a.f, hash(m) == hash(a.f), m != A().f)
print(A.__dict__["c"].__func__.__name__, A.__dict__["c"].__wrapped__ is A.__dict__["c"].__func__, A.__dict__["c"].__doc__)
print(A.__dict__["s"](5), type(A.__dict__["s"]).__name__)
print(type(m).__name__, repr(A.c).split(" of ")[0], repr(A.f)[:14])
from types import MethodType
print(MethodType(len, [1, 2])(), MethodType(A.f, 5).__self__)
for bad in [(1, 2), (len, None), (len,)]:
    try: MethodType(*bad)
    except TypeError as e: print(e)
m2 = MethodType(lambda *a: len(a), 0)
print(m2(*range(30)))
try: m.x = 1
except AttributeError as e: print(e)
A.f.x = 1
print(m.x)
for cls in (classmethod, staticmethod):
    try: cls()
    except TypeError as e: print(e)
print(repr(classmethod(1)), repr(staticmethod(2)))
