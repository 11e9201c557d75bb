# Subclasses of dict: __missing__, overridden methods, attributes.
class D(dict):
    def __missing__(self, key): return ('missing', key)
d = D(a=1)
print(d['a'], d['zz'], d.get('zz'), 'zz' in d, d)
class E(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.tag = 't'
    def __setitem__(self, k, v): super().__setitem__(k, v and v * 2)
e = E(x=1)
e['y'] = 2
e.update(z=3)
print(e, e.tag, type(e.copy()), type(e | {}), type({} | e), E.fromkeys('ab', 'q'), type(E.fromkeys('a')))
class K(dict):
    def keys(self): return ['only']
    def __iter__(self): return iter(['only'])
    def __getitem__(self, k): return 'v'
print(dict(K()), {**K(a=1)})
class P(dict): pass
p = P({1: 2})
print(dict(p), {**p}, p == {1: 2}, P() == {}, isinstance(p, dict))
class N(dict):
    __missing__ = None
try:
    N()['q']
except Exception as x:
    print(type(x).__name__, x)
print(dict[str, int], dict.__class_getitem__(int))
