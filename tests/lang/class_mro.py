# C3 linearisation: orders, conflicts, duplicates.
class O: pass
class A(O): pass
class B(O): pass
class C(A, B): pass
class D(B): pass
class E(C, D): pass
print([c.__name__ for c in E.__mro__], E.mro() == list(E.__mro__))
try:
    class X(A, O, B, A): pass
except TypeError as e:
    print(e)
try:
    class Y(O, A): pass
except TypeError as e:
    print(e)
class P(A, B): pass
class Q(B, A): pass
try:
    class R(P, Q): pass
except TypeError as e:
    print(e)
class Meta(type):
    def mro(cls):
        return [cls, O, object] if cls.__name__ == "Short" else super().mro()
class Short(A, metaclass=Meta): pass
print([c.__name__ for c in Short.__mro__], issubclass(Short, A))
class Bad(type):
    def mro(cls):
        return [cls, 5]
try:
    class Z(metaclass=Bad): pass
except TypeError as e:
    print(e)
