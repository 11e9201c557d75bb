# Deleting an attribute that is not the newest keeps the others, their order, and what other code has cached of them.
class Point:
    pass


def make():
    p = Point()
    p.a, p.b, p.c, p.d = 1, 2, 3, 4
    return p


def read(p):
    return p.a, p.d


points = [make() for i in range(20)]
for p in points:
    read(p)
    del p.b
    assert read(p) == (1, 4)
    p.b = 20
    del p.c
    assert read(p) == (1, 4)
print(points[0].__dict__, vars(points[-1]))
q = make()
del q.a
try:
    read(q)
except AttributeError as error:
    print(error)
try:
    del q.a
except AttributeError as error:
    print(error)


class Noisy:
    def __del__(self):
        print("gone", r.__dict__)


r = make()
r.b = Noisy()
del r.b
many = Point()
for i in range(40):
    setattr(many, "x%d" % i, i)
for i in range(0, 40, 2):
    delattr(many, "x%d" % i)
print(list(vars(many).items())[:3], len(vars(many)))
