# Keys whose hash or comparison fails or changes the dict.
class BadHash:
    def __hash__(self): raise ValueError('no hash')
class BadEq:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError('no eq')
class NotInt:
    def __hash__(self): return 'x'
def attempt(f):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)
d = {1: 'one'}
attempt(lambda: d[BadHash()])
attempt(lambda: d[BadEq()])
attempt(lambda: d.get(BadEq()))
attempt(lambda: BadEq() in d)
attempt(lambda: d.setdefault(BadEq(), 1))
attempt(lambda: d.pop(BadEq()))
attempt(lambda: d[NotInt()])
attempt(lambda: d.update({BadEq(): 1}))
class Clears:
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, other):
        self.d.clear()
        return False
e = {}
e[Clears(e)] = 1
print(1 in e, len(e))
class Grows:
    def __init__(self, d): self.d = d; self.left = 3
    def __hash__(self): return 7
    def __eq__(self, other):
        if self.left:
            self.left -= 1
            for i in range(20): self.d[(self.left, i)] = i
        return False
g = {}
g[Grows(g)] = 'grows'
print(g.get(7, 'missing'), len(g))
class Same:
    def __hash__(self): return 5
    def __eq__(self, other): return isinstance(other, Same)
s = {Same(): 'first'}
s[Same()] = 'second'
print(len(s), list(s.values()))
nan = float('nan')
print({nan: 1}[nan])
class S(str):
    def __hash__(self): return hash('k')
    def __eq__(self, other): return str(self) == other
t = {'k': 1, 'other': 2}
print(t.get(S('k')), t[S('k')]); t[S('new')] = 3; print(t, t.get('new'))
