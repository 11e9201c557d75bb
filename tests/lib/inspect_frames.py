# Frames and tracebacks with the lines around them and positions; arguments of a frame.
import inspect


def outer(x):
    return inner(x, 1, k=2)


def inner(a, *args, **kwargs):
    frame = inspect.currentframe()
    print(inspect.getargvalues(frame)[:3], inspect.formatargvalues(*inspect.getargvalues(frame)[:3], {"a": 1, "args": (), "kwargs": {}}))
    for info in inspect.stack(3)[:3]:
        print(info.function, info.lineno, info.code_context, info.index, info.positions, len(info))
    return inspect.getframeinfo(frame, context=0)


info = outer("x")
print(repr(info).replace(__file__, "FILE"), info.positions)
try:
    outer(1, 2)
except TypeError:
    print([(i.function, i.lineno, i.code_context) for i in inspect.trace()])
try:
    {}["key"]
except KeyError as error:
    for info in inspect.getinnerframes(error.__traceback__, 2):
        print(repr(info).replace(__file__, "FILE").split(", code=")[0].split("filename=")[1])
    print(inspect.getframeinfo(error.__traceback__).positions)
print(inspect.trace())
try:
    inspect.getframeinfo(3)
except (TypeError, AttributeError) as error:
    print(type(error).__name__)
