# __abstractmethods__ makes a class abstract.
class A:
    def f(self): pass
A.__abstractmethods__ = {"f"}
try: A()
except TypeError as e: print(e)
A.__abstractmethods__ = ["g", "f"]
try: A()
except TypeError as e: print(e)
class B(A): pass
print(type(B()).__name__)
A.__abstractmethods__ = ()
print(type(A()).__name__)
del A.__abstractmethods__
for c in (A, type, int):
    try: c.__abstractmethods__
    except AttributeError as e: print(e)
