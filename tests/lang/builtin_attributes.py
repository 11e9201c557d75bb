# getattr, hasattr, setattr, delattr, vars, dir.
class Point:
    x = 1
    def __init__(self):
        self.y = 2
p = Point()
print(getattr(p, 'x'), getattr(p, 'z', 'none'), hasattr(p, 'y'), hasattr(p, 'z'), vars(p))
setattr(p, 'z', 3)
delattr(p, 'y')
print(vars(p), [n for n in dir(p) if n[0] != '_'])
for call in (lambda: getattr(p, 'w'), lambda: getattr(p, 1), lambda: hasattr(p, 1), lambda: delattr(p, 'x'), lambda: vars(1), lambda: getattr(p)):
    try:
        call()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
def local(a, b=2):
    c = 3
    return sorted(vars()), dir(), sorted(locals())
print(local(1))
