# The rest of collections, which stands on our C types.
from collections import Counter, namedtuple, ChainMap, UserDict
c = Counter('abracadabra'); print(c, c.most_common(2), c['zz'], sum(c.values()), Counter(a=1) + Counter(a=2, b=1), c - Counter('aaaaa'), sorted(Counter('ab').elements()))
c.update('zz'); c.subtract({'a': 10}); print(+c, c['a'])
P = namedtuple('P', 'x y', defaults=[5])
p = P(1); print(p, p.x, p.y, p._replace(x=2), p._asdict(), P._fields, P._make([7, 8]), p == (1, 5), P.x)
try:
    p.x = 3
except AttributeError as e:
    print(e)
try:
    P()
except TypeError as e:
    print(e)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m['a'], m['b'], dict(m), m.new_child({'c': 1}))
print(UserDict(a=1))
print(Counter({1: 2}) | Counter({1: 5}), Counter([1, 1, 2]) & Counter([1]))
