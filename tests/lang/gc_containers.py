# Cycles through every kind of container.
import gc
gc.collect()
gc.disable()
class Mark:
    n = 0
    def __init__(self): Mark.n += 1
    def __del__(self): Mark.n -= 1
def through(make):
    m = Mark()
    make(m)
    del m
def lists(m): l = [m]; l.append(l)
def dicts(m): d = {1: m}; d[2] = d
def sets(m):
    class H: pass
    h = H(); h.s = {h, m}
def tuples(m): l = [m]; t = (l,); l.append(t)
def closures(m):
    def f(): return f, m
def generators(m):
    def g():
        yield m
        yield x
    x = g(); next(x)
    l = [x]; m.l = l
    m.me = m
def methods(m):
    m.f = m.__init__
def frames(m):
    try:
        raise ValueError
    except ValueError as e:
        m.e = e
        m.m = m
def classes(m):
    class K: pass
    K.m = m
    K.k = K
def partials(m):
    import functools
    l = [m]
    l.append(functools.partial(print, l))
for f in (lists, dicts, sets, tuples, closures, generators, methods, frames, classes, partials):
    through(f)
    before = Mark.n
    gc.collect()
    print(f.__name__, before, Mark.n)
