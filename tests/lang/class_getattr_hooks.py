# __getattr__, __getattribute__, __setattr__, __delattr__.
class A:
    x = 1
    def __getattr__(self, name):
        if name == "nope": raise AttributeError("custom")
        return "dyn_" + name
a = A()
print(a.x, a.foo, hasattr(a, "nope"), getattr(a, "nope", "default"))
class B:
    def __getattribute__(self, name):
        if name == "secret": return 42
        return object.__getattribute__(self, name)
b = B(); b.y = 2
print(b.secret, b.y)
try: b.z
except AttributeError as e: print(e)
class C(B):
    def __getattr__(self, name): return "fallback " + name
print(C().secret, C().zzz)
class D:
    def __setattr__(self, name, value):
        print("set", name, value); object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print("del", name); object.__delattr__(self, name)
d = D(); d.q = 5; print(d.q); del d.q
try: del d.q
except AttributeError as e: print(e)
class P:
    @property
    def broken(self): raise AttributeError("inner")
    def __getattr__(self, name): return "rescued " + name
print(P().broken)
A.__getattr__ = None
try: a.foo
except TypeError as e: print(e)
del A.__getattr__
try: a.foo
except AttributeError as e: print(e, e.name, e.obj is a)
