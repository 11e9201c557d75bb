# Exception groups in boxes: nested, wide, deep, with causes; and only their last lines.
import traceback


def group(depth):
    return ExceptionGroup(f"depth {depth}", [ValueError(depth), group(depth - 1)] if depth else [KeyError("leaf")])


try:
    try:
        raise group(2)
    except ExceptionGroup as error:
        raise ExceptionGroup("outer", [error, OSError(1, "text")]) from error
except ExceptionGroup as error:
    print("".join(traceback.format_exception(error)).replace(__file__, "FILE"))
    print("".join(traceback.format_exception_only(error, show_group=True)))

wide = ExceptionGroup("wide", [ValueError(i) for i in range(20)])
for width, depth in (15, 10), (3, 1):
    summary = traceback.TracebackException.from_exception(wide, max_group_width=width, max_group_depth=depth)
    print("".join(summary.format()))
summary = traceback.TracebackException.from_exception(group(4), max_group_depth=2)
print("".join(summary.format()))
