# async with and async for call their special methods in order.
class M:
    async def __aenter__(self):
        print("enter")
        return "m"
    async def __aexit__(self, *a):
        print("exit", a[0])
        return a[0] is ValueError
class It:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n
async def main():
    async with M() as m:
        print(m)
    async with M():
        raise ValueError
    async for i in It():
        print(i)
    else:
        print("else")
try:
    main().send(None)
except StopIteration:
    print("done")
