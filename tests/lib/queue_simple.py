# SimpleQueue: order, waiting, time-outs, many threads, and put() from odd places.
import _thread
import gc
import time
import weakref
from _queue import Empty, SimpleQueue

queue = SimpleQueue()
for i in range(20):
    queue.put(i)
print([queue.get() for _ in range(20)], queue.empty(), queue.qsize())
queue.put(1)
queue.put(item=2, block=False, timeout=-5)
queue.put_nowait(3)
print(queue.get(False), queue.get_nowait(), queue.get(block=True, timeout=0))
for wrong in (lambda: queue.get(False), lambda: queue.get_nowait(), lambda: queue.get(timeout=0.01), lambda: queue.get(timeout=-1),
              lambda: queue.get(timeout='a'), lambda: queue.get(timeout=1e20), lambda: queue.get(False, timeout=-1),
              lambda: queue.put(), lambda: SimpleQueue(1), lambda: SimpleQueue(a=1), lambda: setattr(queue, 'x', 1)):
    try:
        print(wrong())
    except Exception as problem:
        print(type(problem).__name__, problem)

answers = SimpleQueue()


def work():
    while (item := queue.get()) is not None:
        answers.put(item * item)
    answers.put(None)


for _ in range(5):
    _thread.start_new_thread(work, ())
for i in range(500):
    queue.put(i)
for _ in range(5):
    queue.put(None)
results, ended = [], 0
while ended < 5:
    item = answers.get(timeout=30)
    if item is None:
        ended += 1
    else:
        results.append(item)
print(sorted(results) == [i * i for i in range(500)], queue.qsize(), answers.qsize())

_thread.start_new_thread(lambda: (time.sleep(0.05), queue.put('late')), ())
print(queue.get(timeout=30))


class Last:
    def __del__(self):
        queue.put('from a destructor')


class Own(SimpleQueue):
    def __init__(self, name):
        self.name = name


Last()
own = Own('a queue')
own.put(own)
gone = weakref.ref(own)
print(queue.get(), own.name, own.get() is own, SimpleQueue[int], Empty.__module__)
own.put(own)
del own
gc.collect()
print(gone())
