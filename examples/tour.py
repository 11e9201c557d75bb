# A guided tour: how coroutines pause, resume, delegate and end, printed step by step.
# weft only: part 4 and part 7 need what others do not have.
"""Run it with `weft examples/tour.py`; every line on the left happens when it is printed."""
import copy
import os
import sys

COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def title(number, text):
    line = f" {number}. {text} "
    print()
    print(f"\x1b[1;36m{line}\x1b[0m" if COLOUR else line)
    print(" " + "-" * (len(line) - 1))


def caller(text):
    print(f"   caller    | {text}")


def inside(text):
    print(f"   generator |     {text}")


# 1 ---------------------------------------------------------------------------

def greetings():
    inside("runs for the first time")
    yield "hello"
    inside("goes on where it stood")
    yield "world"
    inside("has nothing more to say")
    return "bye"


def pause_and_resume():
    title(1, "A generator pauses, and keeps its place")
    g = greetings()
    caller("made it; nothing has run yet")
    caller(f"next() -> {next(g)!r}")
    caller(f"next() -> {next(g)!r}, it waits in line {g.gi_frame.f_lineno - greetings.__code__.co_firstlineno} of greetings()")
    try:
        next(g)
    except StopIteration as stop:
        caller(f"next() -> StopIteration, with the value {stop.value!r}")


# 2 ---------------------------------------------------------------------------

def averager():
    total = count = 0
    average = None
    try:
        while True:
            try:
                number = yield average
            except ValueError as error:
                inside(f"was told: {error}; starts over")
                total = count = 0
                average = None
                continue
            total += number
            count += 1
            average = total / count
    finally:
        inside("cleans up")


def two_way():
    title(2, "send() in, throw() in, close()")
    a = averager()
    next(a)
    for number in 10, 20, 60:
        caller(f"send({number}) -> {a.send(number)}")
    caller(f"throw(ValueError) -> {a.throw(ValueError('bad data'))}")
    caller(f"send(7) -> {a.send(7)}")
    caller("close()")
    a.close()


# 3 ---------------------------------------------------------------------------

def leaf():
    word = yield "from the leaf"
    return word.upper()


def branch():
    result = yield from leaf()
    return result + "!"


def trunk():
    result = yield from branch()
    yield f"the leaf said {result}"


def draw_chain(g):
    indent = 0
    while g is not None and hasattr(g, "gi_frame"):
        arrow = "" if indent == 0 else "   " * (indent - 1) + "`->"
        print(f"             | {arrow}{g.__name__}()  line {g.gi_frame.f_lineno - g.gi_code.co_firstlineno}")
        g, indent = g.gi_yieldfrom, indent + 1


def delegation():
    title(3, "yield from: the caller talks to the innermost")
    t = trunk()
    caller(f"next() -> {next(t)!r}, and the chain is")
    draw_chain(t)
    caller(f"send('hi') -> {t.send('hi')!r}")
    draw_chain(t)


# 4 ---------------------------------------------------------------------------

def chain_of(n):
    inner = iter(["the bottom"])
    for _ in range(n):
        inner = (lambda it: (yield from it))(inner)
    return inner


def depth_is_free():
    title(4, "A chain of 100,000 generators answers as one")
    long = chain_of(100_000)
    caller(f"next() through 100,000 delegations -> {next(long)!r}")


# 5 ---------------------------------------------------------------------------

class Ask:
    """What a coroutine waits for: whoever drives it sees the question."""
    def __init__(self, question):
        self.question = question

    def __await__(self):
        return (yield self.question)


async def dialogue():
    inside("asks")
    name = await Ask("your name?")
    colour = await Ask(f"{name}, which colour?")
    return f"{name} likes {colour}"


def by_hand():
    title(5, "async/await needs no event loop: a coroutine driven by hand")
    c = dialogue()
    question = c.send(None)
    for answer in "Ada", "blue":
        caller(f"it awaits {question!r}; we answer {answer!r}")
        try:
            question = c.send(answer)
        except StopIteration as stop:
            caller(f"it returned {stop.value!r}")


# 6 ---------------------------------------------------------------------------

async def countdown(n):
    try:
        while n:
            yield n
            await Ask(f"tick {n}")
            n -= 1
    finally:
        inside("the async generator cleans up")


async def launch():
    async for n in countdown(3):
        inside(f"got {n}")
    return "lift-off"


def async_generators():
    title(6, "An async generator yields to `async for` and awaits upwards")
    c = launch()
    try:
        while True:
            caller(f"the driver sees {c.send(None)!r}")
    except StopIteration as stop:
        caller(stop.value)


# 7 ---------------------------------------------------------------------------

def path():
    steps = ()
    while True:
        steps += ((yield steps),)


def forks():
    title(7, "Only here: copy.copy() forks a paused generator")
    first = path()
    next(first)
    first.send("start")
    second = copy.copy(first)
    caller(f"one goes left:  {' '.join(first.send('left'))}")
    caller(f"one goes right: {' '.join(second.send('right'))}")


def main():
    print("This is", sys.implementation.name, "for Python", "%d.%d" % sys.version_info[:2])
    pause_and_resume()
    two_way()
    delegation()
    depth_is_free()
    by_hand()
    async_generators()
    forks()
    print()
    print("Go on with examples/README.md; `weft -X trace=events.json examples/tour.py` writes down every switch.")


main()
