# A generator with no yield, with two, and one that yields again after what was thrown in.
from contextlib import contextmanager


@contextmanager
def yields(times, after_throw=False):
    for i in range(times):
        try:
            yield i
        except ValueError:
            if after_throw:
                yield "again"
            raise


def attempt(manager, raising=None):
    try:
        with manager as value:
            print("in", value)
            if raising:
                raise raising
    except Exception as e:
        print(type(e).__name__, e, "context", repr(e.__context__), "cause", repr(e.__cause__), e.__suppress_context__)
    else:
        print("out")


attempt(yields(0))
attempt(yields(1))
attempt(yields(2))
attempt(yields(1), ValueError("thrown"))
attempt(yields(1, after_throw=True), ValueError("thrown"))
used = yields(1)
attempt(used)
try:
    attempt(used)
except AttributeError as e:
    print("AttributeError", e)
never_entered = yields(1)
print(never_entered.args, never_entered.kwds, never_entered.func.__name__)
with never_entered:
    print([hasattr(never_entered, name) for name in ("args", "kwds", "func", "gen")])
