# What a generator does with the block's exception: swallow, replace, let through; StopIteration included.
from contextlib import contextmanager


@contextmanager
def manager(action):
    try:
        yield
    except BaseException as e:
        if action == "swallow":
            return
        if action == "replace":
            raise KeyError("new") from e
        if action == "runtime":
            raise RuntimeError("mine")
        raise


def attempt(action, raised):
    try:
        with manager(action):
            raise raised
    except BaseException as e:
        depth, tb = 0, e.__traceback__
        while tb:
            depth, tb = depth + 1, tb.tb_next
        print(action, repr(e), e is raised, repr(e.__context__), repr(e.__cause__), depth if e is raised else "")
    else:
        print(action, "swallowed", repr(raised))


class Stop(StopIteration):
    pass


for raised in (ValueError(1), StopIteration(2), Stop(3), StopAsyncIteration(4), RuntimeError(5), GeneratorExit(6), KeyboardInterrupt(7)):
    for action in ("swallow", "replace", "runtime", "pass"):
        attempt(action, raised.__class__(*raised.args))

# An exception given as a class only.
m = manager("pass")
m.__enter__()
print(m.__exit__(ValueError, None, None))
