# collections.OrderedDict: order operations, order-sensitive equality, views.
from collections import OrderedDict
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
print(o, OrderedDict(), OrderedDict(x=1), list(o), list(reversed(o)), o == {'c': 3, 'b': 2, 'a': 1}, o == OrderedDict(c=3, b=2, a=1), o != OrderedDict(o))
o.move_to_end('a'); print(list(o)); o.move_to_end('c', last=False); print(list(o)); o.move_to_end('c', False); o.move_to_end('b', False); print(list(o))
print(o.popitem(), o.popitem(last=False), o)
o['z'] = 1; o['c'] = 9; del o['c']; o['c'] = 2; print(o)
print(o.keys(), o.values(), o.items(), list(reversed(o.keys())), list(reversed(o.items())), list(reversed(o.values())), o.keys() & {'z'}, type(o.keys()).__name__)
print(o.pop('z'), o.pop('z', 'gone'), o.setdefault('n', 5), o.setdefault('n', 6), o.get('q'), OrderedDict.fromkeys('ab', 0), o.copy() == o, type(o.copy()))
o.update({'u': 1}, v=2); print(o, o | {'w': 3}, {'w': 3} | o); o |= {'k': 1}; print(o)
for f in (lambda: o.move_to_end('nope'), lambda: OrderedDict().popitem(), lambda: o.pop('nope'), lambda: OrderedDict(1), lambda: OrderedDict([], []), lambda: o.update([], []), lambda: OrderedDict([1]), lambda: o['nope'], lambda: hash(o), lambda: OrderedDict([(1, 2, 3)])):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
for change in (lambda: o.__setitem__('new', 1), lambda: o.move_to_end('u'), lambda: o.popitem()):
    try:
        for k in o: change()
    except RuntimeError as e:
        print(e)
o.clear(); print(o, len(o), list(o))
class Sub(OrderedDict):
    def __setitem__(self, k, v): super().__setitem__(k, ('set', v))
s = Sub(a=1); s.attr = 5; s.update(b=2); print(s, s.attr, s.copy().__class__.__name__, list(s.items()))
n = 2000
big = OrderedDict.fromkeys(range(n))
for i in range(n): big.move_to_end(i * 7919 % n, last=i % 2)
first = [big.popitem(last=False)[0] for _ in range(5)]; last = [big.popitem()[0] for _ in range(5)]
print(first, last, len(big))
lru = OrderedDict()
for i in range(3000):
    k = i * i % 101
    if k in lru: lru.move_to_end(k)
    else:
        lru[k] = i
        if len(lru) > 20: lru.popitem(last=False)
print(list(lru)[:5], len(lru))
r = OrderedDict(); r['self'] = r; print(r)
import copy
c = OrderedDict(a=[1]); print(copy.copy(c), copy.deepcopy(c), c.__reduce__()[:4])
