# The repr of weak references and proxies.
import weakref
class C: pass
c = C()
r = weakref.ref(c)
def norm(s): return ' '.join('ADDR' if w.startswith('0x') else w for w in s.split())
print(norm(repr(r)))
def f(): pass
print(norm(repr(weakref.ref(f))))
p = weakref.proxy(c)
print(norm(object.__repr__(p)), type(p))
del c
print(norm(repr(r)))
