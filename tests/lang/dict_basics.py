# Dicts: order, equality, all ways to make one.
d = {'b': 1, 'a': 2, 3: 'c'}
print(d, len(d), d['a'], 'a' in d, 4 in d, list(d), list(reversed(d)))
print(dict(), dict(a=1, b=2), dict([(1, 2), ('x', 'y')]), dict({1: 2}, z=3), dict(iter([[1, 2]])), dict(['ab', 'cd']))
d['a'] = 20; d['new'] = None; del d['b']; d['b'] = 'again'
print(d)
print({1: 'int', 1.0: 'float', True: 'bool'}, {0: 1, False: 2, -0.0: 3})
print({1: 2, 3: 4} == {3: 4, 1: 2}, {1: 2} == {1: 3}, {1: 2} != {1: 2, 3: 4}, {} == {}, {1: []} == {1: []})
print(dict.fromkeys('abc'), dict.fromkeys([1, 2], 0), dict.fromkeys({1, }, []), dict.fromkeys({'k': 5}, 1))
print({**{'a': 1}, 'b': 2, **{'a': 3}}, {'a': 1} | {'b': 2, 'a': 9}, {k: v for k, v in zip('ab', range(2))})
e = {'x': 1}
f = e
e |= {'y': 2}; e |= [('z', 3)]
print(f)
big = {i: i * i for i in range(1000)}
print(len(big), big[999], sum(big), sum(big.values()))
for i in range(0, 1000, 2): del big[i]
print(len(big), list(big)[:5], 500 in big, 501 in big)
strs = {str(i): i for i in range(300)}
strs[1] = 'mixed'
print(len(strs), strs['299'], strs[1], list(strs)[-2:])
neg = {-1: 'a', -2: 'b', 2 ** 61 - 1: 'c', 2 ** 61: 'd', 2 ** 200: 'e'}
print(neg[-1], neg[-2], neg[2 ** 61 - 1], neg[2 ** 61], neg[2 ** 200], neg.get(0))
