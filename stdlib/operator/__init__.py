"""The operators as functions: operator.add(x, y) is x + y.

They are in C (_operator); _python holds the same for reading, and for a build without the C.  Each has the name of
its special method as well: add is also __add__.
"""
__all__ = [
    "abs", "add", "and_", "attrgetter", "call", "concat", "contains", "countOf", "delitem", "eq", "floordiv", "ge",
    "getitem", "gt", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "index", "indexOf",
    "inv", "invert", "ior", "ipow", "irshift", "is_", "is_not", "isub", "itemgetter", "itruediv", "ixor", "le",
    "length_hint", "lshift", "lt", "matmul", "methodcaller", "mod", "mul", "ne", "neg", "not_", "or_", "pos", "pow",
    "rshift", "setitem", "sub", "truediv", "truth", "xor",
]

try:
    from _operator import *
except ImportError:
    from operator._python import *
    globals().pop("_python", None)    # the submodule: it is none of the operators

_not_special = {"attrgetter", "countOf", "indexOf", "is_", "is_not", "itemgetter", "length_hint", "methodcaller",
                "truth"}
globals().update([(f"__{name.rstrip('_')}__", globals()[name]) for name in __all__ if name not in _not_special])
del _not_special
