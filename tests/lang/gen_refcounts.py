# A generator lets go of its locals the moment it ends.
class Loud:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def g():
    a = Loud("a")
    yield 1
    a = None
    print("after a")
    b = Loud("b")
    yield 2
it = g()
next(it); next(it)
print("exhaust")
list(it)
print("exhausted")
it = g(); next(it); it = None
print("end")
