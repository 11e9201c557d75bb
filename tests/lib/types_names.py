# types: every name, and what the types are types of.
import sys
import types

for name in types.__all__:
    thing = getattr(types, name)
    print(name, f"{thing.__module__}.{thing.__qualname__}" if isinstance(thing, type) else type(thing).__name__)


def f():
    yield


async def c():
    pass


async def a():
    yield


coroutine = c()
samples = {
    "FunctionType": f, "LambdaType": lambda: 0, "CodeType": f.__code__, "MappingProxyType": type.__dict__, "CellType": types.CellType(1),
    "GeneratorType": f(), "CoroutineType": coroutine, "AsyncGeneratorType": a(), "MethodType": f.__get__(1), "BuiltinFunctionType": len,
    "BuiltinMethodType": [].append, "WrapperDescriptorType": object.__init__, "MethodWrapperType": object().__str__,
    "MethodDescriptorType": str.join, "ClassMethodDescriptorType": dict.__dict__["fromkeys"], "ModuleType": sys,
    "FrameType": sys._getframe(), "GetSetDescriptorType": types.FunctionType.__code__, "GenericAlias": list[int], "UnionType": int | str,
    "EllipsisType": ..., "NoneType": None, "NotImplementedType": NotImplemented, "SimpleNamespace": sys.implementation,
    "MemberDescriptorType": types.FunctionType.__globals__,
}
coroutine.close()
print([name for name, sample in samples.items() if type(sample) is not getattr(types, name)])
try:
    1 / 0
except ZeroDivisionError as error:
    print(type(error.__traceback__) is types.TracebackType)
print(types.CapsuleType.__name__)
try:
    types.CapsuleType()
except TypeError as error:
    print(error)
