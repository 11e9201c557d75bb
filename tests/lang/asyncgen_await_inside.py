# An async generator may await between its yields.
class Pause:
    def __await__(self):
        yield "pause"
async def agen(n):
    for i in range(n):
        await Pause()
        yield i
async def main():
    out = []
    async for x in agen(3):
        out.append(x)
    return out, [y * 2 async for y in agen(2)], {k: v async for k, v in pairs()}
async def pairs():
    yield "a", 1
    yield "b", 2
c = main()
n = 0
try:
    while True:
        assert c.send(None) == "pause"
        n += 1
except StopIteration as e:
    print(n, e.value)
