# Names assigned to a coroutine or async generator stand beside its origin or finalizer hook.
import gc
import sys


async def work():
    pass


async def ticks():
    yield 1
    yield 2


sys.set_coroutine_origin_tracking_depth(1)
c = work()
before = c.cr_origin
c.__name__ = "renamed"
print(c.__name__, c.__qualname__, c.cr_origin == before, len(before))
c.__qualname__ = "very.renamed"
print(c.__name__, c.__qualname__, c.cr_origin == before)
c.close()
print(c.__name__, c.cr_origin == before)
sys.set_coroutine_origin_tracking_depth(0)
c = work()
c.__name__ = "plain"
print(c.__name__, c.__qualname__, c.cr_origin)
c.close()


def finalizer(agen):
    print("finalizer:", agen.__name__, agen.__qualname__)


def first(agen):
    print("first:", agen.__name__)
    agen.__qualname__ = "set.in.hook"


def step(awaitable):
    try:
        awaitable.send(None)
    except StopIteration as stop:
        return stop.value


sys.set_asyncgen_hooks(firstiter=first, finalizer=finalizer)
for rename_first in (True, False):
    a = ticks()
    if rename_first:
        a.__name__ = "early"
    print(step(a.__anext__()), a.__name__, a.__qualname__)
    a.__name__ = "late"
    del a
    gc.collect()
sys.set_asyncgen_hooks(None, None)
try:
    ticks().__name__ = 1
except TypeError as error:
    print(error)
