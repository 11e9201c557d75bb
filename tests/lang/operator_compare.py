# Rich comparisons: reflected operands, defaults, errors, identity in containers.
class A:
    def __eq__(self, o): return "eq"
    def __lt__(self, o): return "lt"
    def __ge__(self, o): return NotImplemented
a, b = A(), A()
print(a == b, a != b, a < b, a > b, 1 == a, 1 > a, a != 1)
def attempt(f):
    try: print(f())
    except TypeError as e: print(e)
attempt(lambda: a >= b); attempt(lambda: a <= b); attempt(lambda: 1 < "a"); attempt(lambda: None < None); attempt(lambda: [] < ()); attempt(lambda: {} > {}); attempt(lambda: 1j < 2j)
attempt(lambda: object() < object()); attempt(lambda: hash(a))
class B:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq called"); return self.v == o.v
    def __hash__(self): return 7
x = B(1)
print([x] == [x], x in [x], [x].index(x), {x: 1}[x])
print(B(1) == B(1), B(1) != B(1))
class Parent:
    def __eq__(self, o): return "parent"
class Child(Parent):
    def __eq__(self, o): return "child"
print(Parent() == Child(), Child() == Parent())
class Weird:
    def __eq__(self, o): return NotImplemented
w = Weird()
print(w == w, w == 1, w != w, w != 1)
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in [nan])
class T:
    def __bool__(self): raise ValueError("no bool")
class R:
    def __eq__(self, o): return T()
attempt(lambda: type(R() == 1).__name__)
try: R() in [1]
except ValueError as e: print(e)
