# What dies while a weak container is walked goes when the walk ends.
import gc
import weakref


class Thing:
    pass


for make in (lambda: weakref.WeakSet(), lambda: weakref.WeakValueDictionary(), lambda: weakref.WeakKeyDictionary()):
    container = make()
    things = [Thing() for _ in range(10)]
    for i, thing in enumerate(things):
        if isinstance(container, weakref.WeakSet):
            container.add(thing)
        elif isinstance(container, weakref.WeakValueDictionary):
            container[i] = thing
        else:
            container[thing] = i
    del thing
    walk = iter(container)
    next(walk)
    other = iter(container)
    next(other)
    del things[2:8]
    gc.collect()
    print(type(container).__name__, len(container.data), len(things))
    print(sum(1 for _ in other) <= 4, len(container.data))
    del walk
    print(len(container.data), len(container), len(list(container)))
    # One that died and is made anew in the meantime stays.
    walk = iter(container)
    next(walk)
    things.clear()
    gc.collect()
    fresh = Thing()
    if isinstance(container, weakref.WeakSet):
        container.add(fresh)
    elif isinstance(container, weakref.WeakValueDictionary):
        container[0] = fresh
    else:
        container[fresh] = 0
    walk.close()
    print(len(container), len(list(container)))

d = weakref.WeakValueDictionary()
keep = Thing()
d[1] = keep
try:
    for key in d:
        d[key + 1] = keep
except RuntimeError as error:
    print(error)
