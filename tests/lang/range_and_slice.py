# range and slice objects: any integers.
r = range(10)
print(r, range(1, 5), range(0, 10, 3), range(5, 0, -1), list(range(5, 0, -2)), list(range(3, 3)))
print(r[3], r[-1], r[2:5], r[::-1], r[::3], r[5:2], len(range(0, 10, 3)), 4 in r, 10 in r, 3.0 in r, 'a' in r)
print(r == range(0, 10, 1), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), hash(range(0)) == hash(range(7, 7)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)))
print(r.start, r.stop, r.step, r.index(4), r.count(4), r.count(99), range(1, 10, 2).index(5))
big = 2 ** 70
b = range(big, big + 5)
print(b, len(b), list(b), b[2], big + 3 in b, b.index(big + 1), list(reversed(b)), b[::-1], b[-1])
print(range(-big, big)[0], range(0, big, big // 3)[1:], bool(range(big, 0)), bool(range(big)), list(range(big, big - 3, -1)))
print(list(reversed(range(5))), list(reversed(range(0))), list(reversed(range(1, 10, 4))), list(range(2 ** 63 - 2, 2 ** 63 + 1)))
for f in (lambda: range(), lambda: range(1.0), lambda: range(1, 2, 0), lambda: range(1, 2, 3, 4), lambda: r[10], lambda: r['x'],
          lambda: r.index(77), lambda: len(range(big)), lambda: range(5).start.real.foo, lambda: range('a'), lambda: r.index('q'),
          lambda: range(big)[big], lambda: range(1, step=2)):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
s = slice(1, 10, 2)
print(s, slice(5), slice(None), s.start, s.stop, s.step, s.indices(6), slice(None, None, -1).indices(5), slice(-3, None).indices(10))
print(s == slice(1, 10, 2), s != slice(1), slice(1, 2) < slice(1, 3), hash(slice(1)) == hash(slice(1)), slice(big).indices(3), slice(0, big).indices(big))
for f in (lambda: slice(), lambda: s.indices(-1), lambda: slice(0, 1, 0).indices(5), lambda: slice('a').indices(3), lambda: s.indices('x'), lambda: hash(slice([]))):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
it = iter(range(5)); next(it)
print(it.__length_hint__(), list(it), type(it).__name__, type(iter(range(big))).__name__)
n = 0
for i in range(3):
    for j in range(i): n += j
print(n)
print(range(True), range(False, True, True), slice(True))
