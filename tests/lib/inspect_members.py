# getmembers, getattr_static, classify_class_attrs, class trees and unwrap.
import inspect
import types


class Meta(type):
    @property
    def meta_property(cls):
        return 1


class A(metaclass=Meta):
    data = 1

    def method(self): pass

    @classmethod
    def klass(cls): pass

    @staticmethod
    def static(): pass

    @property
    def prop(self): raise AttributeError("no")

    @types.DynamicClassAttribute
    def dynamic(self): return "instance"


class B(A):
    __slots__ = ("slot",)
    other = 2

    def __getattr__(self, name):
        return "made up"


b = B()
b.__dict__["data"] = "own"
for cls in A, B:
    print([(name, kind, home.__name__) for name, kind, home, _ in inspect.classify_class_attrs(cls) if name[0] != "_"])
print([name for name, value in inspect.getmembers(b) if name[0] != "_"], [n for n, v in inspect.getmembers(A, inspect.isfunction)])
print([name for name, value in inspect.getmembers_static(b) if name[0] != "_"], inspect.getmembers(A, inspect.isdatadescriptor)[0][0])
for obj, name in [(b, "data"), (b, "prop"), (b, "missing"), (b, "slot"), (A, "meta_property"), (B, "method"), (b, "__class__"),
                  (A, "__name__"), (b, "klass"), (3, "real")]:
    print(name, type(inspect.getattr_static(obj, name, "default")).__name__)
try:
    inspect.getattr_static(b, "missing")
except AttributeError as error:
    print(repr(error))


class Shadow:
    __dict__ = {"x": 1}


print(inspect.getattr_static(Shadow(), "x", "nothing"))
print(inspect.getclasstree([B, A, bool, int]), inspect.getclasstree([B, A], unique=True), inspect.getmro(B)[:2])


def f(): pass


f.__wrapped__ = lambda: 0
f.__wrapped__.__wrapped__ = len
print(inspect.unwrap(f), inspect.unwrap(f, stop=lambda g: g is not f).__name__)
f.__wrapped__.__wrapped__ = f
try:
    inspect.unwrap(f)
except ValueError as error:
    print(str(error)[:32])
print(inspect.isabstract(A), inspect.isroutine(b.method), inspect.isdatadescriptor(A.__dict__["prop"]),
      inspect.ismethoddescriptor(A.__dict__["klass"]), inspect.isbuiltin(len), inspect.ismethodwrapper(b.__str__),
      inspect.isgetsetdescriptor(A.__dict__["__dict__"]), inspect.ismemberdescriptor(B.slot))
