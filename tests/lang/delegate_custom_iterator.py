# PEP 380 with objects that are no generators: send, throw and close are used when they are there.
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("end")
        return self.n
    def send(self, v):
        print("send", v)
        return self.__next__()
    def throw(self, *a):
        print("throw", [type(x).__name__ for x in a])
        return "thrown"
    def close(self):
        print("close")
def g(it):
    r = yield from it
    print("r", r)
x = g(It())
print(next(x), x.send("v"), x.throw(ValueError("q")), next(x))
try:
    next(x)
except StopIteration:
    print("stop")
x = g(It())
next(x)
x.close()
class Bare:
    def __iter__(self): return self
    def __next__(self): return 1
x = g(Bare())
next(x)
try:
    x.send(1)
except AttributeError as e:
    print(e)
x = g(Bare())
next(x)
try:
    x.throw(KeyError("k"))
except KeyError as e:
    print("passed", e)
