# What a class statement calls: __prepare__, metaclasses, keywords, __mro_entries__.
class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        print('prepare', name, [b.__name__ for b in bases], keywords)
        return {'seeded': True}
    def __new__(meta, name, bases, namespace, **keywords):
        return super().__new__(meta, name, bases, namespace)
    def __init__(cls, name, bases, namespace, **keywords):
        super().__init__(name, bases, namespace)
class A(metaclass=Meta, size=3):
    pass
class B(A):
    pass
print(A.seeded, type(B).__name__)
class Stand:
    def __mro_entries__(self, bases):
        return (A,)
class C(Stand()):
    pass
print(C.__bases__, type(C.__orig_bases__[0]).__name__)
class D(metaclass=lambda name, bases, namespace: (name, bases)):
    pass
print(D)
class Other(type):
    pass
class F(metaclass=Other):
    pass
try:
    class G(A, F):
        pass
except TypeError as e:
    print(e)
