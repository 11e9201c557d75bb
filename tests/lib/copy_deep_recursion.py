# A nest that is too deep to copy is a RecursionError, and leaves everything as it was.
import copy


class Box:
    pass


def lists(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


def tuples(n):
    x = ()
    for _ in range(n):
        x = (x,)
    return x


def dicts(n):
    x = {}
    for _ in range(n):
        x = {"k": x}
    return x


def boxes(n):
    x = Box()
    for _ in range(n):
        y = Box()
        y.x = x
        x = y
    return x


def methods(n):
    x = Box.__init__.__get__(Box())
    for _ in range(n):
        x = lists.__get__(x)
    return x


for make in (lists, dicts, boxes, methods):
    copy.deepcopy(make(50))
    for _ in range(2):
        try:
            copy.deepcopy(make(100_000))
        except RecursionError as error:
            print(make.__name__, "RecursionError")
try:
    copy.deepcopy(tuples(100_000))
except RecursionError:
    pass
print(copy.deepcopy([1, [2]]))
