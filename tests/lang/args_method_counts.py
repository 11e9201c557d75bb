# Wrong numbers of arguments for functions written in C: each calling convention has its text.
import time
def t(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
t(lambda: [].clear(1))
t(lambda: [].append())
t(lambda: len())
t(lambda: len(1, 2))
t(lambda: [].append(x=1))
t(lambda: [].insert(1))
t(lambda: [].pop(1, 2))
t(lambda: [].pop(x=1))
t(lambda: [].sort(1))
t(lambda: [].sort(x=1))
t(lambda: [].sort(1, 2, 3))
t(lambda: globals(1))
t(lambda: dict.fromkeys())
t(lambda: dict.fromkeys(1, 2, 3))
t(lambda: dict.fromkeys(x=1))
t(lambda: isinstance(1))
t(lambda: isinstance(1, 2, x=1))
t(lambda: list(1, 2))
t(lambda: list(x=1))
t(lambda: float(1, 2))
