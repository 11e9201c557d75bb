# A function made from the code of a module runs with its globals as namespace.
import types

code = compile("x = 1\ny = x + 1\n", "test", "exec")
namespace = {}
print(types.FunctionType(code, namespace)(), namespace["y"])
try:
    types.FunctionType(code, {})(1)
except TypeError as error:
    print(error)


def plain():
    pass


def generator():
    yield


for options in ({"argdefs": 1}, {"kwdefaults": 3}):
    try:
        types.FunctionType(plain.__code__, {}, **options)
    except TypeError as error:
        print(error)
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    plain.__code__ = generator.__code__
    type("Odd", (), {1: 2})
for warning in caught:
    print(warning.category.__name__, warning.message)
try:
    type("Doc", (), {"__doc__": "x\udcdcy"})
except UnicodeEncodeError as error:
    print(error)
