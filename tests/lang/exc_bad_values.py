# What may be raised, chained, set and deleted.
def attempt(f):
    try:
        f()
        print('fine')
    except BaseException as e:
        print(type(e).__name__, e)
def raise_(x, *c):
    if c:
        raise x from c[0]
    raise x
attempt(lambda: raise_(1))
attempt(lambda: raise_(int))
attempt(lambda: raise_(ValueError, 1))
attempt(lambda: raise_(ValueError, KeyError))
attempt(lambda: raise_(ValueError('v'), None))
class Odd(Exception):
    def __new__(cls, *a):
        return 1
attempt(lambda: raise_(Odd))
e = ValueError()
for name in ('__context__', '__cause__', '__traceback__', '__suppress_context__', 'args'):
    attempt(lambda: setattr(e, name, 1))
    attempt(lambda: delattr(e, name))
    if name != 'args' and name != '__suppress_context__':
        attempt(lambda: setattr(e, name, None))
attempt(lambda: ValueError(x=1))
attempt(lambda: e.with_traceback(1))
attempt(lambda: e.__setstate__(1))
attempt(lambda: BaseException.__new__(int))
def catch(what):
    try:
        raise ValueError
    except what:
        print('caught')
attempt(lambda: catch(1))
attempt(lambda: catch((KeyError, (int,))))
attempt(lambda: catch((KeyError, (ValueError,))))
