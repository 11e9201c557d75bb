# Tasks are generators; yield is the system call: an operating system in sixty lines.
"""Tasks yield requests (sleep, wait for another task, send, receive) to a scheduler with virtual time."""
from collections import deque
from heapq import heappop, heappush


class Scheduler:
    def __init__(self):
        self.ready = deque()
        self.sleeping = []          # (when, order, task)
        self.waiting = {}           # task waited for -> tasks that wait
        self.mailboxes = {}         # name -> (messages, tasks that wait)
        self.now = 0
        self.order = 0

    def spawn(self, task):
        self.ready.append((task, None))
        return task

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, task = heappop(self.sleeping)
                self.ready.append((task, None))
            task, value = self.ready.popleft()
            try:
                request, *arguments = task.send(value)
            except StopIteration as stop:
                for waiter in self.waiting.pop(task, ()):
                    self.ready.append((waiter, stop.value))
                continue
            getattr(self, "on_" + request)(task, *arguments)

    def on_sleep(self, task, seconds):
        self.order += 1
        heappush(self.sleeping, (self.now + seconds, self.order, task))

    def on_join(self, task, other):
        self.waiting.setdefault(other, []).append(task)

    def on_spawn(self, task, child):
        self.spawn(child)
        self.ready.append((task, child))

    def on_put(self, task, name, message):
        messages, waiters = self.mailboxes.setdefault(name, (deque(), deque()))
        messages.append(message)
        self.ready.append((task, None))
        if waiters:
            self.ready.append((waiters.popleft(), messages.popleft()))

    def on_get(self, task, name):
        messages, waiters = self.mailboxes.setdefault(name, (deque(), deque()))
        if messages:
            self.ready.append((task, messages.popleft()))
        else:
            waiters.append(task)


def producer(system, n):
    for i in range(n):
        yield "sleep", 2
        print(f"{system.now:3}s  producer puts job {i}")
        yield "put", "jobs", i
    yield "put", "jobs", None
    return f"{n} jobs"


def consumer(system):
    done = 0
    while (job := (yield "get", "jobs")) is not None:
        print(f"{system.now:3}s  consumer got job {job}")
        yield "sleep", 3
        done += 1
    return done


def clock(system, until):
    while system.now < until:
        yield "sleep", 5
        print(f"{system.now:3}s  tick")


def main(system):
    makes = yield "spawn", producer(system, 3)
    takes = yield "spawn", consumer(system)
    yield "spawn", clock(system, 10)
    jobs = yield "join", takes
    print(f"{system.now:3}s  consumer finished {jobs} jobs")
    print(f"{system.now:3}s  all over; the producer is {'done' if makes.gi_frame is None else 'alive'}")


if __name__ == "__main__":
    system = Scheduler()
    system.spawn(main(system))
    system.run()
