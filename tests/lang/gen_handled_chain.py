# What is being handled is found through chains of generators, and through those that resumed them.
import sys
import threading


def chain(depth):
    if depth:
        yield from chain(depth - 1)
        return
    yield sys.exception()
    try:
        raise KeyError("inside")
    except KeyError:
        yield sys.exception()
        raise ValueError("out of the chain")


def between():
    try:
        raise LookupError("between")
    except LookupError:
        yield from chain(3)


def nested(depth):
    for item in nested(depth - 1) if depth else between():
        yield item


def show(label, generator):
    try:
        for item in generator:
            print(label, repr(item), "outside:", repr(sys.exception()))
    except ValueError as error:
        contexts = []
        while error is not None:
            contexts.append(repr(error))
            error = error.__context__
        print(label, " <- ".join(contexts))


for make in (lambda: chain(0), lambda: chain(50), between, lambda: nested(20)):
    show("free", make())
    try:
        raise IndexError("outside")
    except IndexError:
        show("handling", make())

# Begun while something is handled, continued when nothing is, in another thread, and thrown into.
g = nested(5)
try:
    raise IndexError("at the beginning")
except IndexError:
    print(repr(next(g)))
print(repr(next(g)), sys.exception())
thread = threading.Thread(target=show, args=("thread", g))
thread.start()
thread.join()

g = between()
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error), repr(error.__context__))


# As many generators as the recursion limit allows; and a limit that no machine could keep.
def deep(n):
    if n:
        yield from (x for x in deep(n - 1))
    else:
        yield "bottom"


def run_deep(n):
    try:
        print(next(deep(n)))
    except RecursionError as error:
        print("RecursionError")


run_deep(5000)
sys.setrecursionlimit(2**31 - 1)
print(sys.getrecursionlimit())
sys.setrecursionlimit(1000)
run_deep(5000)
print(sys.getrecursionlimit(), sys.exception())
