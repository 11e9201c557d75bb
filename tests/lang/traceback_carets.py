# Carets: operators, subscripts, calls, whole lines, many lines.
import sys
class Out:
    def __init__(self): self.text = []
    def write(self, s): self.text.append(s)
    def flush(self): pass
def show(f, *args):
    out = Out()
    try:
        f(*args)
    except Exception as e:
        sys.stderr = out
        sys.excepthook(type(e), e, e.__traceback__.tb_next)
        sys.stderr = sys.__stderr__
    for line in ''.join(out.text).splitlines():
        print(line if not line.startswith('  File') else '  File ' + line.split(', ', 1)[1])
    print('---')
d, n, s = {}, None, 'é漢字'
def a(): return 1 + d['a']
def b(): return (1 +
                 2) / 0
def c(): x = 5 / 0; return x
def e(): return d['a']['b']
def f(): return n.foo.bar
def g(): return n(1, 2)
def h(): n()
def i(): return int('x')
def j(): x = int('x')
def k(): raise ValueError('plain')
def l():
    return [
        1,
        2 / 0,
        3,
    ]
def m():
    n(
        1,
        2,
        3,
        4,
        5,
    )
def o(): return s + 1 + 漢
def p(): return '漢字' + 1
def q(): d[
    'x'
    ]
def r(): assert n, 'message'
def t(): return -n
def u(): return n < 1
def v(): return (lambda: 1 / 0)()
def w(): return [1 / x for x in (1, 0)]
def x(): a, b = 1,
def y(): del d['q']
def z(): n.x = 1
def aa(): n[1:2]
def bb(): return    n     [    1    ]    # comment
def cc(): return (n   # comment (
    (1))
def dd(): from sys import nothing_here
def ee():
    with n: pass
def ff():
    for _ in n: pass
for fn in (a, b, c, e, f, g, h, i, j, k, l, m, o, p, q, r, t, u, v, w, x, y, z, aa, bb, cc, dd, ee, ff):
    show(fn)
