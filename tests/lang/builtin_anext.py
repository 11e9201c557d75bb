# aiter() and anext(), with and without a default.
class Count:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value
async def main():
    it = aiter(Count(2))
    print(await anext(it), await anext(it, 'none'), await anext(it, 'none'))
    try:
        await anext(it)
    except StopAsyncIteration:
        print('exhausted')
run(main())
for call in (lambda: aiter(5), lambda: anext(5), lambda: anext()):
    try:
        call()
    except TypeError as e:
        print(e)
