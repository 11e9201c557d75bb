# AsyncExitStack holds both kinds; async generators as context managers; aclosing. Driven by hand, without a loop.
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, nullcontext


class Pause:
    def __await__(self):
        return (yield "pause")


def run(coroutine):
    steps = 0
    while True:
        try:
            coroutine.send(None)
            steps += 1
        except StopIteration as stop:
            print("steps", steps, "result", stop.value)
            return
        except Exception as e:
            print("steps", steps, repr(e), "context", repr(e.__context__))
            return


@asynccontextmanager
async def resource(name):
    await Pause()
    print("open", name)
    try:
        yield name
    finally:
        await Pause()
        print("close", name)


async def say(text):
    await Pause()
    print(text)


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("numbers closed")


async def main():
    async with AsyncExitStack() as stack:
        print(await stack.enter_async_context(resource("a")))
        print(stack.enter_context(nullcontext("sync")))
        stack.push_async_callback(say, "async callback")
        stack.callback(print, "callback")
        async with aclosing(numbers()) as items:
            async for n in items:
                print(n)
                break
        print("body")
    return "done"


async def failing():
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(resource("b"))

        @stack.push_async_exit
        async def leave(kind, value, traceback):
            raise OSError("while leaving")
        raise ValueError("body")


async def wrong():
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(nullcontext)


@asynccontextmanager
async def twice():
    yield
    yield


async def too_often():
    async with twice():
        pass


for coroutine in (main(), failing(), wrong(), too_often()):
    run(coroutine)
