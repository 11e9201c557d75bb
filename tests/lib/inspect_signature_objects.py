# Parameter, Signature and BoundArguments as objects.
import copy
import inspect
from inspect import Parameter, Signature


def f(a, /, b: int = 1, *args, c, d: "x" = None, **kwargs) -> list[int]:
    pass


sig = inspect.signature(f)
print(repr(sig), sig.format(max_width=20), list(sig.parameters), sig.return_annotation)
for parameter in sig.parameters.values():
    print(repr(parameter), parameter.kind, parameter.kind.description, parameter.default is Parameter.empty,
          repr(parameter.kind))
print(copy.deepcopy(sig.parameters['b']) == sig.parameters['b'], copy.copy(sig) == sig, hash(copy.copy(sig)) == hash(sig), sig == inspect.signature(lambda: 0))
print(sig.replace(parameters=[], return_annotation=Signature.empty), copy.replace(sig, return_annotation=int))
print(Signature([Parameter("x", 3), Parameter("y", 3)]) == Signature([Parameter("y", 3), Parameter("x", 3)]))
print(Parameter("x", 1, default=3).replace(name="y", annotation=int, default=Parameter.empty), Parameter("if", 0),
      Parameter(".0", 1), Parameter.empty, Signature.empty)
for arguments in [("if", 1), ("x", 9), ("", 0), (3, 1), ("a b", 1), (Parameter.empty, 1), (".0", 3)]:
    try:
        print(Parameter(*arguments))
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
try:
    Parameter("x", Parameter.VAR_KEYWORD, default=1)
except ValueError as error:
    print(error)
for parameters in [[("x", 1), ("x", 1)], [("x", 1), ("y", 0)], [("x", 4), ("y", 3)]]:
    try:
        print(Signature([Parameter(*parameter) for parameter in parameters]))
    except ValueError as error:
        print(error)
try:
    Signature([Parameter("x", 1, default=1), Parameter("y", 1)])
except ValueError as error:
    print(error)
bound = sig.bind(1, 2, 3, c=4, e=5)
print(bound, bound.args, bound.kwargs, bound.arguments)
partial = sig.bind_partial(1)
print(partial, partial == sig.bind_partial(1), partial.signature is sig)
partial.apply_defaults()
print(partial, copy.copy(partial) == partial)
bound.arguments["args"] = ()
del bound.arguments["b"]
print(bound.args, bound.kwargs)
for args, kwargs in [((), {}), ((1,), {}), ((), {"a": 1, "c": 2}), ((1, 2), {"b": 3, "c": 4})]:
    try:
        print(sig.bind(*args, **kwargs))
    except TypeError as error:
        print(error)
for function in lambda a: 0, lambda a, /: 0, lambda *, a: 0:
    for args, kwargs in [((1, 2), {}), ((), {"b": 1}), ((), {"a": 1})]:
        try:
            print(inspect.signature(function).bind(*args, **kwargs))
        except TypeError as error:
            print(error)
