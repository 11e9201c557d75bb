# Targets are stored from left to right.
log = []
class L:
    def __init__(self, n): self.__dict__["n"] = n
    def __setattr__(self, k, v): log.append((self.n, k, v))
    def __setitem__(self, k, v): log.append((self.n, k, v))
def mk(n):
    log.append(n)
    return L(n)
def v(n):
    log.append(n)
    return n
mk("a").x, mk("b")[v("k")], mk("c").z = v(1), v(2), v(3)
mk("d").p = mk("e")[v("l")] = v(4)
mk("f").q, *mk("g").r = [5, 6]
for mk("h").i in [7]: pass
print(log)
