# DynamicClassAttribute: a property of instances that the metaclass answers for the class.
from types import DynamicClassAttribute


class Meta(type):
    def __getattr__(cls, name):
        return f"meta {name}"


class C(metaclass=Meta):
    def __init__(self):
        self._x = 1

    @DynamicClassAttribute
    def x(self):
        "the x"
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        self._x = "deleted"

    readonly = DynamicClassAttribute(lambda self: 5, doc="of its own")
    writeonly = DynamicClassAttribute(None, lambda self, value: None, doc="w")


c = C()
print(C.x, c.x)
c.x = 10
print(c.x)
del c.x
print(c.x, C.__dict__["x"].__doc__, C.__dict__["readonly"].__doc__)
for action in (lambda: setattr(c, "readonly", 1), lambda: delattr(c, "readonly"), lambda: c.writeonly):
    try:
        print(action())
    except AttributeError as error:
        print(error)


def other(self):
    "other"


print(C.__dict__["x"].getter(other).__doc__, C.__dict__["readonly"].getter(other).__doc__)


class NoMeta:
    x = DynamicClassAttribute(lambda self: 1)


try:
    NoMeta.x
except AttributeError as error:
    print("AttributeError", error.args)
