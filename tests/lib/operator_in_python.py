# weft only: the operators in Python answer as those in C do.
import _operator
import operator
from operator import _python

samples = [0, 1, -3, 2.5, "ab", [1, 2], (1,), {"a": 1}, {1}, None]


def outcome(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return type(error).__name__


def compare(name, *args):
    first, second = outcome(getattr(_operator, name), *args), outcome(getattr(_python, name), *args)
    if first != second:
        print(name, args, "|", first, "|", second)


for name in ("abs", "neg", "pos", "invert", "inv", "not_", "truth"):
    for x in samples:
        compare(name, x)
for name in ("add and_ floordiv lshift mod mul or_ pow rshift sub truediv xor matmul lt le eq ne ge gt is_ is_not concat contains "
             "countOf indexOf getitem").split():
    for x in samples:
        for y in samples:
            if not (name in ("lshift", "mul", "pow") and isinstance(y, float)):
                compare(name, x, y)
for name in ("iadd isub imul iconcat ior iand ixor imod").split():
    for x in ([1], "a", 5, {1}):
        for y in ([2], "b", 3, {2}):
            mine, other = (x.copy(), x.copy()) if hasattr(x, "copy") else (x, x)
            first, second = outcome(getattr(_operator, name), mine, y), outcome(getattr(_python, name), other, y)
            if first != second or mine != other:
                print(name, x, y, first, second)
for x in samples:
    compare("length_hint", x)
    compare("length_hint", x, 7)
compare("length_hint", iter([1, 2]))
for args in (("a",), ("a", "b.c"), ("real",), ("real.imag",)):
    for x in (1, "s"):
        if outcome(_operator.attrgetter(*args), x) != outcome(_python.attrgetter(*args), x):
            print("attrgetter", args, x)
    print(_python.attrgetter(*args), repr(_operator.attrgetter(*args)) == repr(_python.attrgetter(*args)))
for cls in ("itemgetter", "methodcaller"):
    print(getattr(_python, cls)("a", 1), getattr(_python, cls)("a", 1).__reduce__()[1])
print(set(operator.__all__) <= set(vars(_python)), _python.add.__module__, _python.itemgetter)
