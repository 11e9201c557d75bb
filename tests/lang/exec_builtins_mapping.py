# globals["__builtins__"] may be any mapping; it is asked as it is.
import types

code = compile("superglobal", "test", "eval")
print(eval(code, {"__builtins__": types.MappingProxyType({"superglobal": 1})}))
for builtins in (types.MappingProxyType({}), 123):
    try:
        eval(code, {"__builtins__": builtins})
    except (NameError, TypeError) as error:
        print(type(error).__name__, error)


class Refusing(dict):
    def __getitem__(self, key):
        raise LookupError("refused " + key)


try:
    eval(code, {"__builtins__": Refusing(superglobal=1)})
except LookupError as error:
    print(error)
imports = compile("import foo.bar", "test", "exec")
namespace = {"__builtins__": types.MappingProxyType({"__import__": lambda *args: (args[0], args[3], args[4])})}
exec(imports, namespace)
print(namespace["foo"])
try:
    exec(imports, {"__builtins__": types.MappingProxyType({})})
except ImportError as error:
    print(error)


def function():
    return len("abc")


print(types.FunctionType(function.__code__, {})(), types.FunctionType(function.__code__, {}).__builtins__["len"] is len)
