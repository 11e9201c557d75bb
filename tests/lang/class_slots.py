# __slots__: storage without a dict, inheritance, errors.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), P.x)
for stmt in ["p.z = 1", "del p.x; p.x", "del p.x"]:
    try:
        exec(stmt)
    except AttributeError as e:
        print(type(e).__name__, e)
class Q(P):
    __slots__ = "z"
class R(P): pass
q = Q(1, 2); q.z = 3
r = R(4, 5); r.w = 6
print(q.x, q.y, q.z, r.x, r.w, r.__dict__)
class M:
    __slots__ = ("__priv", "__dict__", "__weakref__")
m = M(); m._M__priv = 1; m.other = 2
print(m._M__priv, m.__dict__)
def bad(**ns):
    try:
        type("Bad", ns.pop("bases", ()), ns)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
bad(__slots__=[1])
bad(__slots__=["a b"])
bad(__slots__=["a"], a=1)
bad(__slots__=["__dict__", "__dict__"])
bad(__slots__=["__weakref__", "__weakref__"])
bad(__slots__=["a"], bases=(int,))
bad(__slots__=["__dict__"], bases=(R,))
class S1: __slots__ = ("a",)
class S2: __slots__ = ("b",)
bad(bases=(S1, S2))
bad(bases=(int, str))
class L(list): __slots__ = ("tag",)
l = L([1]); l.tag = "t"
print(l, l.tag)
class T(str): __slots__ = ("tag",)
t = T("abc"); t.tag = 9
print(t, t.tag, len(t))
class E(tuple): __slots__ = ()
print(E((1, 2)), hasattr(E(), "__dict__"))
