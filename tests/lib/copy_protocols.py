# copy and deepcopy: __copy__, __deepcopy__, reductions, dispatch tables, slots and state.
import copy
import copyreg
import types


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


class Hooks:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        memo["seen"] = True
        return "deep"


print(copy.copy(Hooks()), copy.deepcopy([Hooks()]))


class Plain:
    def __init__(self, x):
        self.x = x


class Slots:
    __slots__ = ("a", "b", "__dict__")


class State:
    def __getstate__(self):
        return {"only": [1]}

    def __setstate__(self, state):
        self.got = state


p = Plain([1])
print(copy.copy(p).x is p.x, copy.deepcopy(p).x is p.x, copy.deepcopy(p).x)
s = Slots()
s.a, s.c = [1], [2]
for t in (copy.copy(s), copy.deepcopy(s)):
    print(t.a, t.c, t.a is s.a, t.c is s.c, hasattr(t, "b"))
print(vars(copy.copy(State())), vars(copy.deepcopy(State())))


class Reduced:
    def __init__(self, answer):
        self.answer = answer

    def __reduce_ex__(self, protocol):
        return self.answer


class Target(list):
    def __setitem__(self, key, value):
        self.append((key, value))


attempt(copy.copy, Reduced((Target, (), None, iter([[1], [2]]), iter([("k", [3])]))))
attempt(copy.deepcopy, Reduced((Target, (), None, iter([[1], [2]]), iter([("k", [3])]))))
attempt(copy.copy, Reduced((len,)))
attempt(copy.copy, Reduced((len, ("abc",))))
attempt(copy.copy, Reduced(5))
same = Reduced("a global")
print(copy.copy(same) is same, copy.deepcopy(same) is same)


class Never:
    __reduce_ex__ = __reduce__ = None


attempt(copy.copy, Never())
attempt(copy.deepcopy, [Never()])
copyreg.pickle(Never, lambda x: (list, ("by the table",)))
attempt(copy.copy, Never())
print(copy.error is copy.Error, copy.Error.__mro__[1].__name__)


class List(list):
    pass


class Dict(dict):
    pass


for x in (List([1, [2]]), Dict(a=[2])):
    x.note = [3]
    for y in (copy.copy(x), copy.deepcopy(x)):
        print(type(y).__name__, y == x, y is x, y.note is x.note)
for x in (1, None, ..., NotImplemented, 1.5, 1j, "s", b"b", type, Plain, range(3), len, attempt, property(), slice(1, [2]), frozenset([1]),
          bytearray(b"x"), types.SimpleNamespace(a=[1]), ValueError("x", [1]), (1, 2), (1, [2]), attempt.__code__, p.__init__, {1}):
    print(type(x).__name__, copy.copy(x) is x, copy.deepcopy(x) is x, end="; ")
print()
method = copy.deepcopy(p.__init__)
print(method.__self__ is p, method.__self__.x, method.__func__ is Plain.__init__)
attempt(copy.copy, types)
attempt(copy.deepcopy, [open])
attempt(copy.copy, iter([1, 2]).__next__)
