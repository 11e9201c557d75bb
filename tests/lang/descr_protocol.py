# Data descriptors beat the instance, others do not; class access passes None.
class Data:
    def __get__(self, obj, cls): return ("data", obj is None, cls.__name__)
    def __set__(self, obj, v): print("set", v)
    def __delete__(self, obj): print("delete")
class NonData:
    def __get__(self, obj, cls): return "nondata"
class OnlySet:
    def __set__(self, obj, v): obj.__dict__["o"] = ("via set", v)
class A:
    d = Data(); n = NonData(); o = OnlySet()
a = A()
a.__dict__.update(d=1, n=2)
print(a.d, a.n, A.d, A.n)
a.d = 5
del a.d
a.o = 3
print(a.o)
class NoDelete:
    def __set__(self, obj, v): pass
class B: x = NoDelete()
try: del B().x
except AttributeError as e: print(e)
class NoSet:
    def __delete__(self, obj): pass
class C: x = NoSet()
try: C().x = 1
except AttributeError as e: print(e)
class Meta(type):
    d = Data(); n = NonData()
class D(metaclass=Meta):
    d = "own d"; n = "own n"
print(D.d, D.n)
