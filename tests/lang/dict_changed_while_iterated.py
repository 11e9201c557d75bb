# Iteration notices changes of keys; values may change freely.
def attempt(f):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
def add():
    d = {1: 1}
    for k in d: d[k + 1] = 1
attempt(add)
def remove():
    d = {1: 1, 2: 2}
    for k in d: del d[k]
attempt(remove)
def swap():
    d = {0: 0}
    n = 0
    for k in d:
        del d[0]
        d[0] = 0
        n += 1
        if n > 5: return 'endless'
attempt(swap)
def values():
    d = dict.fromkeys(range(3))
    for k in d: d[k] = k
    return d
attempt(values)
def items():
    d = {1: 1}
    for k, v in d.items(): d.clear()
    return d
attempt(items)
def vals():
    d = {1: 1}
    for v in d.values(): d[2] = 2
attempt(vals)
def back():
    d = {1: 1, 2: 2}
    for v in reversed(d): d[v + 5] = 1
attempt(back)
d = {1: 1}
it = iter(d)
print(it.__length_hint__())
d[2] = 2
for _ in range(2):
    try:
        next(it)
    except RuntimeError as e:
        print(e, it.__length_hint__())
it = iter({})
print(next(it, 'end'), next(it, 'end'))
d = {1: 2}
d2 = {}
for pair in d.items(): keep = pair
print(keep)
pairs = [p for p in {1: 2, 3: 4, 5: 6}.items()]
print(pairs)
