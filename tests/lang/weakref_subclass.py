# Subclasses of weakref.ref are not shared and may have attributes and slots.
import weakref
class C: pass
class R(weakref.ref):
    def __init__(self, ob, callback=None, **kw):
        super().__init__(ob, callback)
        self.kw = kw
    def __call__(self):
        ob = super().__call__()
        return ob and ('wrapped', type(ob).__name__)
    def __new__(cls, ob, callback=None, **kw):
        return super().__new__(cls, ob, callback)
c = C()
r = R(c, x=1)
print(r(), r.kw, R(c) is r, r == weakref.ref(c))
class S(weakref.ref):
    __slots__ = ('name',)
s = S(c)
s.name = 'n'
print(s.name, s() is c)
del c
print(r(), s())
for args in ((), (1, 2, 3)):
    try:
        weakref.ref(*args)
    except TypeError as e:
        print(e)
