# yield from and await, 100 deep: the cost of a step does not depend on the depth.
def leaf(n):
    for i in range(n):
        yield i


def nest(depth, n):
    if depth == 0:
        yield from leaf(n)
    else:
        yield from nest(depth - 1, n)


class Suspend:
    def __await__(self):
        return (yield)


async def waits(depth, n):
    if depth:
        await waits(depth - 1, n)
    else:
        for _ in range(n):
            await Suspend()


for _ in nest(100, 100_000):
    pass
c = waits(100, 100_000)
try:
    while True:
        c.send(None)
except StopIteration:
    pass
