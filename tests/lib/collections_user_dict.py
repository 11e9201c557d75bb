# UserDict: every access goes through the methods of a subclass.
import copy
from collections import UserDict


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __missing__(self, key):
        return f"<{key}>"


d = Lower({"A": 1}, B=2)
d.update(C=3)
d |= {"D": 4}
print(d, len(d), d["a"], d["A"], d.get("A"), d.get("a"), "A" in d, "a" in d, list(d))
print(d.setdefault("E", 5), d.pop("a"), d.popitem())
print(d | {"X": 1}, {"X": 1} | d, d | Lower(Y=2), type(d | {}).__name__)
print(Lower.fromkeys("PQ", 0), type(Lower.fromkeys("PQ")).__name__)
d.extra = ["e"]
for other in (d.copy(), copy.copy(d), copy.deepcopy(d)):
    print(type(other).__name__, other == d, other.data is d.data, other.extra is d.extra, other.extra)
print(UserDict(dict=1, self=2), UserDict([("a", 1)]), UserDict(None))
for action in (lambda: UserDict()["x"], lambda: UserDict().__delitem__("x"), lambda: UserDict(1), lambda: UserDict({}, {}),
               lambda: UserDict() | 5, lambda: UserDict().popitem()):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
plain = UserDict(a=1)
print(plain.copy() == plain, type(plain.copy()).__name__, plain == {"a": 1}, isinstance(plain, dict))
