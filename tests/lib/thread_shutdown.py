# _thread._shutdown() waits for the threads that are not daemons, and for those that they start meanwhile.
import _thread
import time


def work(name, children):
    time.sleep(0.05)
    for child in children:
        _thread.start_joinable_thread(lambda: work(child, ()), daemon=False)
    time.sleep(0.05)
    print(name, 'is over')


_thread.start_joinable_thread(lambda: time.sleep(60), daemon=True)
first = _thread.start_joinable_thread(lambda: work('first', ['second']), daemon=False)
_thread._shutdown()
print('all are', first.is_done())
_thread.start_joinable_thread(lambda: (_thread._shutdown(), print('a thread does not wait for itself')), daemon=False)
_thread._shutdown()
