# collections.deque: both ends, bounds, rotation, middle, errors.
from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); print(d, len(d), d[0], d[-1], d[2])
print(d.pop(), d.popleft(), d)
d.extend('ab'); d.extendleft('xy'); print(d)
d.rotate(2); print(d); d.rotate(-3); print(d); d.rotate(100); print(d); d.rotate(); print(d)
d.insert(2, 'ins'); d.insert(-1, 'm'); d.insert(100, 'e'); print(d, d.index('ins'), d.count(1), d.count('zz'))
d.remove('ins'); d.reverse(); print(d, list(reversed(d)))
d[1] = 'set'; del d[0]; print(d, 'set' in d, 5 in d, d.copy() == d, deque(d) != d)
b = deque(range(5), 3); print(b, b.maxlen, d.maxlen); b.append(9); b.appendleft(8); print(b); b.extend([1, 2]); print(b)
print(b + deque([5]), deque([1]) * 3, 2 * deque('a'), deque([1, 2], 3) * 3, deque([1]) < deque([2]), deque([1]) == [1], deque([1, 2]) >= deque([1]))
b *= 2; print(b); b += 'z'; print(b); b *= 0; print(b)
print(deque([], 0), deque(maxlen=2, iterable='abc'), deque([1], None), bool(deque()), repr(deque(['a', deque()])))
d.clear(); print(d)
for f in (lambda: d.pop(), lambda: d.popleft(), lambda: d[0], lambda: d.remove(1), lambda: d.index(1), lambda: deque(5), lambda: deque([], -1), lambda: deque([], 'a'), lambda: d['a'],
          lambda: deque([1], 1).insert(0, 2), lambda: d + [1], lambda: hash(d), lambda: d.rotate('a'), lambda: deque([1, 2]) < 5, lambda: deque(1, 2, 3), lambda: d.append(), lambda: d.index(1, 'x'), lambda: deque()[0:1]):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
e = deque([1, 2, 3])
try:
    for x in e: e.append(1)
except RuntimeError as x:
    print(x)
it = iter(deque('abc')); print(next(it), it.__length_hint__(), list(it), next(it, 'end'))
s = deque(); s.append(s); print(s)
class D(deque):
    tag = 5
q = D('ab', 4); q.z = 1
print(q, q.tag, q.z, type(q.copy()), q.copy().maxlen, type(q + q), q.__reduce__()[:3])
big = deque()
for i in range(1000): big.append(i); 
for i in range(990): big.popleft()
print(list(big), big[3], big[-1])
for i in range(2000): big.appendleft(i); big.pop()
print(list(big))
