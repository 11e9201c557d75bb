# weft only: a generator that stands in an except handler or a with block can be copied.
import contextlib
import copy
import sys


def handling():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        try:
            raise
        except ZeroDivisionError:
            yield sys.exc_info()[0]


original = handling()
next(original)
copied = copy.copy(original)
print(next(copied), next(original), sys.exc_info()[0])


def finishing():
    try:
        raise KeyError("k")
    finally:
        yield "in finally"


original = finishing()
next(original)
for generator in (copy.copy(original), original):
    try:
        next(generator)
    except KeyError as error:
        print(repr(error))


def within():
    with contextlib.suppress(ValueError):
        yield 1
        raise ValueError
    yield 2


original = within()
next(original)
print(list(copy.copy(original)), list(original))
