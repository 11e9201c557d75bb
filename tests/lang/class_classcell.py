# __class__ cells and the checks around them.
class A:
    def f(self): return __class__
print(A().f() is A)
class Meta(type):
    def __new__(mcs, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, ns)
try:
    class B(metaclass=Meta):
        def f(self): return super().x
except RuntimeError as e:
    print(e)
try:
    type("C", (), {"__classcell__": 5})
except TypeError as e:
    print(e)
class D(A):
    def f(self): return (__class__.__name__, super().f().__name__)
print(D().f(), "__classcell__" in vars(D))
print(hasattr(A, "__static_attributes__"), hasattr(A, "__firstlineno__"))
class E:
    def __init__(self): self.p = 1; self.q = 2
print(sorted(E.__static_attributes__), E.__firstlineno__)
