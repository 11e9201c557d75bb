# Every member of a chain of generators has its own call and return events.
import sys

def inner():
    try:
        yield 1
    except ValueError:
        yield 2

def outer():
    result = yield from inner()

def main():
    for i in inner():
        pass
    g = outer()
    next(g)
    g.throw(ValueError)
    next(g, None)

first = inner.__code__.co_firstlineno

def trace(frame, event, arg):
    print(frame.f_lineno - first, event, frame.f_code.co_name)
    return trace

sys.settrace(trace)
main()
sys.settrace(None)
