# property: getters, setters, deleters, docs, names, copies.
class A:
    def __init__(self): self._x = 0
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): self._x = None
    ro = property(lambda self: 5, doc="ro doc")
    nothing = property()
a = A()
a.x = 3; print(a.x); del a.x; print(a.x)
print(A.x.__doc__, A.ro.__doc__, A.x.__name__, A.x.fget.__name__, A.ro.fset, A.nothing.__doc__)
for code in ["a.ro = 1", "del a.ro", "a.nothing", "a.nothing = 1", "del a.nothing"]:
    try: exec(code)
    except AttributeError as e: print(e)
print(A.x.__get__(None, A) is A.x, A.x.__isabstractmethod__)
class B(A):
    @A.x.getter
    def x(self): return "B getter"
print(B().x, B.x.__doc__)
class P(property): "sub doc"
def f(self): "f doc"
print(P(f).__doc__, P().__doc__)
try: property(1, 2, 3, 4, 5)
except TypeError as e: print(e)
try: A.x.fget = None
except AttributeError as e: print(e)
