# Weak dictionaries: entries go with their objects, and the mappings behave like dicts.
import copy
import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


a, b, c = Thing("a"), Thing("b"), Thing("c")
values = weakref.WeakValueDictionary({"a": a}, b=b)
values["c"] = c
print(sorted(values), len(values), values["a"], values.get("z", 5), "b" in values, repr(values)[:24])
del b
print(sorted(values.items()), "b" in values, values.get("b"), len(values))
attempt(values.__getitem__, "b")
attempt(values.pop, "b")
attempt(values.pop, "b", "default")
attempt(values.__setitem__, "int", 5)
attempt(values.__delitem__, "zz")
print(values.setdefault("a", c), values.setdefault("d", c), values.pop("d"), [r() for r in values.valuerefs()], [r() for r in values.itervaluerefs()])
for other in (values.copy(), copy.copy(values), copy.deepcopy(values), values | {"e": a}, {"e": a} | values):
    print(type(other).__name__, sorted(other.keys()), other == values)
values |= {"f": c}
print(values.popitem(), len(values), type(values.data["a"]).__name__, values.data["a"].key)
attempt(weakref.WeakValueDictionary, {"a": a}, {"b": a})
values.clear()
print(list(values.values()), bool(values))

keys = weakref.WeakKeyDictionary({a: 1, c: 2})
d = Thing("d")
keys[d] = 3
print(sorted((k.name, v) for k, v in keys.items()), keys[a], keys.get(Thing("x"), 9), a in keys, 5 in keys, len(keys.keyrefs()))
del d
gc.collect()
print(len(keys), sorted(keys.values()), sorted(k.name for k in keys))
attempt(keys.__getitem__, Thing("y"))
attempt(keys.__getitem__, 5)
attempt(keys.__setitem__, 5, 5)
attempt(keys.get, 5)
attempt(keys.pop, Thing("z"))
print(keys.pop(a), keys.setdefault(a, 7), keys.setdefault(a, 8))
for other in (keys.copy(), copy.copy(keys), copy.deepcopy(keys), keys | {a: 0}, {a: 0} | keys):
    print(type(other).__name__, sorted((k.name, v) for k, v in other.items()))
attempt(lambda: keys | 5)
attempt(lambda: keys.popitem()[1])
print(weakref.WeakKeyDictionary([(a, 1)])[a], weakref.WeakValueDictionary([(1, a)])[1])


class Equal:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)


one, uno = Equal(1), Equal(1)
by_key = weakref.WeakKeyDictionary({one: "first"})
by_key[uno] = "second"
print(len(by_key), by_key[one])
del one
print(len(by_key))
