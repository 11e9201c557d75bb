# A class statement and type() with three arguments make the same kind of class.
class A:
    """doc of A"""
    x = 1

    def f(self):
        return self.x

B = type("B", (A,), {"y": 2, "g": lambda self: self.y})
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__bases__, A.__mro__)
print(B.__name__, B.__qualname__, B.__module__, B.__doc__, B.__bases__, B.__mro__)
b = B()
print(b.f(), b.g(), b.x, type(b), isinstance(b, A), issubclass(B, A))
print(A.__subclasses__(), B.__base__)
for args in [(), (1, 2), ("X", ()), (1, (), {}), ("X", [], {}), ("X", (), [])]:
    try:
        print(type(*args))
    except TypeError as e:
        print(e)
try:
    type("a\0b", (), {})
except ValueError as e:
    print(e)
try:
    type("X", (5,), {})
except TypeError as e:
    print(e)
try:
    type("X", (bool,), {})
except TypeError as e:
    print(e)
