# len, subscripts, membership and iteration of classes, with their error texts.
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(A()), 20 in A(), 5 in A(), [x for x in reversed([1])], A()[1], iter(A()).__next__())
attempt(lambda: len(A())); attempt(lambda: 1[0]); attempt(lambda: 1 in 5); attempt(lambda: iter(5)); attempt(lambda: next(5)); attempt(lambda: object()[1])
def s(): object()[1] = 2
def d(): del object()[1]
def s2(): "abc"[0] = "x"
def d2(): del (1,)[0]
attempt(s); attempt(d); attempt(s2); attempt(d2); attempt(lambda: int[3]); attempt(lambda: [1]["a"]); attempt(lambda: "a"["b"]); attempt(lambda: (1,)[1.0]); attempt(lambda: {}[[]])
class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
attempt(lambda: len(Len(3))); attempt(lambda: len(Len(-1))); attempt(lambda: len(Len("a"))); attempt(lambda: len(Len(2**70))); attempt(lambda: bool(Len(0))); attempt(lambda: bool(Len(-1))); attempt(lambda: len(Len(True)))
class Bo:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
attempt(lambda: bool(Bo(True))); attempt(lambda: bool(Bo(1))); attempt(lambda: not Bo(False))
class BadIter:
    def __iter__(self): return 5
attempt(lambda: iter(BadIter()))
class NoIter:
    __iter__ = None
    def __getitem__(self, i): return i
attempt(lambda: iter(NoIter()))
class Con:
    def __contains__(self, x): return x
print(1 in Con(), 0 in Con(), [] not in Con())
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), sum(It()), 2 in It(), tuple(It()), max(It()))
class H:
    def __hash__(self): return "x"
attempt(lambda: hash(H()))
class H2:
    def __hash__(self): return 2 ** 100
print(hash(H2()) == hash(2 ** 100))
class H3:
    def __hash__(self): return -1
print(hash(H3()))
attempt(lambda: hash([])); attempt(lambda: {[]: 1}); attempt(lambda: {{}}); attempt(lambda: hash((1, [])))
class F:
    def __format__(self, s): return "fmt" + s
print(f"{F():abc}", format(F()), "{:x}".format(F()))
attempt(lambda: format(object(), "x")); attempt(lambda: format(object(), "")[:7])
class BF:
    def __format__(self, s): return 5
attempt(lambda: format(BF()))
class BR:
    def __repr__(self): return 5
    def __str__(self): return b"x"
attempt(lambda: repr(BR())); attempt(lambda: str(BR())); attempt(lambda: f"{BR()}")
