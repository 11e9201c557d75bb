# Keys and items whose comparison changes the container they are in.
import heapq
from collections import Counter, OrderedDict, defaultdict, deque


def attempt(label, function, *args):
    try:
        print(label, function(*args))
    except Exception as error:
        print(label, type(error).__name__, error)


class Meddling:
    """Equals nothing, hashes like 1, and does something when it is compared."""

    def __init__(self, action):
        self.action = action
        self.n_left = 20

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.n_left -= 1
        if self.n_left > 0:
            self.action()
        return False

    def __lt__(self, other):
        self.action()
        return True


for make in (dict, OrderedDict, lambda: defaultdict(int), Counter):
    d = make()
    d[Meddling(d.clear)] = 1
    d[1] = 2
    attempt("clear", lambda: (d.__setitem__(1, 3), len(d)))
    d = make()
    d[Meddling(lambda: d.update({i: i for i in range(100)}))] = 1
    attempt("grow", lambda: (d.get(1), len(d) > 0))
    d = make()
    key = Meddling(lambda: d.pop(key, None))
    d[key] = 1
    attempt("pop", lambda: (d.get(1), len(d)))

d = deque(range(5))
for name in ("count", "index", "remove"):
    d = deque(range(5))
    attempt(name, getattr(d, name), Meddling(lambda: d.clear()))
d = deque([Meddling(lambda: d.clear()), 1])
attempt("contains", lambda: 5 in d)
d = deque([Meddling(lambda: d.clear())])
attempt("equal", lambda: d == deque([4]))


def clearing():
    yield 1
    d.clear()
    yield 2


d = deque([1, 2, 3])
attempt("extend", d.extend, clearing())
print(d)
d.extend(d)
d.extendleft(d)
print(d)


def append_while_iterating():
    for x in d:
        d.append(x)


attempt("iterate", append_while_iterating)
o = OrderedDict.fromkeys(range(10))


def move_while_iterating():
    for key in o:
        o.move_to_end(key)


attempt("move", move_while_iterating)
it = reversed(o)
next(it)
o["new"] = 1
attempt("reversed", list, it)
for function, args in ((heapq.heapify, ()), (heapq.heappop, ()), (heapq.heappush, (1,)), (heapq.heappushpop, (1,)), (heapq.heapreplace, (1,))):
    h = []
    h += [Meddling(h.clear), Meddling(h.clear), Meddling(h.clear)]
    attempt(function.__name__, lambda: function(h, *args) and "an item")
