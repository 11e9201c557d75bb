# Cells of parameters, nonlocal, classes in between.
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def now(): return n
    return up, now
up, now = counter()
print(up(), up(5), now(), up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars)
def param(x):
    def g(): return x
    x += 1
    return g
print(param(4)())
def through():
    v = "function"
    class K:
        v = "class"
        def m(self): return v
        w = v
    return K.w, K().m()
print(through())
def deleted():
    x = 1
    def g(): return x
    del x
    try: g()
    except NameError as e: print(e)
deleted()
def outer():
    global made
    made = 3
    def inner():
        global made
        made += 1
    inner()
outer()
print(made)
