# count, cycle, repeat.
from itertools import count, cycle, repeat, islice
print(list(islice(count(), 3)), list(islice(count(5, -2), 3)), list(islice(count(0.5, 0.25), 3)), list(islice(count(2 ** 49 - 2), 4)), list(islice(count(2 ** 70, 2 ** 69), 2)))
print(count(), count(3), count(1, 2), count(1.5), count(10, 1.0), repeat(1), repeat('x', 3), repeat(None, times=0))
c = count(step=3); next(c); print(c, next(c))
print(list(islice(cycle('ab'), 5)), list(cycle([])), list(repeat(1, 3)), list(repeat(1, -3)), list(map(pow, range(4), repeat(2))))
print(repeat(1, 5).__length_hint__())
for f in (lambda: count('a'), lambda: count(1, 'b'), lambda: cycle(5), lambda: cycle(), lambda: repeat(), lambda: repeat(1, 'x'), lambda: repeat(1).__length_hint__(), lambda: cycle([], x=1), lambda: repeat(1, 2, 3), lambda: count(1, 2, 3), lambda: count(foo=1)):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
