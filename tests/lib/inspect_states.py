# States and local variables of generators, coroutines and asynchronous generators.
import inspect
import types


def generator(n):
    local = inspect.getgeneratorstate(box[0])
    yield local
    yield n


box = []
box.append(generator(3))
print(inspect.getgeneratorstate(box[0]), inspect.getgeneratorlocals(box[0]))
print(next(box[0]), inspect.getgeneratorstate(box[0]), inspect.getgeneratorlocals(box[0]))
box[0].close()
print(inspect.getgeneratorstate(box[0]), inspect.getgeneratorlocals(box[0]))


@types.coroutine
def pause():
    yield


async def coroutine(n):
    await pause()


c = coroutine(1)
print(inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c), inspect.isawaitable(c), inspect.isawaitable(pause()))
c.send(None)
print(inspect.getcoroutinestate(c))
c.close()
print(inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c))


async def agen():
    x = 1
    yield x


a = agen()
print(inspect.getasyncgenstate(a), inspect.getasyncgenlocals(a))
try:
    a.asend(None).send(None)
except StopIteration as stop:
    print(stop.value, inspect.getasyncgenstate(a), inspect.getasyncgenlocals(a))
for function in inspect.getgeneratorlocals, inspect.getasyncgenlocals:
    try:
        function(3)
    except TypeError as error:
        print(error)
for function in inspect.isgeneratorfunction, inspect.iscoroutinefunction, inspect.isasyncgenfunction:
    print([function(f) for f in (generator, coroutine, agen, pause, print, lambda: (yield), 3)])


@inspect.markcoroutinefunction
def marked():
    pass


print(inspect.iscoroutinefunction(marked), inspect.iscoroutinefunction(print))
