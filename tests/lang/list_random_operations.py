# Long random sequences of operations on list and deque agree with each other and with slow rebuilding.
from collections import deque
seed = 99
def rand(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n

a, d = [], deque()
for step in range(8000):
    op, n = rand(16), len(a)
    if op < 3: a.append(step); d.append(step)
    elif op < 5: a.insert(0, step); d.appendleft(step)
    elif op == 5 and n: assert a.pop() == d.pop()
    elif op == 6 and n: assert a.pop(0) == d.popleft()
    elif op == 7: i = rand(n + 3) - 1; a.insert(i, -step); d.insert(i, -step)
    elif op == 8 and n: i = rand(2 * n) - n; assert a[i] == d[i]; a[i] = d[i] = step
    elif op == 9 and n: i = rand(2 * n) - n; del a[i]; del d[i]
    elif op == 10: k = rand(21) - 10; d.rotate(k); a = a[-k % n:] + a[:-k % n] if n else a
    elif op == 11: a.reverse(); d.reverse()
    elif op == 12: a += range(rand(5)); d.extend(a[len(d):])
    elif op == 13 and n: x = a[rand(n)]; a.remove(x); d.remove(x)
    elif op == 14 and rand(30) == 0: a.clear(); d.clear()
    elif op == 15 and n > 200: del a[100:]; [d.pop() for _ in range(n - 100)]
    assert len(a) == len(d)
    if step % 53 == 0: assert a == list(d) and list(reversed(a)) == list(reversed(d))
print(len(a) >= 0, step)

# slice assignment and deletion against rebuilding by hand
for _ in range(3000):
    n = rand(12)
    a = list(range(n))
    lo, hi, st = rand(30) - 15, rand(30) - 15, rand(7) - 3 or 1
    picked = list(range(*slice(lo, hi, st).indices(n)))
    assert a[lo:hi:st] == [a[i] for i in picked]
    b = a[:]
    del b[lo:hi:st]
    assert b == [x for i, x in enumerate(a) if i not in picked]
    new = ['n%d' % i for i in range(len(picked))]
    c = a[:]
    c[lo:hi:st] = new
    for i, x in zip(picked, new): assert c[i] == x
    e = a[:]
    s, t, _ = slice(lo, hi).indices(n)
    t = max(s, t)
    e[lo:hi] = ['x', 'y', 'z']
    assert e == a[:s] + ['x', 'y', 'z'] + a[t:], (a, lo, hi, e)
print('slices')
