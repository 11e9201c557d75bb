# Locals die in the order of their registers, however the frame ends.
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
def f():
    a=D('a'); b=D('b'); c=D('c')
    try: 1/0
    except ZeroDivisionError: pass
f()
def g():
    a=D('ga'); b=D('gb'); 
    yield 1
x=g(); next(x); del x
def h():
    a=D('ha'); b=D('hb'); 
    1/0
try: h()
except ZeroDivisionError: pass
