# weft only: the functions in Python, which run where _bisect is missing, answer as those in C do.
import bisect
import random
import sys

sys.modules["_bisect"] = None
del sys.modules["bisect"]
import bisect as python
del sys.modules["_bisect"]


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__


rng = random.Random(2)
for _ in range(300):
    data = sorted(rng.randrange(12) for _ in range(rng.randrange(15)))
    x, lo, hi = rng.randrange(-1, 14), rng.randrange(-1, 16), rng.choice([None, *range(16)])
    for name in ("bisect_left", "bisect_right", "bisect", "insort_left", "insort_right", "insort"):
        for key in (None, lambda v: v // 2):
            ours, theirs = data[:], data[:]
            first = outcome(getattr(python, name), ours, x, lo, hi, key=key)
            second = outcome(getattr(bisect, name), theirs, x, lo, hi, key=key)
            assert (first, ours) == (second, theirs), (name, data, x, lo, hi, first, second)
print(python.bisect is python.bisect_right, bisect.bisect is bisect.bisect_right, python.bisect is not bisect.bisect)
