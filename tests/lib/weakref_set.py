# WeakSet: the operations of a set, on what is alive.
import copy
import gc
from weakref import WeakSet


class Thing(str):
    pass


def names(things):
    return "".join(sorted(things))


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


a, b, c, d = map(Thing, "abcd")
s, t = WeakSet([a, b, c]), WeakSet([c, d])
print(names(s | t), names(s & t), names(s - t), names(s ^ t), names(s.union([d])), names(s.intersection([a])))
print(names(s.difference([a])), names(s.symmetric_difference([a, d])), s.isdisjoint(t), s.isdisjoint([d]))
print(a in s, d in s, 5 in s, Thing("a") in s, len(s), s == WeakSet([c, b, a]), s == {a, b, c}, s != t)
print(WeakSet([a]) < s, WeakSet([a]) <= s, s <= s, s < s, s >= WeakSet([b]), s > WeakSet([b]), s.issubset([a, b, c, d]), s.issuperset([a]))
u = s.copy()
u |= t
print(names(u), type(u).__name__)
u -= [a]
u &= [b, c]
u ^= [c, d]
print(names(u))
u.update([a])
u.difference_update([b])
u.intersection_update([a, d])
u.symmetric_difference_update([a])
print(names(u), u.pop(), len(u))
u -= u
u ^= u
attempt(u.pop)
attempt(u.remove, a)
attempt(u.add, 5)
attempt(lambda: s | 5)
attempt(lambda: s < 5)
attempt(hash, s)
u.discard(a)
del b
print(names(s), len(s), names(copy.copy(s)), s.__reduce__()[0].__name__, WeakSet[int])
s.clear()
print(len(s), bool(s), repr(WeakSet()))
gc.collect()
