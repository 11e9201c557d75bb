# Counter: counting, updating, ordering, comparing.
import copy
from collections import Counter, OrderedDict, UserDict


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


c = Counter("abracadabra", q=2)
print(c, c["zz"], "zz" in c, c.total(), c.most_common(2), c.most_common(0), c.most_common(99)[-1])
print(list(Counter(a=2, b=0, c=-1, d=1).elements()))
c.update({"a": 10})
c.update(UserDict(b=-5))
c.update([("x", 1), ("x", 1)])
c.update(None)
c.subtract("aab", r=7)
print(c)
attempt(Counter, 1)
attempt(Counter, "a", "b")
attempt(Counter, [[]])
attempt(Counter.fromkeys, "abc")
attempt(c.update, 3)
attempt(c.subtract, 3)
attempt(Counter(a="x").total)
attempt(lambda: list(Counter(a=1.5).elements()))
attempt(lambda: Counter(a=1) + {"a": 1})
attempt(lambda: Counter(a=1) < {"a": 1})
attempt(repr, Counter(a=1, b="x"))
attempt(repr, Counter(a=3, b=None))
print(Counter(self=1, iterable=2, dict=3))
del c["nothing there"]

a, b = Counter(x=3, y=1, z=-2), Counter(x=1, y=2, w=4)
print(a + b, a - b, a | b, a & b, +a, -a, sep="\n")
for name in ("__iadd__", "__isub__", "__ior__", "__iand__"):
    d = Counter(a)
    print(name, getattr(d, name)(b), d)
d = Counter(a)
d += d
print(d)
print(Counter(a=0) == Counter(), Counter(a=1) != Counter(a=1, b=0), Counter(a=1) == {"a": 1})
print(Counter(a=1) <= Counter(a=1), Counter(a=1) < Counter(a=1), Counter(a=1, b=-1) < Counter(a=1), Counter(b=1) >= Counter(a=0))
print(Counter(OrderedDict(b=1, a=1)), Counter(Counter("aa")))


class Loud(Counter):
    def __missing__(self, key):
        return 100


loud = Loud("ab")
print(loud["q"], type(loud.copy()).__name__, type(loud + loud).__name__, copy.deepcopy(loud) == loud, loud.copy())
loud.note = [1]
