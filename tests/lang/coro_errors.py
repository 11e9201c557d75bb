# What can and cannot be awaited.
async def f():
    await 5
def drive(c):
    try:
        c.send(None)
    except StopIteration as e:
        print("returned", e.value)
    except Exception as e:
        print(type(e).__name__, e)
drive(f())
class NoIter:
    def __await__(self): return 5
async def g(): await NoIter()
drive(g())
async def h(): return 1
async def twice():
    c = h()
    print(await c)
    await c
drive(twice())
async def withit():
    async with 5: pass
drive(withit())
async def forit():
    async for x in 5: pass
drive(forit())
def gen():
    c = h()
    try:
        yield from c
    except TypeError as e:
        print(e)
    c.close()
list(gen())
c = h()
try:
    iter(c)
except TypeError as e:
    print(e)
c.close()
