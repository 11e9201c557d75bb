# vars(x) is the live dict; it can be replaced; order is kept.
class A: pass
a = A()
a.x = 1
d = a.__dict__
d["y"] = 2
a.z = 3
print(d, a.y, vars(a) is d)
del a.x
print(d)
a.__dict__ = {"k": 1}
print(a.k, d, hasattr(a, "y"))
for bad in (5, None):
    try:
        a.__dict__ = bad
    except TypeError as e:
        print(e)
del a.__dict__
print(a.__dict__)
class D(dict): pass
a.__dict__ = D(q=7)
print(a.q, type(a.__dict__).__name__)
b = A()
for i in range(100):
    setattr(b, "attr%d" % i, i)
print(len(vars(b)), b.attr99, list(vars(b))[:3])
c = A()
c.one = 1; c.two = 2; c.three = 3
del c.three; c.four = 4; del c.one
print(vars(c), hasattr(c, "one"))
