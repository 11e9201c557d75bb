# enumerate, zip, map, filter, reversed, iter with a sentinel.
print(list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate('a', start=2 ** 80)), list(enumerate(iterable='x')))
print(list(zip()), list(zip('ab', [1, 2, 3])), list(zip('ab', range(2), strict=True)), list(zip([1])))
for args in (([1, 2], [1]), ([1], [1, 2]), ([1], [1], [1, 2]), ([], [], [1]), ([1], [1], [])):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as e:
        print(e)
kept = []
for p in zip('abc', '123'): kept.append(p)
print(kept)
kept = [p for p in enumerate('abc')]
print(kept)
for i, (a, b) in enumerate(zip('ab', 'cd')): print(i, a, b, end=';')
print()
print(list(map(str, [1, 2])), list(map(lambda *a: a, 'ab', 'cde', [1, 2, 3])), list(map(pow, [2, 3], [3, 2])))
print(list(filter(None, [0, 1, '', 'a', None])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(bool, [0, 2])))
print(list(reversed('abc')), list(reversed((1, 2))), list(reversed([1, 2])))
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(Seq()), list(reversed(Seq())), 20 in Seq(), list(iter(Seq())))
it = iter([1, 2, 3, 0, 4]).__next__
print(list(iter(it, 0)), it())
def gen():
    yield 1
print(next(iter(gen, 5)).__class__.__name__)
for f in (lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], 'a'), lambda: zip(1), lambda: zip([], 5), lambda: zip(foo=1),
          lambda: map(), lambda: map(1), lambda: map(None, 5), lambda: list(map(None, [1])), lambda: filter(None), lambda: filter(None, 5),
          lambda: reversed(5), lambda: reversed({1}), lambda: iter(5), lambda: iter(5, 6), lambda: next([]), lambda: reversed([1], 2),
          lambda: list(filter(5, [1])), lambda: map(str, [], strict=True), lambda: enumerate([], foo=1)):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
class E(enumerate): pass
class Z(zip): pass
print(list(E('a')), list(Z('a', 'b')), type(E('')).__name__)
def boom():
    yield 1
    raise ValueError('boom')
z = zip(boom(), 'ab')
print(next(z))
try:
    next(z)
except ValueError as e:
    print(e)
class NoRev:
    __reversed__ = None
try:
    reversed(NoRev())
except TypeError as e:
    print(e)
