# Iterators of built-in containers can be copied and pickled half-way.
import copy
def rest(it, n):
    for _ in range(n): next(it)
    r = it.__reduce__()
    f, args = r[0], r[1]
    twin = f(*args)
    if len(r) > 2 and r[2] is not None: twin.__setstate__(r[2])
    return list(twin), list(it)
print(rest(iter([1, 2, 3]), 1), rest(iter((1, 2, 3)), 2), rest(iter(range(5)), 2), rest(reversed([1, 2, 3]), 1))
print(rest(iter({1: 2, 3: 4}), 1), rest(iter({1: 2, 3: 4}.items()), 0), rest(enumerate('abc'), 1))
print(rest(zip('ab', 'cd'), 0), rest(map(str, [1]), 0), rest(filter(None, [1]), 0), rest(iter([]), 0))
it = iter([1, 2]); list(it)
print(it.__reduce__()[1], it.__length_hint__())
it = iter((1, 2)); list(it)
print(it.__reduce__()[1])
it = iter([1, 2, 3, 4])
it.__setstate__(2); print(list(it))
it = iter((1, 2, 3)); it.__setstate__(-5); print(list(it))
it = reversed([1, 2, 3]); it.__setstate__(0); print(list(it))
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i
print(rest(iter(Seq()), 2))
print(iter(Seq()).__reduce__()[2])
