# Namespaces, names, docstrings and private names.
class A:
    """First line
       second
         third
    """
    x = 1
    y: int = x + 1
    def m(self): return __class__.__name__
    def set(self): self.__secret = 9; self.pub = 1
    class Inner:
        def q(self): return self.__class__.__qualname__
    for k in range(2): pass
    def __private(self): return self.__secret
print(repr(A.__doc__), A.y, A().m(), A.Inner().q(), A.k, A.__annotations__, A.__qualname__, A.__module__)
a = A()
a.set()
print(a._A__private(), a.__dict__, sorted(A.__static_attributes__), A.__firstlineno__)
def f():
    class L:
        def g(self): pass
    return L, L.g
print(f()[0].__qualname__, f()[1].__qualname__)
class B(A):
    def m(self): return super().m() + "B" + super(B, self).m()
    def x2(self): return super().x
print(B().m(), B().x2())
