# Repr: what is cut where, at which depth, and with which indent.
import reprlib
from array import array
from collections import deque
from reprlib import Repr


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


class Failing:
    def __repr__(self):
        raise KeyError("no repr")


class Wide:
    def __repr__(self):
        return "<" + "w" * 100 + ">"


nested = 1
for _ in range(10):
    nested = [nested]
things = [list(range(10)), tuple(range(10)), (1,), {1: 2}, {i: -i for i in range(10)}, set(range(20)), frozenset(range(9)), set(),
          frozenset(), deque(range(9)), array("i", range(9)), array("i"), "x" * 100, "'\"" * 40, "\0" * 20, 10 ** 50, nested, {"k": nested},
          Wide(), b"a" * 100, [], {}, (), None, {2}, {3: 1, "a": 2}, range(1000), "short"]
for thing in things:
    attempt(reprlib.repr, thing)
print(reprlib.repr(Failing()).split(" at ")[0])
small = Repr(maxlevel=2, maxtuple=1, maxlist=1, maxstring=8, maxother=10, maxlong=7, maxdict=1, maxset=1, maxfrozenset=2, maxdeque=1,
             maxarray=2, fillvalue="~")
for thing in things:
    attempt(small.repr, thing)
for limit in range(12):
    r = Repr(maxstring=limit, maxlong=limit)
    print(limit, r.repr("abcdefghijklmnop"), r.repr(1234567890123))
for indent in (None, 0, 1, 4, "--", "\t", True):
    print(Repr(indent=indent, maxlevel=3).repr([1, [2, (3, {4: [5]})], {}, {"k": {6}}, ("only",)]))
for indent in (-1, 1.5, []):
    attempt(Repr(indent=indent).repr, [1])


class Mine(Repr):
    def repr_Wide(self, x, level):
        return f"wide at {level}"

    def repr_odd_name(self, x, level):
        return "odd"


print(Mine().repr([Wide(), [Wide()]]), Mine().repr(type("odd name", (), {})()))
print(Mine().repr1([1, [2]], 1), Mine().repr1([1, [2]], 0), Mine().repr1((), 0), Mine().repr1({}, 0), Mine().repr1({1: 1}, 0))
