# operator has every operator under two names, and getters with a repr.
import copy
import operator

special = sorted(name for name in vars(operator) if name.startswith("__") and callable(getattr(operator, name)))
print([name for name in special if name not in ("__loader__",)])
print(operator.__add__ is operator.add, operator.__not__ is operator.not_, operator.__call__(max, 1, 2), operator.__concat__("a", "b"))
print(len(operator.__all__), all(hasattr(operator, name) for name in operator.__all__))
print(operator.itemgetter(1, "x"), operator.attrgetter("a.b"), operator.methodcaller("m", 1, k=2))
print(copy.copy(operator.itemgetter(1, 0))("ab"), copy.deepcopy(operator.methodcaller("split", sep="."))("a.b"))
