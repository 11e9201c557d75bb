# Async generators: iteration, asend, athrow, aclose.
def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value
async def agen():
    try:
        got = yield 1
        print("got", got)
        yield 2
    except ValueError as e:
        print("caught", e)
        yield 3
    finally:
        print("cleanup")
async def main():
    print([x async for x in agen()])
    g = agen()
    print(await g.__anext__(), await g.asend("hi"))
    print(await g.athrow(ValueError("v")))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("stopped")
    async for x in agen():
        print("x", x)
    print(await anext(agen()), await anext(agen(), "default"))
    e = agen()
    await e.aclose()
    print(await anext(e, "default"))
run(main())
