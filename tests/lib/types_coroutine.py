# types.coroutine: generator functions become awaitable, generators of other callables are wrapped.
import types
from collections.abc import Awaitable, Coroutine, Generator


@types.coroutine
def switch(value):
    answer = yield value
    return answer * 2


async def main():
    return await switch("first") + await switch("second")


def drive(coroutine, answers):
    try:
        sent = None
        while True:
            print("got", coroutine.send(sent))
            sent = answers.pop(0)
    except StopIteration as stop:
        return stop.value


print(drive(main(), [1, 2]))
print(types.coroutine(switch) is switch, types.coroutine(main) is main, bool(switch.__code__.co_flags & 0x100))


def generate():
    yield 1
    return "end"


@types.coroutine
def hidden():
    return generate()


wrapper = hidden()
print(type(wrapper).__name__, isinstance(wrapper, Coroutine), isinstance(wrapper, Awaitable), isinstance(wrapper, Generator))
print(wrapper.__name__, wrapper.__qualname__, wrapper.gi_code is generate.__code__, wrapper.cr_running, wrapper.cr_frame is wrapper.gi_frame,
      wrapper.cr_await, hidden.__name__)


async def use():
    return await hidden()


print(drive(use(), [None]))
print(next(wrapper))
try:
    wrapper.throw(KeyError("thrown"))
except KeyError as error:
    print(repr(error))
wrapper.close()
print(types.coroutine(lambda: 5)(), list(types.coroutine(lambda: [1])()))
for bad in (None, 5):
    try:
        types.coroutine(bad)
    except TypeError as error:
        print(error)
