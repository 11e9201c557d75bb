# Unpacking into locals again and again: tuples, other iterables, wrong sizes, and what the old values do as they die.
import sys


def sizes(values):
    seen = []
    for v in values:
        try:
            a, b = v
            seen.append((a, b))
        except (TypeError, ValueError) as error:
            seen.append(str(error))
    return seen


print(sizes([(1, 2), (3, 4), [5, 6], (7,), (1, 2, 3), "xy", 5, {1: 2, 3: 4}, (8, 9), iter((1, 2))]))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def dying():
    a = b = None
    for i in range(3):
        a, b = (Noisy("a%d" % i), Noisy("b%d" % i))
        print("bound", a.name, b.name)


dying()


def over_pairs(d):
    total = 0
    for k, (v, w) in d.items():
        total += k * v + w
    first, second, third = (k, v, w)
    return total, first, second, third


print(over_pairs({1: (2, 3), 4: (5, 6)}))


def captured(pairs):
    out = []
    for x, y in pairs:
        out.append(lambda: (x, y))
    return [f() for f in out]


print(captured([(1, 2), (3, 4)]))


def lines():
    for pair in ((1, 2), (3, 4)):
        a, b = pair
        pair = None
    return a, b


events = []


def trace(frame, event, arg):
    if event == "line":
        events.append(frame.f_lineno - frame.f_code.co_firstlineno)
    return trace


lines()
sys.settrace(trace)
result = lines()
sys.settrace(None)
print(result, events)
