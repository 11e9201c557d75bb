"""The colours of tracebacks on a terminal, and whether to use them."""
import os
import sys

COLORIZE = True


class ANSIColors:
    BOLD_GREEN = "\x1b[1;32m"
    BOLD_MAGENTA = "\x1b[1;35m"
    BOLD_RED = "\x1b[1;31m"
    GREEN = "\x1b[32m"
    GREY = "\x1b[90m"
    MAGENTA = "\x1b[35m"
    RED = "\x1b[31m"
    RESET = "\x1b[0m"
    YELLOW = "\x1b[33m"


NoColors = ANSIColors()
NoColors.__dict__.update(dict.fromkeys([name for name in vars(ANSIColors) if name.isupper()], ""))


def get_colors(colorize=False):
    """The colours, or empty texts under the same names."""
    return ANSIColors() if colorize or can_colorize() else NoColors


def can_colorize():
    """Is standard error a terminal that shows colours, and does nobody object?

    The environment says it: PYTHON_COLORS=0 or 1, NO_COLOR, FORCE_COLOR, TERM=dumb, in this order.
    """
    environment = {} if sys.flags.ignore_environment else os.environ
    wish = environment.get("PYTHON_COLORS")
    if wish in ("0", "1"):
        return wish == "1"
    if "NO_COLOR" in environment or not COLORIZE:
        return False
    if "FORCE_COLOR" in environment:
        return True
    if environment.get("TERM") == "dumb" or not hasattr(sys.stderr, "fileno"):
        return False
    import io
    try:
        return os.isatty(sys.stderr.fileno())
    except io.UnsupportedOperation:
        return sys.stderr.isatty()
