# types.MappingProxyType: a read-only view.
from types import MappingProxyType as P
d = {"a": 1, "b": 2}
p = P(d)
print(p, p["a"], len(p), list(p), "a" in p, p.get("z", 9), list(p.items()), p.copy(), p == d, p | {"c": 3}, {"c": 3} | p, list(reversed(p)))
d["n"] = 4
print(p["n"], list(p.keys()), list(p.values()))
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def s(): p["x"] = 1
def i():
    global p
    p |= {}
attempt(s); attempt(i); attempt(lambda: P(5)); attempt(lambda: P([1])); attempt(lambda: hash(p)); attempt(lambda: p["nope"]); attempt(lambda: P())
class A: pass
print(type(A.__dict__).__name__, "__module__" in A.__dict__, P[int, str])
