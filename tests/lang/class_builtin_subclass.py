# Subclasses of built-in types keep their behaviour and may have attributes.
class I(int): pass
class F(float): pass
class S(str): pass
class L(list): pass
class T(tuple): pass
class D(dict): pass
class By(bytes): pass
class St(set): pass
for cls, arg in [(I, 5), (F, 2.5), (S, "abc"), (L, [1, 2]), (T, (1, 2)), (D, {1: 2}), (By, b"xy"), (St, {3})]:
    v = cls(arg)
    v.tag = cls.__name__
    print(repr(v), v.tag, v == arg, type(v).__name__, isinstance(v, cls.__base__), vars(v))
print(type(I(5) + 1), type(S("a") + "b"), type(L([1]) + [2]), I(7) // 2, hash(I(5)) == hash(5))
class Up(str):
    def __str__(self): return "STR"
    def __repr__(self): return "REPR"
    def upper(self): return "never"
print(Up("x"), [Up("x")], f"{Up('x')}", Up("abc").upper(), "%s %r" % (Up("q"), Up("q")))
class Missing(dict):
    def __missing__(self, key): return key * 2
m = Missing(a=1)
print(m["a"], m["zz"], m.get("zz"))
class N(int):
    def __new__(cls, v): return super().__new__(cls, v + 1)
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
print(N(1), N(1) + 1, 1 + N(1), N(1) * 2)
class Rev(list):
    def __iter__(self): return reversed([*super().__iter__()])
    def __getitem__(self, i): return ("item", i)
    def __len__(self): return 99
r = Rev([1, 2, 3])
print([*r], r[0], len(r), 3 in r)
