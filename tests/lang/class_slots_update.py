# Setting or deleting a dunder on a class takes effect on it and on its subclasses at once.
class A: pass
class B(A): pass
b = B()
def attempt(f):
    try: print(f())
    except TypeError as e: print(e)
attempt(lambda: len(b))
A.__len__ = lambda self: 7
attempt(lambda: len(b)); print(bool(b))
B.__len__ = lambda self: 0
print(len(b), len(A()), bool(b))
del B.__len__
print(len(b))
del A.__len__
attempt(lambda: len(b))
A.__call__ = lambda self, x: x * 2
print(b(4), callable(b))
A.__add__ = lambda self, o: ("add", o)
A.__radd__ = lambda self, o: ("radd", o)
print(b + 1, 1 + b)
A.__eq__ = lambda self, o: True
print(b == 5, b != 5, hash(b) == hash(b))
A.__hash__ = None
attempt(lambda: hash(b))
A.__iter__ = lambda self: iter("xy")
print(list(b), "x" in b)
B.__iter__ = None
attempt(lambda: list(b))
attempt(lambda: "x" in b)
B.__contains__ = None
attempt(lambda: "x" in b)
A.__bases__
class Base2:
    def __str__(self): return "base2"
class Base1: pass
class D(Base1): pass
d = D()
D.__bases__ = (Base2,)
print(str(d), D.__mro__[1].__name__, Base1.__subclasses__(), Base2.__subclasses__() == [D])
