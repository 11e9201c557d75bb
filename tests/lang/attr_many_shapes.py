# One place in the code that meets objects of many classes and shapes reads, writes and calls what each of them has.
class Base:
    kind = "base"

    def __init__(self, n):
        self.n = n

    def name(self):
        return "base"


def make_class(i):
    class Made(Base):
        def __init__(self, n):
            if i % 2:
                self.extra = i
            self.n = n

        if i % 3 == 0:
            def name(self):
                return "made" + str(i)
    return Made


classes = [make_class(i) for i in range(7)]
objects = [cls(k) for k, cls in enumerate(classes)]


def visit(objects):
    seen = []
    for o in objects:
        o.n = o.n + 1
        seen.append((o.n, o.name(), o.kind))
    return seen


for turn in range(30):
    seen = visit(objects)
print(seen)

classes[1].kind = "changed"
classes[2].name = lambda self: "replaced"
objects[3].name = lambda: "own"
objects[4].kind = "own kind"
del objects[5].extra
print(visit(objects))
classes[0].n = property(lambda self: 100, lambda self, v: print("set", v))
print(visit(objects)[0])
objects[6].__dict__["n"] = -1
print(visit(objects)[6])
objects[1].__class__ = classes[6]
print(visit(objects)[1])


class Slotted:
    __slots__ = ("n",)
    kind = "slotted"

    def name(self):
        return "slots"


slotted = Slotted()
slotted.n = 1
print(visit(objects[1:3] + [slotted] * 3)[2:])
del slotted.n
try:
    visit([slotted])
except AttributeError as error:
    print(error)
