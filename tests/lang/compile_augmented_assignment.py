# Every kind of target, each evaluated once.
def f(l, d, o):
    x = 5
    x += 1; x -= 2; x *= 3; x //= 2; x %= 4; x **= 3; x <<= 1; x |= 1; x &= 7; x ^= 2
    l[idx()] += 10
    l[0:1] += [7]
    d["a"] += 1
    o.v += [2]
    return x, l, d, o.v
def idx():
    print("idx")
    return 1
class O: v = [1]
o = O()
print(f([1, 2, 3], {"a": 1}, o), O.v)
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
