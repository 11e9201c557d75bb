# Weak containers that threads fill, walk and measure at the same time stay consistent.
import _thread
import gc
import time
import weakref


class Thing:
    pass


values, keys, things = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
errors, running = [], []
deadline = time.monotonic() + 0.5


def until_deadline(work):
    def run():
        try:
            while time.monotonic() < deadline:
                work()
        except BaseException as error:
            errors.append(repr(error))
        running.remove(run)

    running.append(run)
    _thread.start_new_thread(run, ())


def fill():
    made = [Thing() for _ in range(20)]
    for i, thing in enumerate(made):
        values[i] = thing
        keys[thing] = i
        things.add(thing)


def read():
    for container in (values, keys, things):
        try:
            list(container)
        except RuntimeError:    # another thread added something: as with a dict
            pass
        len(container)


for work in (fill, fill, read, read):
    until_deadline(work)
while running:
    time.sleep(0.01)
gc.collect()
print(errors, len(values), len(keys), len(things))
