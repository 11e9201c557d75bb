# Built-in slots as Python sees them.
print(int.__add__, (1).__add__, int.__add__(1, 2), (1).__add__(2), (1).__radd__(5), (7).__rsub__(10))
print(list.__len__([1, 2]), [1].__len__(), "ab".__contains__("a"), [1, 2].__getitem__(0))
print(type(int.__add__).__name__, type((1).__add__).__name__, int.__add__.__name__, int.__add__.__qualname__, int.__add__.__objclass__)
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except TypeError as e: print(e)
attempt(int.__add__); attempt(int.__add__, "a", 1); attempt(int.__add__, 1); attempt((1).__add__); attempt((1).__add__, 2, 3); attempt((1).__add__, x=1)
attempt(int.__pow__, 2, 3, 5); attempt(int.__pow__, 2); attempt(int.__lt__, 1, 2); attempt((1).__lt__, "a")
attempt(object.__setattr__, int, "x", 1); attempt(object.__getattribute__, 5, 5)
attempt(int.__hash__, 5); attempt([].__hash__) if [].__hash__ else print(None)
attempt(iter([]).__next__.__self__.__iter__) if False else None
it = iter([1]); print(it.__next__())
try: it.__next__()
except StopIteration as e: print("stop", e.args)
print((1).__add__ == (1).__add__, (1).__add__ != (2).__add__, object.__repr__(5)[:14])
print(int.real, type(int.real).__name__, int.real.__name__, int.real.__get__(5))
print(dict.__dict__["fromkeys"], type(dict.__dict__["fromkeys"]).__name__)
for f in (int.__add__, (1).__add__, int.real):
    try: f.x = 1
    except AttributeError as e: print(e)
print(int.__add__.__text_signature__, object.__init__.__text_signature__)
