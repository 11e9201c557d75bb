# ExitStack: order of leaving, what callbacks are told, pop_all, close, and objects that are no context managers.
from contextlib import ExitStack, closing, nullcontext


class Noisy:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind, value)
        return self.swallow


with ExitStack() as stack:
    print(stack.enter_context(Noisy("a")))
    stack.callback(print, "callback", 1, sep="-")
    stack.enter_context(Noisy("b", swallow=True))
    stack.push(lambda *details: print("pushed", details[0]))
    print(stack.push(Noisy("c")).name)
    raise ValueError("body")
print("after")

with ExitStack() as stack:
    stack.enter_context(Noisy("kept"))
    kept = stack.pop_all()
    print(type(kept).__name__, kept is stack)
print("still open")
kept.close()
kept.close()

for wrong in (5, "text", object()):
    try:
        with ExitStack() as stack:
            stack.enter_context(wrong)
    except TypeError as e:
        print(e)
try:
    with ExitStack() as stack:
        stack.push(5)
except TypeError as e:
    print(e)
with nullcontext(7) as seven:
    print(seven)


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as thing:
    print(type(thing).__name__)
