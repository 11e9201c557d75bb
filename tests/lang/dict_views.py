# Views: live windows, set algebra, comparisons.
d = {'a': 1, 'b': 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i))
d['c'] = 3
print(k, v, i, 'c' in k, 3 in v, ('c', 3) in i, ('c', 4) in i, 'c' in i, ['c', 3] in i)
print(k & {'a', 'z'}, sorted(k | {'z'}), sorted(k - {'a'}), sorted(k ^ {'a', 'z'}), sorted({'a', 'z'} - k), sorted(['q', 'a'] & k))
print(i & {('a', 1), ('b', 5)}, sorted(i - {('a', 1)}), sorted(i | {('q', 0)}), sorted(i ^ {('a', 1), ('q', 0)}))
print(k == {'a', 'b', 'c'}, k < {'a', 'b', 'c', 'd'}, k >= {'a'}, k != {'a'}, i == {('a', 1), ('b', 2), ('c', 3)}, k == ['a'], v == v, {}.values() == {}.values())
print(k.isdisjoint('xyz'), k.isdisjoint(['a']), i.isdisjoint([('a', 1)]), k.isdisjoint(k), {}.keys().isdisjoint([]))
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), list(reversed({})))
print(k.mapping, type(k.mapping), k.mapping['a'])
for x in (k, v, i):
    try:
        hash(x)
        print('hashable', type(x).__name__)
    except TypeError as e:
        print(e)
try:
    k | 5
except TypeError as e:
    print(e)
try:
    type(k)()
except TypeError as e:
    print(e)
try:
    k < ['a']
except TypeError as e:
    print(e)
r = {}
r['self'] = r.values()
print(r)
r2 = {1: None}
r2[1] = r2
print(r2, r2.items())
print(isinstance(d.keys(), type({}.keys())), {1: 2}.keys() & {1.0: 'x'}.keys(), {1: 2}.items() == {1: 2.0}.items())
