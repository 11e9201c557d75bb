# Groups are split, the rest is raised on.
def f():
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: print("v", e.exceptions)
    except* TypeError as e:
        print("t", e.exceptions)
        raise OSError(5)
try: f()
except BaseException as e: print(repr(e))
def g():
    try: raise ValueError(1)
    except* ValueError as e: print(repr(e))
    else: print("no")
    finally: print("fin")
    try: pass
    except* ValueError: pass
    else: print("else")
g()
def h():
    for i in range(2):
        try:
            if i: raise ExceptionGroup("x", [KeyError(i)])
        except* KeyError as e:
            for j in range(3):
                if j: break
            print(i, j)
        else: print("fine")
h()
