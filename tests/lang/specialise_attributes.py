# Places that read, write and call attributes of many classes stay right while the classes and instances change under them.
import random

random.seed(9)


class Base:
    z = "base"

    def __init__(self):
        try:
            self.k = 1
        except AttributeError:
            pass

    def m(self):
        return "Base.m", self.k


def make_class(i):
    namespace = {}
    if i % 3 == 0:
        namespace["m"] = lambda self: ("m%d" % i, self.k)
    if i % 4 == 0:
        namespace["__slots__"] = ("k", "q")
    namespace["p"] = property(lambda self: ("p", i)) if i % 5 == 0 else i
    return type("C%d" % i, (Base,), namespace)


def tried(action, *args):
    """What it gives, or its exception's name; functions are told by their kind only: they print their address."""
    try:
        v = action(*args)
    except Exception as e:
        return type(e).__name__
    return type(v).__name__ if callable(v) else str([type(x).__name__ if callable(x) else x for x in v]) if type(v) is tuple else str(v)


def call_m(o):
    return o.m()


def read_p(o):
    return o.p


def read_z(o):
    return o.z


def write_q(o, v):
    o.q = v
    return o.q


def count_k(o):
    o.k += 1
    return o.k


def work(o, step):
    return " ".join([tried(call_m, o), tried(read_p, o), tried(read_z, o), tried(write_q, o, step), tried(count_k, o),
                     tried(grow, o, step)])


def grow(o, step):
    if len(vars(o)) < 9:
        setattr(o, "dyn%d" % (step % 7), step)
    return sorted(vars(o))


classes = [make_class(i) for i in range(12)]
objects = []
changes = [lambda self: "new", 5, property(lambda self: "prop"), classmethod(lambda c: "cm"), staticmethod(lambda *a: "sm")]


def change(step):
    r = random.random()
    if r < .1 or not objects:
        objects.append(random.choice(classes)())
    elif r < .13:
        setattr(random.choice(classes), random.choice("mzpk"), random.choice(changes))
    elif r < .15:
        c = random.choice(classes)
        for name in "mzp":
            if name in c.__dict__ and random.random() < .5:
                delattr(c, name)
    elif r < .17:
        Base.z = "base %d" % step
    elif r < .19:
        tried(setattr, random.choice(objects), "__class__", random.choice(classes))
    elif r < .21:
        tried(setattr, random.choice(objects), "m", lambda: "inst")
    elif r < .23:
        tried(delattr, random.choice(objects), "k")
        objects.pop(random.randrange(len(objects)))
    elif r > .98:
        Base.m = random.choice([lambda self: ("Bm", self.k), lambda self: "other"])


number = 0
for step in range(3000):
    change(step)
    for o in random.sample(objects, min(3, len(objects))):
        text = work(o, step)
        for c in text:
            number = (number * 31 + ord(c)) % (2**49 - 1)
    if step % 200 == 0:
        print(step, len(objects), number)
