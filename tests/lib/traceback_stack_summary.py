# StackSummary and FrameSummary: extraction, limits, locals, tuples, subclasses that leave frames out, long runs.
import sys
import traceback


def recurse(n, value="text"):
    if n:
        return recurse(n - 1)
    return traceback.extract_stack()


def names(stack):
    return [(entry.name, entry.lineno) for entry in stack]


stack = recurse(3)
print(names(stack))
print(names(traceback.StackSummary.extract(traceback.walk_stack(sys._getframe()))))
print(stack[0] == (stack[0].filename, stack[0].lineno, "<module>", "stack = recurse(3)"), len(stack[0]), stack[1][2])
print(repr(stack[1]).replace(__file__, "FILE"))
print("".join(recurse(8).format()).replace(__file__, "FILE"))
print([entry.line for entry in traceback.StackSummary.from_list([("f", 1, "n", "a line"), stack[0]])])


def fail(secret=3):
    local = [secret]
    raise RuntimeError(local)


try:
    fail()
except RuntimeError as error:
    for limit in None, 0, 1, -1, 5:
        print(limit, names(traceback.extract_tb(error.__traceback__, limit)))
    summary = traceback.TracebackException.from_exception(error, capture_locals=True)
    print("".join(summary.stack[1:].format() if hasattr(summary.stack[1:], "format")
                  else traceback.format_list(summary.stack[1:])).replace(__file__, "FILE"))


class OnlyFail(traceback.StackSummary):
    def format_frame_summary(self, frame_summary, colorize=False):
        return None if frame_summary.name != "fail" else super().format_frame_summary(frame_summary)


try:
    fail()
except RuntimeError as error:
    frames = OnlyFail.extract(traceback.walk_tb(error.__traceback__))
    print("".join(frames.format()).replace(__file__, "FILE"))

for entry in [traceback.FrameSummary("nowhere.py", 3, "f"), traceback.FrameSummary("nowhere.py", None, "f"),
              traceback.FrameSummary("f.py", 1, "g", line="x  =  a + b", colno=5, end_colno=10),
              traceback.FrameSummary("f.py", 1, "g", line="  only the line ", locals={"z": 1, "a": "q"})]:
    print(traceback.StackSummary.from_list([entry]).format(), entry.line)
