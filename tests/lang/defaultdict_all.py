# collections.defaultdict: factories, copies, unions, repr.
from collections import defaultdict
d = defaultdict(list)
d['a'].append(1); d['a'].append(2); d['b']
print(d, d.default_factory, len(d), d == {'a': [1, 2], 'b': []}, d.get('zz'), 'zz' in d)
c = defaultdict(int, {'x': 1}, y=2)
for ch in 'hello': c[ch] += 1
print(dict(c), c.copy(), type(c.copy()), c | {'q': 0}, type({} | c), type(c | {}))
c |= {'w': 7}; print(c['w'])
n = defaultdict(None, [(1, 2)])
for f in (lambda: n[5], lambda: defaultdict(5), lambda: defaultdict(int, 1), lambda: defaultdict(int, {}, {}), lambda: defaultdict()['k']):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
n.default_factory = lambda: 'made'; print(n[6], n.__missing__(7), dict(n))
def fails(): raise ValueError('factory')
try:
    defaultdict(fails)[1]
except ValueError as e:
    print(e)
class S(defaultdict):
    def __missing__(self, key): return key * 2
print(S(int)['ab'], S(int))
r = defaultdict(); r.default_factory = r.copy; print(repr(r)[:30] != '')
import copy
x = defaultdict(list, a=[1]); y = copy.copy(x); z = copy.deepcopy(x); x['a'].append(2); print(y, z, x.__reduce__()[:2])
tree = lambda: defaultdict(tree)
t = tree(); t['a']['b']['c'] = 1; print(t['a']['b']['c'], list(t))
