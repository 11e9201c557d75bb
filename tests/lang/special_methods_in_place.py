# Special methods written in Python that statements call: __iter__, __next__, __await__, __anext__, __exit__ and their kin.
import sys
import traceback


class Stop(StopIteration):
    pass


class Counter:
    def __init__(self, n, how):
        self.i, self.n, self.how = 0, n, how

    def __iter__(self):
        return self

    def __next__(self):
        if self.i == self.n:
            raise self.how
        self.i += 1
        return self.i


print(list(Counter(2, StopIteration)), [x for x in Counter(3, StopIteration(7))])
for x in Counter(2, Stop):
    print(x)
else:
    print("else")
try:
    for x in Counter(1, KeyError("k")):
        pass
except KeyError as e:
    print(x, [f.name for f in traceback.extract_tb(e.__traceback__)])

kept = StopIteration("kept")
for x in Counter(1, kept):
    pass
print([f.name for f in traceback.extract_tb(kept.__traceback__)])


class Odd(Counter):
    __next__ = Counter.__next__

    def __iter__(self):
        yield from (x for x in Counter(self.n, StopIteration) if x % 2)


print(list(Odd(5, StopIteration)), [*Odd(3, StopIteration)])


def changing():
    c = Counter(4, StopIteration)
    for x in c:
        if x == 2:
            Counter.__next__ = generator_next
        if not isinstance(x, int):
            yield type(x).__name__
            break
        yield x


plain_next = Counter.__next__


def generator_next(self):
    yield 1


print(list(changing()))
def with_default(self, extra=5):
    if self.n:
        return extra
    raise StopIteration


Counter.__next__ = with_default
c = Counter(1, None)
for x in c:
    print(x)
    c.n = 0
Counter.__next__ = plain_next


def deep(n):
    class Deep:
        def __iter__(self):
            return self

        def __next__(self):
            for x in Deep():
                return x
    for x in Deep():
        return x


try:
    deep(1)
except RecursionError as e:
    print("RecursionError", e)


class Manager:
    def __init__(self, answer):
        self.answer = answer

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print(kind.__name__, value, tb is value.__traceback__ if value else tb, sys.exception() is value)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def use(answer):
    try:
        with Manager(answer):
            raise ValueError("inside")
    except Exception as e:
        return repr(e), repr(e.__context__)
    return "swallowed"


print(use(True), use(0), use(OSError("exit")))


class Lazy:
    def __exit__(self, *args):
        print(len(args), args[0].__name__)
        return True

    def __enter__(self):
        pass


with Lazy():
    1 / 0


class Yielding:
    def __enter__(self):
        pass

    def __exit__(self, a, b, c):
        yield


with Yielding():
    raise ValueError("a generator is true")


class NoExit:
    def __enter__(self):
        pass


class NoEnter:
    def __exit__(self, a, b, c):
        pass


for cls in NoExit, NoEnter, int:
    try:
        with cls():
            pass
    except TypeError as e:
        print(e)


class Await:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = yield self.n
        return got


class AwaitCoroutine:
    async def __await__(self):
        pass


class Async:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return await Await(self.n)

    async def __aenter__(self):
        return await Await("enter")

    async def __aexit__(self, kind, value, tb):
        await Await("exit")
        return kind is ValueError


class AsyncPlain(Async):
    def __anext__(self):
        return Await("plain") if self.n else 5


async def main():
    print("await", await Await(1))
    async for x in Async(2):
        print("item", x)
    else:
        print("else")
    async with Async(0) as entered:
        print("entered", entered)
        raise ValueError
    try:
        await AwaitCoroutine()
    except TypeError as e:
        print(e)
    plain = AsyncPlain(1)
    try:
        async for x in plain:
            print("plain item", x)
            plain.n = 0
    except TypeError as e:
        print(e, repr(e.__cause__))
    return "done"


def drive(coroutine):
    sent = None
    try:
        while True:
            got = coroutine.send(sent)
            sent = f"<{got}>"
    except StopIteration as stop:
        return stop.value


print(drive(main()))
