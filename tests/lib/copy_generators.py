# weft only: copy.copy() of a suspended generator or coroutine is a fork of it.
import copy


def count(limit):
    total = 0
    for i in range(limit):
        got = yield total
        total += got or i
    return total


original = count(5)
print(next(original), next(original), next(original))
fork = copy.copy(original)
print(list(original), list(fork))


def parse(text):
    tree = []
    for word in text.split():
        tree = tree + [word]
        yield tree


a = parse("one two three")
next(a)
b = copy.copy(a)
print(next(a), next(b), next(a), next(b))


async def wait(x):
    return x + await Value(x)


class Value:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        return (yield self.x)


coroutine = wait(3)
print(coroutine.send(None))
twin = copy.copy(coroutine)
for each, answer in ((coroutine, 10), (twin, 20)):
    try:
        each.send(answer)
    except StopIteration as stop:
        print(stop.value)
for nest in ([count(3)], {"k": count(3)}):
    try:
        copy.deepcopy(nest)
    except TypeError as error:
        print(error)
