# await of coroutines and custom awaitables, driven by send.
class Suspend:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
async def leaf(v):
    return await Suspend(v) + 1
async def top():
    a = await leaf("a")
    b = await leaf("b")
    return a + b
c = top()
print(c.send(None), c.send(10))
print(c.cr_running, c.cr_suspended, c.cr_await is not None, c.cr_frame is not None)
try:
    c.send(20)
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
