# ChainMap: lookups go through all maps, changes into the first.
import copy
from collections import ChainMap, defaultdict


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


low, high = {"a": 1, "b": 2}, {"b": 20, "c": 30}
m = ChainMap(high, low)
print(m, len(m), list(m), dict(m), m["b"], m.get("z"), m.get("z", 5), "a" in m, bool(m), bool(ChainMap({}, {})))
m["a"] = 100
print(low, high, m.maps)
del m["a"]
attempt(m.__delitem__, "a")
attempt(m.pop, "a")
attempt(m.pop, "a", 7)
attempt(m.__getitem__, "zz")
attempt(ChainMap().popitem)
print(m.popitem(), m)
child = m.new_child({"n": 1}, o=2)
print(child, child.parents, child.parents.maps[0] is m.maps[0], m.new_child().maps[0], m.new_child(x=1).maps[0])
print(m | {"z": 1}, {"z": 1} | m, type({"z": 1} | m).__name__)
attempt(lambda: m | 5)
attempt(lambda: m | [("k", 1)])
m |= [("k", 1)]
print(m, ChainMap.fromkeys("ab", 0))
print(m == dict(m), m == ChainMap(dict(m)), m != {})
shallow, deep = copy.copy(m), copy.deepcopy(m)
print(shallow.maps[0] is m.maps[0], shallow.maps[1] is m.maps[1], deep.maps[1] is m.maps[1])

# A map with a default answers for every key that is asked of it, but does not contain it.
d = ChainMap({"a": 1}, defaultdict(list))
print(d["q"], d.get("r"), "q" in d, "r" in d)


class Default(ChainMap):
    def __missing__(self, key):
        return f"no {key}"


print(Default({})["x"], Default({}).get("x", "given"))
m.maps[0]["self"] = m
print(m)
