# weft only: the OrderedDict in Python behaves as the one in C does.
import collections
import random
from collections import _ordered_dict

rng = random.Random(4)
ours, theirs = _ordered_dict.OrderedDict(), collections.OrderedDict()


def outcome(d, action, *args, **kwargs):
    try:
        return getattr(d, action)(*args, **kwargs)
    except KeyError as error:
        return "KeyError", str(error)


for step in range(3000):
    key = rng.randrange(20)
    action, args, kwargs = rng.choice([
        ("__setitem__", (key, step), {}), ("__setitem__", (key, step), {}), ("__delitem__", (key,), {}), ("pop", (key,), {}), ("pop", (key, "d"), {}),
        ("popitem", (), {}), ("popitem", (), {"last": False}), ("move_to_end", (key,), {}), ("move_to_end", (key,), {"last": False}),
        ("setdefault", (key, step), {}), ("update", ({key: step, -key: step},), {}), ("get", (key,), {}), ("clear", (), {}) if step % 50 == 0 else ("copy", (), {}),
    ])
    first, second = outcome(ours, action, *args, **kwargs), outcome(theirs, action, *args, **kwargs)
    assert repr(first) == repr(second), (action, args, first, second)
    assert list(ours.items()) == list(theirs.items()), (action, args)
    assert list(reversed(ours)) == list(reversed(theirs)) and repr(ours) == repr(theirs)
print(len(ours) == len(theirs), ours == theirs, ours == dict(theirs), ours.__class__)
a, b = _ordered_dict.OrderedDict(a=1, b=2), _ordered_dict.OrderedDict(b=2, a=1)
print(a == b, a != b, a == dict(b), a | b, {"z": 0} | a, a.__reduce__()[:3], list(a.keys() & b.keys()).sort())
a["self"] = a
print(a, _ordered_dict.OrderedDict.fromkeys("ab", 0), list(reversed(b.items())))
