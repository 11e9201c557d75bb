# Changing a list while it is iterated, compared, searched or shown.
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
for x in a:
    a.clear()
print(a)
b = [1, 2, 3, 4]
for x in b:
    b.remove(x)
print(b)
it = iter([1])
print(next(it), next(it, 'done'), next(it, 'done'))
c = []
it = iter(c)
print(list(it)); c.append(1); print(list(it))
class Evil:
    def __init__(self, target): self.target = target
    def __eq__(self, other): self.target.clear(); return False
d = []
d.extend([Evil(d), 1, 2])
print(5 in d, d)
d.extend([Evil(d), 1, 2])
try:
    d.index(7)
except ValueError as e:
    print(e)
d.extend([Evil(d), 1, 2])
print(d == [1, 2, 3], d.count(1))
class R:
    def __init__(self, target): self.target = target
    def __repr__(self): self.target.clear(); return 'R'
e = []
e.extend([R(e), 1, 2])
print(e)
s = []
s.append(s)
print(s)
t = [(s,)]
print(t)
