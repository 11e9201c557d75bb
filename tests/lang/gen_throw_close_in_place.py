# Throwing into and closing generators from a call instruction: contexts, tracebacks, what is refused, what outlives the frame.
import sys, gc, weakref, traceback
def names(e):
    return [f.name for f in traceback.extract_tb(e.__traceback__)]
# exception kept past frame of a generator that is dropped
class D:
    def __del__(self):
        try: raise ValueError('in del')
        except ValueError as e: kept.append(e)
kept=[]
def g():
    d=D()
    try:
        yield 1
    except GeneratorExit as e:
        kept.append(e)
        raise
x=g(); next(x); x.close()
print([names(e) for e in kept])
kept.clear()
x=g(); next(x); del x
print([names(e) for e in kept]); kept.clear()
# exception cycle through frame local, gc
class W: pass
def cyc():
    w=W(); r=weakref.ref(w)
    try: 1/0
    except ZeroDivisionError as e:
        w.e=e
        z=e
    return r
r=cyc(); gc.collect(); print(r() is None)
# exception raised in a frame while an older lazily attached one is alive, then both read
def two():
    try: raise KeyError('a')
    except KeyError as a1:
        k=a1
    try: raise KeyError('b')
    except KeyError as b1:
        k2=b1
    return k,k2
a,b=two(); print(names(a),names(b))
# loop of exceptions kept
def many():
    out=[]
    for i in range(5):
        try: raise IndexError(i)
        except IndexError as e: out.append(e)
    return out
print([names(e) for e in many()])
# frame object first, then exception
def fo():
    f=sys._getframe()
    try: raise OSError
    except OSError as e: return e.__traceback__.tb_frame is f, e.__traceback__.tb_lineno-f.f_code.co_firstlineno
print(fo())
# exception attached then sys._getframe
def fo2():
    try: raise OSError
    except OSError as e:
        f=sys._getframe()
        return e.__traceback__.tb_frame is f
print(fo2())
# exception escaping through gen chain
def leaf():
    yield 1
    raise LookupError('leaf')
def mid(): yield from leaf()
def root(): yield from mid()
r=root(); next(r)
try: next(r)
except LookupError as e: print(names(e)); saved=e
del r; print(names(saved)); 
# with_traceback, raise from
def rf():
    try:
        try: 1/0
        except ZeroDivisionError as e: raise ValueError from e
    except ValueError as v: return names(v), names(v.__cause__), v.__context__ is v.__cause__
print(rf())
# exception in coroutine, thrown multiple times
async def co():
    while True:
        try: await A()
        except ValueError as e: kept.append(e)
class A:
    def __await__(self): yield
c=co(); c.send(None)
v=ValueError('same')
for i in range(3): c.throw(v)
print(len(names(v)), [n for n in names(v)]); c.close()
# close ignoring
def ign():
    while True:
        try: yield
        except GeneratorExit: pass
i=ign(); next(i)
try: i.close()
except RuntimeError as e: print(e, names(e))
# close returning
def ret():
    try: yield
    except GeneratorExit: return 5
i=ret(); next(i); print(i.close(), i.close())
# close raising other
def oth():
    try: yield
    except GeneratorExit: raise KeyError('other')
i=oth(); next(i)
try: i.close()
except KeyError as e: print(e, type(e.__context__).__name__, names(e), names(e.__context__))
# throw with running
def run():
    try: me.throw(ValueError)
    except ValueError as e: print(e)
    try: me.close()
    except ValueError as e: print(e)
    yield
me=run(); next(me)
# throw class & instance, into handler
def h():
    try: yield 1
    except KeyError:
        try: yield 2
        except ValueError as e: yield repr(e.__context__)
q=h(); next(q); q.throw(KeyError('k')); 
try: raise OSError('outer')
except OSError: print(q.throw(ValueError('v')))
# deep recursion in next
def rec(n):
    for x in rec(n+1): yield x
try: next(rec(0))
except RecursionError as e: print('rec', len(names(e))>50)
# send after exhaustion in loops
def one(): yield 1
o=one()
for k in range(3):
    try: print(o.send(None))
    except StopIteration as s: print('stop', s.value)
n=one()
for k in range(3): print(next(n, 'end'))
f=one().send
for k in range(3):
    try: print(f(None))
    except StopIteration: print('stop')
def echo():
    r=None
    while True:
        r=yield r
e=echo(); s=e.send
for v in (None, 1, 'a', [2]): print(s(v))
mixed=[echo().send, [].append, print, echo().send]
for m in mixed:
    print(m(None))
for m in (next, len, next, iter):
    try: print(type(m(e)).__name__)
    except TypeError as x: print(x)
