# super() with and without arguments, in methods and closures.
class A:
    v = 1
    def f(self, *a): return ("A", a)
    @classmethod
    def c(cls): return cls.__name__
class B(A):
    def f(self, *a): return super().f(*a), super(B, self).f(1), super().v
    @classmethod
    def c(cls): return super().c() + "!"
    def g(self): return [super(B, self).f(i) for i in range(2)]
    def h(self):
        def inner(): return __class__.__mro__[1].__name__
        return inner(), super().__getattribute__("v")
print(B().f(5), B.c(), B().g(), B().h())
class D(A):
    def f(self):
        self = self
        return super().f()
print(D().f())
