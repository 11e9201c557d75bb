# atexit: last registered first, arguments, unregister, errors do not stop the others.
import atexit, sys
sys.unraisablehook = lambda u: print('unraisable', u.exc_value, u.err_msg)
def f(*a, **k): print('f', a, k)
def g(): print('g')
def bad(): raise ValueError('at exit')
print(atexit.register(f, 1, x=2) is f)
atexit.register(g)
atexit.register(bad)
atexit.register(g)
atexit.unregister(g)
print(atexit._ncallbacks())
try:
    atexit.register(1)
except TypeError as e:
    print(e)
try:
    atexit.register()
except TypeError as e:
    print(e)
@atexit.register
def last(): print('last')
