# Left operand first, a subclass's reflected method before it, NotImplemented passes on.
class L:
    def __init__(self, n): self.n = n
    def __add__(self, o): return f"{self.n}.add" if not isinstance(o, str) else NotImplemented
    def __radd__(self, o): return f"{self.n}.radd"
    def __sub__(self, o): return NotImplemented
    def __matmul__(self, o): return "matmul"
    def __divmod__(self, o): return "divmod"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
    def __lshift__(self, o): return "lshift"
class Sub(L):
    def __radd__(self, o): return f"{self.n}.subradd"
class Plain(L): pass
l, s, p = L("l"), Sub("s"), Plain("p")
print(l + l, l + s, s + l, l + p, 1 + l, l + 1, l @ 1, divmod(l, 1), l ** 2, pow(l, 2, 3), 2 ** l, l << 1)
def attempt(f):
    try: print(f())
    except TypeError as e: print(e)
attempt(lambda: l - l); attempt(lambda: l - 1); attempt(lambda: l + "x"); attempt(lambda: 1 - "a"); attempt(lambda: 1 @ 2)
attempt(lambda: pow(2, l, 3)); attempt(lambda: divmod(1, "a")); attempt(lambda: -"a"); attempt(lambda: +[]); attempt(lambda: ~1.5); attempt(lambda: abs("x"))
attempt(lambda: [1] + (2,)); attempt(lambda: [1] * "a"); attempt(lambda: "a" * 1.5); attempt(lambda: {} + {}); attempt(lambda: None + 1); attempt(lambda: 1 ** "a")
attempt(lambda: print >> 5); attempt(lambda: [1] * [2]); attempt(lambda: 2 * [1]); attempt(lambda: (1,) + [2]); attempt(lambda: "a" + 1); attempt(lambda: b"a" + "b")
class I:
    def __iadd__(self, o): return ("iadd", o)
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return ("sub", o)
i = I(); i += 1; print(i)
i = I(); i -= 1; print(i)
i = I()
try: i *= 2
except TypeError as e: print(e)
x = [1]; y = x; x += (2,); x *= 2; print(x, y is x)
try: x += 5
except TypeError as e: print(e)
z = 5
try: z **= "a"
except TypeError as e: print(e)
class Idx:
    def __index__(self): return 2
print([1, 2, 3][Idx()], "ab" * Idx(), Idx() * [0], bin(Idx()), range(5)[Idx()])
class BadIdx:
    def __index__(self): return "x"
attempt(lambda: [1][BadIdx()])
