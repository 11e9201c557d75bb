# The repr of weak references and proxies.
import weakref, re
class C: pass
c = C()
r = weakref.ref(c)
def norm(s): return re.sub(r'0x[0-9a-f]+', 'ADDR', s)
print(norm(repr(r)))
def f(): pass
print(norm(repr(weakref.ref(f))))
p = weakref.proxy(c)
print(norm(object.__repr__(p))[:30], norm(str(type(p))))
del c
print(norm(repr(r)))
