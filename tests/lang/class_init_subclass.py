# __init_subclass__ gets keyword arguments; __set_name__ is told before it runs.
class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
class Base:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag, hasattr(cls, "n"))
class A(Base, tag="t"):
    n = Named()
class B(A): pass
try:
    class C(Base, other=1): pass
except TypeError as e:
    print(e)
try:
    class D(x=1): pass
except TypeError as e:
    print(e)
class Broken:
    def __set_name__(self, owner, name):
        raise ZeroDivisionError("in set_name")
try:
    class E:
        attr = Broken()
except ZeroDivisionError as e:
    print(repr(e), e.__notes__)
class Adder:
    def __set_name__(self, owner, name):
        setattr(owner, name + "_more", 1)
class F:
    a = Adder()
    b = Adder()
print(F.a_more, F.b_more)
