# Temporaries survive a yield in the middle of an expression.
def f():
    x = [1, (yield "a"), (yield "b")]
    y = g((yield "c"), *[(yield "d")], k=(yield "e"))
    return x, y
def g(*a, **k): return a, k
it = f()
v = None
try:
    while True:
        print(it.send(v))
        v = (v or 0) + 1
except StopIteration as e: print(e.value)
def h():
    for i in range(2):
        try: yield i
        finally: print("fin", i)
    with open(__file__) as fh: yield fh.closed
for q in h():
    print(q)
def d():
    r = yield from h()
    print("r", r)
print(list(d()))
gen = h()
next(gen)
gen.close()
