# A chain of 100000 delegating generators is no recursion error, and costs the same at every depth.
# weft only
def leaf():
    got = yield "start"
    while got != "stop":
        got = yield got
    return 0
def wrap(g):
    r = yield from g
    return r + 1
g = leaf()
for _ in range(100000):
    g = wrap(g)
print(next(g))
print(g.send(1), g.send(2))
try:
    g.send("stop")
except StopIteration as e:
    print(e.value)
g = leaf()
for _ in range(100000):
    g = wrap(g)
next(g)
g.close()
g = leaf()
for _ in range(100000):
    g = wrap(g)
next(g)
try:
    g.throw(ValueError("deep"))
except ValueError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    print(n)
g = leaf()
for _ in range(100000):
    g = wrap(g)
next(g)
del g
print("gone")
