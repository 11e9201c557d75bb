# Generator, Coroutine and AsyncGenerator in Python: what send() and throw() give for nothing.
from collections.abc import AsyncGenerator, Coroutine, Generator


def show(function, *args):
    try:
        print(repr(function(*args)))
    except BaseException as error:
        print(repr(error))


class Echo(Generator):
    def send(self, value):
        return value

    def throw(self, typ, val=None, tb=None):
        return super().throw(typ, val, tb)


class Stubborn(Echo):
    def throw(self, typ, val=None, tb=None):
        return "no"


class Work(Coroutine):
    def __await__(self):
        yield

    def send(self, value):
        return value

    def throw(self, typ, val=None, tb=None):
        return super().throw(typ, val, tb)


class Later(AsyncGenerator):
    async def asend(self, value):
        return value

    async def athrow(self, typ, val=None, tb=None):
        return await super().athrow(typ, val, tb)


class StubbornLater(Later):
    async def athrow(self, typ, val=None, tb=None):
        return "no"


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


echo = Echo()
show(next, echo)
show(iter(echo).send, 5)
show(echo.close)
show(Stubborn().close)
show(echo.throw, ValueError)
show(echo.throw, ValueError, ValueError(3))
show(echo.throw, ValueError("made"))
try:
    1 / 0
except ZeroDivisionError as error:
    show(echo.throw, KeyError, None, error.__traceback__)
show(Generator)
show(Work().close)
show(Work().throw, OSError)
show(run, Later().__anext__())
show(run, Later().aclose())
show(run, StubbornLater().aclose())
show(run, Later().athrow(ValueError, ValueError(7)))
