# recursive_repr: a repr that comes back to the same object ends there.
import copy
from reprlib import recursive_repr


class Node:
    def __init__(self, name):
        self.name = name
        self.others = []

    @recursive_repr()
    def __repr__(self):
        "shows all"
        return f"{self.name}({', '.join(map(repr, self.others))})"


a, b = Node("a"), Node("b")
a.others = [b, b, a]
b.others = [a]
print(a, b)


class Loud(Node):
    @recursive_repr(fillvalue="<again>")
    def __repr__(self):
        if self.name == "bad":
            raise ValueError("bad")
        return f"[{self.others!r}]"


c = Loud("c")
c.others.append(c)
print(c)
bad = Loud("bad")
for _ in range(2):
    try:
        repr(bad)
    except ValueError as error:
        print(error)
bad.name = "good"
print(bad)
f = Node.__repr__
print(f.__name__, f.__qualname__, f.__doc__, f.__wrapped__.__name__, f.__module__)
print(copy.copy(a) is a)
