# finally runs on every way out and may replace the result.
def f(n):
    for i in range(3):
        try:
            if n == 0: return i
            if n == 1: break
            if n == 2: continue
            if n == 3: raise KeyError(n)
            if n == 4: 1 / 0
        except KeyError as e:
            print("key", e)
            return "k"
        except (ZeroDivisionError, TypeError):
            print("zero")
            break
        else: print("else")
        finally: print("fin", i)
    else: print("loop else")
    return "end"
for n in range(6): print(n, f(n))
def g():
    try: return 1
    finally: return 2
def h():
    while True:
        try: return 1
        finally: break
    return 3
def k():
    for i in range(2):
        try:
            try: return "a"
            finally:
                while True:
                    try: return "b"
                    finally: break
        finally: print("outer", i)
def m():
    x = 1
    try: return x
    finally: x = 2
print(g(), h(), k(), m())
