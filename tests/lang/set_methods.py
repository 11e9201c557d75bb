# Every method of set and frozenset.
s = {1, 2, 3}
s.add(4); s.add(4); print(s)
s.discard(9); s.discard(1); s.remove(2); print(s)
print(s.union([5], (6,), {7: 1}), s.intersection([3, 4], [3]), s.difference([3]), s.symmetric_difference([3, 9]))
print(s.union(), s.intersection(), s.difference(), s.copy() == s, s.copy() is s)
s.update([1], 'a', {2: 2}); print(sorted(map(str, s)))
s.intersection_update([1, 2, 3], [1, 3]); print(s)
s.difference_update([1]); print(s)
s.symmetric_difference_update([3, 4, 4]); print(s)
print(s.issubset([4, 5]), s.issuperset([]), s.issuperset([9]), s.isdisjoint([1]), s.isdisjoint(iter([4])))
print(s.pop(), s)
s.update(range(5)); s.clear(); print(s)
f = frozenset('ab')
print(f.copy() is f, frozenset(f) is f, sorted(f.union('c')), type(f.difference('a')), f.issubset('abc'), f | set('b') == f)
s = {1, 2}
s.difference_update(s); print(s)
s = {1, 2}; s ^= s; print(s)
s = {1, 2}; s |= s; s &= s; print(s)
for g in (lambda: set().pop(), lambda: set().remove(1), lambda: {[]}, lambda: set(5), lambda: set(1, 2), lambda: set(x=1),
          lambda: frozenset(x=1), lambda: {1} | [1], lambda: {1} < [1], lambda: hash(set()), lambda: frozenset().add,
          lambda: set().add(), lambda: {1}.add([]), lambda: {1}.union(5), lambda: set().remove({1}), lambda: [] in {1}):
    try:
        print('ok', g())
    except Exception as e:
        print(type(e).__name__, e)
outer = {frozenset({1})}
print({1} in outer); outer.discard({1}); print(outer)
