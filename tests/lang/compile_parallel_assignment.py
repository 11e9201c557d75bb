# Swaps and rotations read everything before they store.
def f(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    c, a = a + b, c + a
    return a, b, c
print(f(1, 2, 3))
def g():
    i, l = 0, [0, 0]
    i, l[i] = 1, 9
    l[0], l[1] = l[1], l[0]
    x = y = z = []
    x, *y, z = 1, 2, 3, 4
    return i, l, x, y, z
print(g())
def h(x):
    a = b = x
    x = 7
    (a, b), x = (x, a), b
    return a, b, x
print(h(3))
