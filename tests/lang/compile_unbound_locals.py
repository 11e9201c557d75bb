# Reading what is not there yet, is gone, or was only assigned on some paths.
def early(): print(q); q = 1
def maybe(x):
    if x: v = 1
    return v
def gone():
    v = 1
    for i in range(3):
        try: print(v)
        except UnboundLocalError as e: print("unbound", e)
        else: del v
def after_except():
    try: 1 / 0
    except ZeroDivisionError as e: pass
    return e
def loop(seq):
    for last in seq: pass
    return last
for f, *a in (early,), (maybe, 0), (gone,), (after_except,), (loop, []):
    try: f(*a)
    except UnboundLocalError as e: print(e)
print(maybe(1), loop("ab"))
def free():
    def g(): return late
    try: g()
    except NameError as e: print(type(e).__name__, e)
    late = 1
    return g()
print(free())
