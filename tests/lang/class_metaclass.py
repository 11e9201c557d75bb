# Metaclasses: __prepare__, __new__, __init__, __call__, keyword arguments, derived choice, conflict.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"given": 1}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", cls.__name__, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)
    def __getattr__(cls, name):
        return "meta " + name
    @property
    def prop(cls):
        return "prop of " + cls.__name__
class A(metaclass=Meta, flag=True):
    def __init__(self, v): self.v = v
print(A(3).v, A.given, A.prop, A.missing)
class B(A): pass
print(type(B), B(4).v)
class Other(type): pass
class C(metaclass=Other): pass
try:
    class D(A, C): pass
except TypeError as e:
    print(e)
class Sub(Meta): pass
class E(A, metaclass=Sub): pass
print(type(E).__name__)
def function_meta(name, bases, ns, **kw):
    return (name, bases, sorted(kw))
class F(metaclass=function_meta, k=1): pass
print(F)
