# finalize: called once, when its object dies, by hand, or at exit in reverse order.
import gc
import weakref


class Thing:
    pass


def say(*args, **kwargs):
    print("say", args, kwargs)
    return "said"


t = Thing()
f = weakref.finalize(t, say, 1, obj=2, func=3, self=4)
print(f.alive, f.atexit, f.peek()[0] is t, f.peek()[1:], repr(f).split(" at ")[0], "for 'Thing'" in repr(f))
del t
print(f.alive, f.atexit, f.peek(), f.detach(), f(), repr(f).endswith("dead>"))
t = Thing()
f = weakref.finalize(t, say, "by hand")
print(f(), f(), f.alive)
f = weakref.finalize(t, say, "detached")
print(f.detach()[2], f.alive, f.detach())
for args in ((), (t,), (5, say)):
    try:
        weakref.finalize(*args)
    except TypeError as error:
        print(error)
a, b = Thing(), Thing()
a.b, b.a = b, a
f = weakref.finalize(b, say, "cycle")
f.atexit = False
print(f.atexit)
del a, b
print(gc.collect() > 0, f.alive)


def last():
    print("exit: last", keep is not None)
    weakref.finalize(keep, say, "made at exit")


def fails():
    print("exit: fails")
    raise ValueError("at exit")


keep = Thing()
weakref.finalize(keep, say, "exit: first made")
weakref.finalize(keep, say, "not at exit").atexit = False
weakref.finalize(keep, last)
weakref.finalize(keep, say, "exit: newest")
print("end of the script")
