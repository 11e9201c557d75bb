# deepcopy: shared objects stay shared, cycles end, the memo is used and kept.
import copy

shared = [1]
x = [shared, shared, {"k": shared}, (shared, (1, 2))]
y = copy.deepcopy(x)
print(y, y[0] is y[1] is y[2]["k"] is y[3][0], y[0] is shared, y[3][1] is x[3][1])
ring = []
ring.append(ring)
z = copy.deepcopy(ring)
print(z[0] is z, z is ring)
inner = []
t = (inner,)
inner.append(t)
u = copy.deepcopy(t)
print(u[0][0] is u, u is t)
d = {}
d[1] = d
e = copy.deepcopy(d)
print(e[1] is e)


class Node:
    def __init__(self):
        self.me = self
        self.items = {self}


n = Node()
m = copy.deepcopy(n)
print(m.me is m, m.items == {m}, m is n)
memo = {id(shared): "instead"}
print(copy.deepcopy(x, memo))
memo = {}
copy.deepcopy([[], []], memo)
print(sorted(type(value).__name__ for value in memo.values()))
memo = {}
copies = [copy.deepcopy([i], memo) for i in range(100)]
print(copies == [[i] for i in range(100)])


class Key:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __hash__(self):
        return hash(self.name)


table = {Key("a"): [1], (Key("b"), 2): Key("c")}
other = copy.deepcopy(table)
print(other == table, list(other)[0] is list(table)[0], other[Key("a")])
