# Sizes and places that fit in no machine word, and those that are no integers.
import bisect
import functools
import operator
from collections import deque

BIG = 1 << 70
for text in ("bisect.bisect([1], 1, BIG)", "bisect.bisect([1], 1, -BIG)", "bisect.bisect([1], 1, 0, BIG)", "bisect.bisect([1], 1, 0, 1.5)",
             "bisect.bisect([1], 1, 'a')", "deque().insert(BIG, 1)", "deque().insert('a', 1)", "deque([1])[BIG]", "deque().rotate(BIG)",
             "deque().rotate(1.5)", "deque([1]).index(1, BIG)", "deque([1]).index(1, -BIG, BIG)", "deque([1]).index(1, 'a')", "deque([], BIG)",
             "deque([], 1.5)", "deque([], True)", "deque() * BIG", "deque([1]) * 1.5", "operator.length_hint(3, BIG)", "operator.length_hint(3, 1.5)",
             "functools.lru_cache(BIG)(len)", "functools.lru_cache(1.5)(len)", "operator.mul([1], BIG)", "type(iter(deque()))(deque([1, 2]), BIG)",
             "type(iter(deque()))", "iter(deque([1])).__reduce__()", "reversed(deque([1])).__reduce__()", "list(type(iter(deque()))(deque([1, 2]), 1))"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
