# Managers nest, suppress, and see every way out.
class CM:
    def __init__(self, n, suppress=False): self.n, self.suppress = n, suppress
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, *a): print("exit", self.n, a[0]); return self.suppress
def f(n):
    with CM(1) as a, CM(2, True) as b:
        if n == 0: return a + b
        if n == 1: 1 / 0
        print("body", a, b)
    return "after"
for i in range(3): print(f(i))
for i in range(3):
    with CM(i):
        if i == 0: continue
        if i == 1: break
cm = CM("own")
with cm as cm: print(cm)
class O: pass
o = O()
with CM((1, 2)) as (o.a, o.b): print(o.a, o.b)
try:
    with CM("a"), CM("b"): raise ValueError("v")
except ValueError as e: print("caught", e)
try:
    with 5: pass
except TypeError as e: print(e)
