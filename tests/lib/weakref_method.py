# WeakMethod: lives as long as object and function, and compares by both.
import gc
import weakref


class Thing:
    def method(self):
        return "called"

    def other(self):
        pass

    def __eq__(self, other):
        return isinstance(other, Thing)

    __hash__ = None


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


calls = []
t = Thing()
r = weakref.WeakMethod(t.method, calls.append)
print(r()(), r() == t.method, r() is r())
same, other, equal_object = weakref.WeakMethod(t.method), weakref.WeakMethod(t.other), weakref.WeakMethod(Thing().method)
print(r == same, r != same, r == other, r == weakref.ref(t), r == 5)
attempt(hash, r)
del t
print(r(), calls == [r], r == same, r == r, r != same)
attempt(weakref.WeakMethod, 5)
attempt(weakref.WeakMethod, len)
attempt(weakref.WeakMethod, [].append)
attempt(weakref.WeakMethod)


class Holder:
    def work(self):
        pass


h = Holder()
r = weakref.WeakMethod(h.work, lambda ref: calls.append("function died"))
del Holder.work
gc.collect()
print(r(), calls[-1])
k = weakref.WeakMethod(Thing().method)
print(k())


class Hashable:
    def m(self):
        pass


x = Hashable()
print(hash(weakref.WeakMethod(x.m)) == hash(weakref.ref(x)), len({weakref.WeakMethod(x.m), weakref.WeakMethod(x.m)}))
