# types.SimpleNamespace.
from types import SimpleNamespace as N
n = N(a=1, b='x')
print(n, n.a, n == N(a=1, b='x'), n != N(), N(), vars(n), N({'q': 1}, z=2), N([('k', 'v')]))
n.c = [1]; del n.a; print(n)
n.self = n; print(n)
class S(N): pass
print(S(x=1), N(**{'not an id': 1}), N(x=1).__reduce__())
for f in (lambda: N(1), lambda: N({}, {}), lambda: N({1: 2}), lambda: n.zz, lambda: N() < N()):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
print(N(a=1).__replace__(a=2, b=3))
