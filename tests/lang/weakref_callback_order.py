# Callbacks run from the most recent reference to the oldest; one that is dropped before is not called.
import weakref
class C: pass
c = C()
refs = [weakref.ref(c, lambda r, i=i: print('callback', i)) for i in range(5)]
del refs[2]
del c
c = C()
keep = []
def first(r):
    print('first')
    keep.clear()
keep.append(weakref.ref(c, lambda r: print('second')))
keep.append(weakref.ref(c, first))
del c
def bad(r): raise ValueError('in callback')
import sys
sys.unraisablehook = lambda u: print('unraisable', u.exc_value, u.err_msg, u.object is bad)
c = C()
r = weakref.ref(c, bad)
del c
print(r())
