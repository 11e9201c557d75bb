# The left operand keeps its value when the right one rebinds the name.
def add(a):
    return a + (a := 5)
def args(a):
    return [a, (a := 2), a], (a, (a := 4), a), {a: (a := 6), a: 0}
def compare(a):
    return a < (a := 3) < (a := 9), a
def subscript(a, i):
    return a[i] + a[(i := 1)] + i
def call(f, x):
    return f(x, (x := 2), k=(x := 3)), x
print(add(1), args(0), compare(1))
print(subscript([10, 20], 0), call(lambda *a, **k: (a, k), 1))
a = [1, 2]
a[(i := 0)], i = 5, a
print(a, i)
