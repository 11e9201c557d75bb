# Middle operands are evaluated once and chains stop early.
class N:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        print("lt", self.n, other.n)
        return self.n < other.n
def make(n):
    print("make", n)
    return N(n)
print(make(1) < make(2) < make(3))
print(make(2) < make(1) < make(3))
if make(1) < make(2) < make(0): print("yes")
else: print("no")
if not (make(1) < make(2) < make(3)): print("no")
def test(a, b, c):
    return a < b < c, a == b != c, not a <= b <= c
print(test(1, 2, 3), test(3, 2, 1), test(1, 1, 2))
