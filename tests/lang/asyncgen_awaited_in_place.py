# Async generators awaited by async for and asend(): suspended inside, thrown into, closed, failing, running twice.
import sys


class Pause:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return (yield self.what)


log = []


async def numbers(n, tag="n"):
    try:
        for i in range(n):
            got = await Pause((tag, i))
            back = yield got, i
            if back:
                log.append(("sent", back))
    except BaseException as e:
        log.append((tag, type(e).__name__, str(e)))
        raise
    finally:
        log.append((tag, "finally"))


async def each(gen):
    total = []
    async for item in gen:
        total.append(item)
    return total


def step(coroutine, *plan):
    results = []
    for action in plan:
        try:
            if isinstance(action, BaseException):
                results.append(coroutine.throw(action))
            elif action == "close":
                results.append(("closed", coroutine.close()))
            else:
                results.append(coroutine.send(action))
        except BaseException as e:
            results.append((type(e).__name__, getattr(e, "value", str(e)),
                            type(e.__context__).__name__, type(e.__cause__).__name__))
    print(results, log)
    log.clear()


step(each(numbers(2)), None, "a", "b", None)
step(each(numbers(3)), None, "a", KeyError("in"))
step(each(numbers(3)), None, "close", None)
step(each(numbers(3)), None, "a", GeneratorExit("x"))
step(each(numbers(0)), None)


async def outer(n):
    async for item in numbers(n, "inner"):
        yield item
    await Pause("between")
    async for item in numbers(1, "second"):
        yield item


step(each(outer(2)), None, "a", "b", "c", "d")
step(each(outer(2)), None, "a", ValueError("deep"))
step(each(outer(2)), None, "a", "close")


async def stubborn():
    while True:
        try:
            await Pause("stubborn")
        except GeneratorExit:
            log.append("ignored")
        yield "still here"


step(each(stubborn()), None, "close")


async def awaits_when_closed():
    try:
        await Pause("one")
        yield 1
    finally:
        await Pause("in finally")


step(each(awaits_when_closed()), None, "close")


async def sends():
    g = numbers(3)
    results = [await g.asend(None)]
    results.append(await g.asend("hello"))
    results.append(await anext(g))
    try:
        await g.asend(None)
    except StopAsyncIteration as e:
        results.append(repr(e))
    try:
        await g.asend(1)
    except StopAsyncIteration as e:
        results.append(repr(e))
    try:
        await numbers(1).asend("early")
    except TypeError as e:
        results.append(str(e))
    return results


step(sends(), None, 1, 2, 3)


async def forever():
    while True:
        yield await Pause("forever")


async def both():
    g = forever()
    first = each(g)
    print(first.send(None), g.ag_running, type(first.cr_await).__name__, type(g.ag_await).__name__)
    for attempt in (g.asend(None), g.__anext__(), g.athrow(ValueError), g.aclose()):
        try:
            await attempt
        except RuntimeError as e:
            print(e)
    try:
        async for _ in g:
            pass
    except RuntimeError as e:
        print(e)
    first.close()
    print(g.ag_running, g.ag_await)
    try:
        async for _ in g:
            break
    except RuntimeError as e:
        print(e)
    return "both"


step(both(), None)


async def raises():
    yield 1
    raise StopAsyncIteration("own")


async def raises_stop():
    yield 1
    raise StopIteration("own")


step(each(raises()), None)
step(each(raises_stop()), None)


async def leaves_early():
    g = numbers(5)
    async for item in g:
        break
    print(g.ag_running, g.ag_frame is not None)
    await g.aclose()
    print(g.ag_frame)
    async for item in g:
        print("never")
    return "left"


step(leaves_early(), None, "a")


def hooked():
    seen = []
    old = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=lambda g: seen.append("first " + g.__name__),
                           finalizer=lambda g: seen.append("final " + g.__name__))
    step(each(numbers(1)), None, None)
    c = each(numbers(2))
    c.send(None)
    c.send(None)
    c.close()
    del c
    g = numbers(1)
    del g
    sys.set_asyncgen_hooks(*old)
    return seen


print(hooked(), log)
log.clear()


async def resumed_behind_its_back():
    g = forever()
    c = each(g)
    c.send(None)
    awaited = c.cr_await
    try:
        print("by hand", awaited.send("x"))
    except StopIteration as e:
        print("value", e.value)
    print(g.ag_running)


step(resumed_behind_its_back(), None)


async def comprehension():
    return [x async for x in numbers(2) if x], {k: v async for k, v in numbers(2)}, [
        y async for y in (x async for x in numbers(1))]


step(comprehension(), None, 1, 2, 3, 4, 5)


async def deep(n):
    if n:
        async for x in deep(n - 1):
            yield x
    else:
        yield await Pause("bottom")


step(each(deep(300)), None, "top")
