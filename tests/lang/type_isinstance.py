# isinstance and issubclass with tuples, unions, hooks and proxies.
class Meta(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is int
class M(metaclass=Meta): pass
print(isinstance(5, M), isinstance(6, M), issubclass(int, M), issubclass(str, M), isinstance(M(), M))
print(isinstance(1, (str, (int,))), isinstance(1, int | str), isinstance(None, int | None), isinstance("", (list, dict)), isinstance(True, int), issubclass(bool, (str, int)))
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: isinstance(1, 5)); attempt(lambda: isinstance(1, (5,))); attempt(lambda: issubclass(1, int)); attempt(lambda: issubclass(int, 1)); attempt(lambda: isinstance(1, list[int])); attempt(lambda: issubclass(int, list[int])); attempt(lambda: isinstance([], list[int] | int))
class Proxy:
    @property
    def __class__(self): return int
print(isinstance(Proxy(), int), isinstance(Proxy(), Proxy), Proxy().__class__, type(Proxy()).__name__)
class Fake:
    def __init__(self, bases): self.__bases__ = bases
base = Fake(()); derived = Fake((base,))
print(issubclass(derived, base), issubclass(base, derived))
class Inst:
    def __init__(self, c): self.__class__ = c if isinstance(c, type) else self.__class__
class E:
    def __instancecheck__(self, o): return True
print(isinstance(1, E()))
