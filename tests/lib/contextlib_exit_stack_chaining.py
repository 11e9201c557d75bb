# The contexts of exceptions raised while an ExitStack unwinds are those of nested with blocks.
from contextlib import ExitStack


def fail(e):
    raise e


def fail_in_handler(e, inner):
    try:
        raise inner
    except type(inner):
        raise e


def show(e):
    names = []
    while e is not None:
        names.append(repr(e))
        e = e.__context__
    print(" <- ".join(names))


def unwind(*callbacks, body=None):
    try:
        with ExitStack() as stack:
            for function, *args in callbacks:
                stack.callback(function, *args)
            if body is not None:
                raise body
    except BaseException as e:
        show(e)
    else:
        print("nothing")


unwind((fail, ValueError(1)))
unwind((fail, ValueError(1)), (fail, ValueError(2)), body=KeyError("body"))
unwind((fail, ValueError(1)), (fail_in_handler, ValueError(2), OSError(3)), body=KeyError("body"))
unwind((fail, ValueError(1)), (fail, ValueError(2)))
try:
    1 / 0
except ZeroDivisionError:
    unwind((fail, ValueError(1)), (fail, ValueError(2)))
    unwind((fail, ValueError(1)), (fail_in_handler, ValueError(2), OSError(3)), body=KeyError("body"))
same = KeyError("same")
unwind((fail, same), (fail, ValueError(2)), body=same)

# Swallowed on the way, then another one raised.
try:
    with ExitStack() as stack:
        stack.callback(fail, ValueError("late"))
        stack.push(lambda *details: True)
        raise KeyError("swallowed")
except ValueError as e:
    show(e)
# An explicit `from` stays.
try:
    with ExitStack() as stack:
        @stack.push
        def _(kind, value, traceback):
            raise TypeError("new") from value
        raise KeyError("body")
except TypeError as e:
    show(e)
    print(repr(e.__cause__), e.__suppress_context__)
