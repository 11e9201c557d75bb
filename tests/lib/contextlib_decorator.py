# A generator context manager as a decorator: each call, also a recursive one, gets a generator of its own.
from contextlib import ContextDecorator, contextmanager


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name
    finally:
        print(f"</{name}>")


@tag("call")
def countdown(n):
    print(n)
    if n:
        countdown(n - 1)
    return n


class Guard(ContextDecorator):
    def __enter__(self):
        print("enter")

    def __exit__(self, *details):
        print("exit", details[0])
        return True


@Guard()
def fails():
    raise OSError


print(countdown(2), countdown.__name__)
print(fails())
