# Tuples: making, comparing, hashing, slicing, repeating.
print((), (1,), (1, 2), tuple('ab'), tuple([1, 2]), tuple(), 3 * (1, 2), (0,) * 0)
t = (1, 2, 3, 2)
print(t[0], t[-1], t[1:3], t[::-1], t[5:], t[::2], len(t), 2 in t, 9 in t, t.count(2), t.index(2), t.index(2, 2))
print(t == (1, 2, 3, 2), t < (1, 3), (1, 2) < (1, 2, 3), (1,) + (2,), t + () is t, () + t is t, tuple(t) is t, t[:] is t)
print(hash(()), hash((1, 2)), hash((1, (2, 'x'))) == hash((1, (2, 'x'))), hash((0.5,)), hash((-1, -2)))
try:
    hash((1, []))
except TypeError as e:
    print(e)
for f in (lambda: t[9], lambda: t['x'], lambda: t + [1], lambda: t.index(77), lambda: tuple(1), lambda: tuple(1, 2),
          lambda: tuple(sequence=()), lambda: t < 3, lambda: t[::0]):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
class T(tuple):
    def __new__(cls, *args): return super().__new__(cls, args)
x = T(1, 2)
x.attr = 'a'
print(x, x.attr, type(x), x + (3,), type(x[:]), x == (1, 2), hash(x) == hash((1, 2)), x.__getnewargs__())
print((1, 2).__reduce_ex__(2)[1:3])
n = ()
for i in range(5): n = (n,)
print(n)
a, *b = t
print(a, b)
