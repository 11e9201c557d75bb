# cached_property on instances of every kind: with __dict__ in use, of their own, after changes of class.
import functools


class C:
    @functools.cached_property
    def value(self):
        print("computing")
        return [len(self.__dict__)]

    def __repr__(self):
        return "C"


c = C()
d = c.__dict__
print(c.value, d, c.value is d["value"])
d["value"] = "from outside"
print(c.value)
del d["value"]
print(c.value, C.value.__get__(c) is c.value, C.__dict__["value"].__get__(c, C) is c.value)
c = C()
c.value = 1
print(C.value.__get__(c))
c.__dict__ = {}
print(c.value, vars(c))


class Changing:
    @functools.cached_property
    def value(self):
        self.__class__ = Other
        self.more = 1
        return "first"


class Other:
    value = "of the other class"


x = Changing()
print(x.value, x.value, type(x).__name__, vars(x))


class Custom:
    @functools.cached_property
    def value(self):
        return "custom"

    def __getattribute__(self, name):
        if name == "__dict__":
            print("asked for __dict__")
        return super().__getattribute__(name)


x = Custom()
print(x.value, x.value)


class OwnDict:
    def __init__(self):
        self._own = {}

    @property
    def __dict__(self):
        return self._own

    @functools.cached_property
    def value(self):
        print("computing")
        return "own"


x = OwnDict()
print(x.value, x.value, x.__dict__)


class Tuple(tuple):
    @functools.cached_property
    def total(self):
        return sum(self)


class Error(Exception):
    @functools.cached_property
    def text(self):
        return str(self)


t, e = Tuple((1, 2)), Error("e")
print(t.total, vars(t), e.text, vars(e))


class Answers:
    @functools.cached_property
    def value(self):
        print("computing")
        return NotImplemented


a = Answers()
print(a.value, a.value)


class Subclass(functools.cached_property):
    def __get__(self, instance, owner=None):
        print("get")
        return super().__get__(instance, owner)

    def __set__(self, instance, value):
        print("set", value)
        instance.__dict__[self.attrname] = value


class Owner:
    @Subclass
    def value(self):
        return "computed"


o = Owner()
print(o.value, o.value)
o.value = 5
print(o.value)
