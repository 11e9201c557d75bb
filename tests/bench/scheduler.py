# A thousand generator tasks in a ready queue that pass messages: what an event loop does all day.
from collections import deque


def worker(inbox, outbox, n):
    for _ in range(n):
        while not inbox:
            yield
        outbox.append(inbox.popleft() + 1)
        yield


def run(n_tasks, rounds):
    boxes = [deque() for _ in range(n_tasks)]
    tasks = deque(worker(boxes[i], boxes[(i + 1) % n_tasks], rounds) for i in range(n_tasks))
    for box in boxes[::10]:
        box.append(0)
    steps = 0
    while tasks and steps < 1_500_000:
        task = tasks.popleft()
        try:
            next(task)
        except StopIteration:
            continue
        tasks.append(task)
        steps += 1


run(1000, 300)
