# A chain of causes and contexts, notes, and the limit.
import traceback


def inner(n):
    return 1 / n


def middle():
    try:
        inner(0)
    except ZeroDivisionError as error:
        error.add_note("a note\nof two lines")
        raise ValueError("wrong") from error


try:
    try:
        middle()
    except ValueError:
        {}["key"]
except KeyError as error:
    caught = error


def show(lines):
    print("".join(lines).replace(__file__, "FILE"))


show(traceback.format_exception(caught))
show(traceback.format_exception(caught, chain=False))
show(traceback.format_exception(type(caught), caught, caught.__traceback__))
for limit in 1, -1, 0:
    show(traceback.format_exception(caught.__context__, limit=limit, chain=False))
show(traceback.format_exception_only(caught.__context__.__cause__))
for arguments in [(None,), (3,), (caught, caught), (type(caught), caught, None)]:
    try:
        show(traceback.format_exception(*arguments))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
