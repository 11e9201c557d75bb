# Copies of instances: attributes in their order, slots, odd states, properties that stand before attributes.
import copy
import functools


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


p = Point(1, [2])
p.z = 3
for q in (copy.copy(p), copy.deepcopy(p)):
    q.new = 4
    print(list(vars(q)), q.y is p.y, vars(q) is vars(p), list(vars(p)))


class Data:
    "A property hides the attribute of its name; the copy has both."

    @property
    def x(self):
        return "property"


d = Data()
d.__dict__["x"] = "hidden"
d.__dict__[5] = "not a name"
for e in (copy.copy(d), copy.deepcopy(d)):
    print(e.x, vars(e))


class OwnDict:
    stored = {}

    @property
    def __dict__(self):
        return self.stored

    def __reduce_ex__(self, protocol):
        return OwnDict, (), {"a": 1}


print(vars(copy.copy(OwnDict())), OwnDict.stored)


class Watching:
    def __setattr__(self, name, value):
        print("never called", name)


w = Watching()
w.__dict__["a"] = 1
print(vars(copy.copy(w)), vars(copy.deepcopy(w)))


class State:
    def __init__(self, state):
        self.state = state

    def __reduce_ex__(self, protocol):
        return Point, (0, 0), self.state


for state in ({}, {"x": 5}, (None, {"y": 6}), ({"x": 7}, {"y": 8}), [("x", 9)]):
    print(vars(copy.copy(State(state))))
for state in (5, ({"x": 1},), {1: 2}):
    try:
        print(vars(copy.copy(State(state))))
    except Exception as error:
        print(type(error).__name__, error)


class Cached:
    @functools.cached_property
    def value(self):
        return [1]


c = Cached()
c.value
print(copy.copy(c).value is c.value, copy.deepcopy(c).value is c.value, vars(copy.deepcopy(c)))


class NoDict:
    __slots__ = ()

    def __reduce_ex__(self, protocol):
        return NoDict, (), {"a": 1}


try:
    copy.copy(NoDict())
except AttributeError as error:
    print(error)
