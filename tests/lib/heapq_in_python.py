# weft only: the functions in Python, which run where _heapq is missing, keep the invariant as those in C do.
import heapq
import random
import sys

sys.modules["_heapq"] = None
del sys.modules["heapq"]
import heapq as python
del sys.modules["_heapq"]

rng = random.Random(1)
for round in range(50):
    data = [rng.randrange(20) for _ in range(rng.randrange(40))]
    ours, theirs = data[:], data[:]
    python.heapify(ours)
    heapq.heapify(theirs)
    assert ours == theirs
    for step in range(30):
        x, action = rng.randrange(20), rng.choice(["heappush", "heappop", "heapreplace", "heappushpop"])
        if not ours and action in ("heappop", "heapreplace"):
            continue
        args = () if action == "heappop" else (x,)
        assert getattr(python, action)(ours, *args) == getattr(heapq, action)(theirs, *args)
        assert ours == theirs, action
    assert [python.heappop(ours) for _ in theirs] == sorted(theirs)
    python._heapify_max(data)
    if data:
        python._heapreplace_max(data, -1)
    falling = sorted(data, reverse=True)
    assert [python._heappop_max(data) for _ in falling] == falling
for function in (python.heappop, lambda heap: python.heapreplace(heap, 1)):
    try:
        function([])
    except IndexError as error:
        print(type(error).__name__)
print(python.heappush is not heapq.heappush, python.nlargest(3, range(10)))
