# Exception groups: constructors choose the class, checks have their texts.
def show(f, *args, **kw):
    try:
        g = f(*args, **kw)
        print(repr(g), str(g), g.message, g.exceptions, g.args)
    except Exception as e:
        print(type(e).__name__, e)
E, B = ExceptionGroup, BaseExceptionGroup
V = ValueError
show(E, 'a', [V(1)])
show(E, 'a', [V(1), V(2)])
show(E, 'a', (V(1),))
show(B, 'a', [V(1)])
show(B, 'a', [KeyboardInterrupt()])
show(E, 'a', [KeyboardInterrupt()])
show(E, 'a', [])
show(E, 'a', 1)
show(E, 'a', {1: 2})
show(E, 1, [V()])
show(E, 'a')
show(E, 'a', [V()], 3)
show(E, 'a', [1])
show(E, 'a', [V()], x=3)
class M(E): pass
class N(B, V): pass
show(M, 'a', [KeyboardInterrupt()])
show(N, 'a', [KeyboardInterrupt()])
show(M, 'a', [V()])
print(E.__mro__)
try:
    E('a', [V()]).message = 1
except AttributeError as e:
    print(e)
print(E[int])
