# Scopes, closures and nesting of comprehensions.
i = "outer"
print([i for i in range(2)], i, {i: i * i for i in range(3)}, {i % 2 for i in range(5)})
print([[j for j in range(i)] for i in range(4)], [(i, j) for i in range(3) for j in range(i) if i != j])
print([lambda: i for i in range(3)][0](), [f() for f in [lambda i=i: i for i in range(3)]])
def f():
    fs = [lambda: i for i in range(3)]
    return [g() for g in fs], [y := x for x in "ab"], y
print(f())
class C:
    a = 1
    b = [q for q in range(a + 1)]
    c = (lambda: [a for a in (2,)])()
    try: d = [a + q for q in (i_missing, 1)]
    except NameError as e: print(e)
print(C.b, C.c)
def g():
    try: return [1 / x for x in (1, 0)]
    except ZeroDivisionError: return [x for x in (3,)]
print(g(), list(x for x in range(3) if x), sum(x * y for x in (1, 2) for y in (3, 4)))
def h(n):
    out = []
    for k in range(n): out.append([x + k for x in range(2)])
    return out
print(h(3))
