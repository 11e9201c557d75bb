# x.__class__ = C is possible when the layouts agree.
class A:
    def who(self): return "A"
class B:
    def who(self): return "B"
a = A(); a.x = 1
a.__class__ = B
print(a.who(), a.x, type(a).__name__, isinstance(a, B))
a.y = 2
print(vars(a))
class S: __slots__ = ("p",)
class S2: __slots__ = ("p",)
class S3: __slots__ = ("q",)
s = S(); s.p = 4
s.__class__ = S2
print(s.p)
def attempt(o, c):
    try: o.__class__ = c
    except TypeError as e: print(e)
attempt(s, S3); attempt(s, A); attempt(a, S); attempt(a, int); attempt(5, A); attempt([], A)
class L(list): pass
class L2(list): pass
class D(dict): pass
l = L([1]); l.__class__ = L2
print(l, type(l).__name__)
attempt(l, D)
