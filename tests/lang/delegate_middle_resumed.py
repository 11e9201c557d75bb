# Resuming, throwing into and closing a middle generator directly.
def leaf():
    for i in range(10):
        got = yield i
        if got is not None:
            print("leaf got", got)
def wrap(name, g):
    r = yield from g
    print(name, "inner returned", r)
    return name
l = leaf()
m = wrap("m", l)
o = wrap("o", m)
print(next(o), next(m), next(l), o.send("x"), m.send("y"))
print(o.gi_yieldfrom is m, m.gi_yieldfrom is l)
try:
    m.throw(KeyError("into the middle"))
except KeyError as e:
    print(e)
try:
    next(o)
except StopIteration as e:
    print("o finished", e.value)
l = leaf(); m = wrap("m", l); o = wrap("o", m)
next(o)
l.close()
try:
    next(o)
except StopIteration as e:
    print(e.value)
