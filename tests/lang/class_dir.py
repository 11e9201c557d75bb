# dir() of instances, classes and with __dir__.
class A:
    x = 1
    def f(self): pass
class B(A):
    y = 2
b = B(); b.z = 3
print([n for n in dir(b) if not n.startswith("__")], [n for n in dir(B) if not n.startswith("__")])
class C:
    def __dir__(self): return ["q", "a"]
print(dir(C()))
class D:
    def __dir__(self): return 5
try: dir(D())
except TypeError as e: print(e)
class Meta(type):
    m = 1
class E(metaclass=Meta): pass
print("m" in dir(E))
print(sorted(object.__dict__) == sorted(dir(object)))
