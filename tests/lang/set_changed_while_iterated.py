# Iteration over a set notices changes of its size.
s = {1, 2, 3}
try:
    for x in s: s.add(x + 10)
except RuntimeError as e:
    print(e)
try:
    for x in s: s.discard(x)
except RuntimeError as e:
    print(e)
it = iter({1})
print(it.__length_hint__(), next(it), it.__length_hint__(), next(it, 'end'))
class Clears:
    def __init__(self, s): self.s = s
    def __hash__(self): return 1
    def __eq__(self, other): self.s.clear(); return False
e = set()
e.add(Clears(e))
print(1 in e, len(e))
e.add(Clears(e)); e.add(1)
print(len(e))
a = set(); a.add(Clears(a)); b = {1}
print(len(a | b), len(b))
class S(set):
    def __init__(self, *a): super().__init__(*a); self.tag = 1
x = S([1, 2])
print(x, x.tag, type(x | {3}), type(x.copy()), type(x - x), type(x.union()), S() == set(), len(x))
class F(frozenset):
    def __new__(cls, it, tag): self = super().__new__(cls, it); self.tag = tag; return self
    def __init__(self, it, tag): pass
f = F('a', 5)
print(f, f.tag, f == frozenset('a'), type(f.copy()), hash(f) == hash(frozenset('a')))
q = set(); w = (q,); 
print({1: S()}, S([frozenset()]))
