# Generators: for, send, a pipeline, many of them alive at once.
def count(n):
    for i in range(n):
        yield i


def echo():
    got = None
    while True:
        got = yield got


total = 0
for i in count(1_000_000):
    total += i
e = echo()
next(e)
for i in range(500_000):
    e.send(i)
sum(x * x for x in (y + 1 for y in count(500_000)) if x % 3)
for _ in range(200_000):
    for _ in count(1):
        pass
alive = [count(3) for _ in range(100_000)]
for g in alive:
    next(g)
