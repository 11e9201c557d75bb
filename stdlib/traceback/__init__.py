"""Tracebacks: taken apart, laid out as the interpreter does it, and printed.

The parts: _frames.py has stacks and their entries, _exception.py exceptions with all that belongs to them.  What
to show of a source line, and where the carets stand, is the interpreter's own rule (_traceback).
"""
import sys

from ._frames import (BUILTIN_EXCEPTION_LIMIT, FrameSummary, StackSummary, _RECURSIVE_CUTOFF,
                      _walk_tb_with_full_positions, walk_stack, walk_tb)
from ._exception import (TracebackException, _cause_message, _context_message, _format_final_exc_line, _safe_string)
from _traceback import edit_distance as _levenshtein_distance

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
           "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
           "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb"]


class _Sentinel:
    """Stands for an argument that was not given: None is one that was."""

    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()


def _parse_value_tb(exc, value, tb):
    """The exception and traceback meant by a call with (exc) or with (type, exc, traceback)."""
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _sentinel:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


# ---- exceptions ----

def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True, **kwargs):
    """Print an exception with its traceback to the file (sys.stderr): as the interpreter does when nobody catches it.

    Called with the exception, or with type, exception and traceback.  limit: see StackSummary.extract().
    chain=False leaves out the exceptions that led to it.
    """
    value, tb = _parse_value_tb(exc, value, tb)
    summary = TracebackException(type(value), value, tb, limit=limit, compact=True)
    summary.print(file=file, chain=chain, colorize=kwargs.get("colorize", False))


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """What print_exception() prints, as a list of texts that end with line ends; some have several lines."""
    value, tb = _parse_value_tb(exc, value, tb)
    summary = TracebackException(type(value), value, tb, limit=limit, compact=True)
    return list(summary.format(chain=chain, colorize=kwargs.get("colorize", False)))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The last lines of a report, which name the exception and show the place of a SyntaxError, and its notes.

    show_group=True adds those of the exceptions in a group.
    """
    if value is _sentinel:
        value = exc
    summary = TracebackException(type(value), value, None, compact=True)
    return list(summary.format_exception_only(show_group=show_group, colorize=kwargs.get("colorize", False)))


def print_exc(limit=None, file=None, chain=True):
    """print_exception() of the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """What print_exc() prints, as one string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """print_exception() of the last exception that nobody caught, in an interactive session."""
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    elif hasattr(sys, "last_type"):
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)
    else:
        raise ValueError("no last exception")


def _print_exception_bltin(exc, /):
    """What sys.excepthook does by default."""
    from _colorize import can_colorize
    file = sys.stderr if sys.stderr is not None else sys.__stderr__
    return print_exception(exc, limit=BUILTIN_EXCEPTION_LIMIT, file=file, colorize=can_colorize())


# ---- stacks ----

def print_list(extracted_list, file=None):
    """Print entries as extract_tb() or extract_stack() return them."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end="")


def format_list(extracted_list):
    """Entries, or tuples (filename, line number, name, line), as texts ready for printing."""
    return StackSummary.from_list(extracted_list).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback object, oldest first; limit: see StackSummary.extract()."""
    return StackSummary._extract_from_extended_frame_gen(_walk_tb_with_full_positions(tb), limit=limit)


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback object; to sys.stderr unless a file is given."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """What print_tb() prints, as a list."""
    return extract_tb(tb, limit=limit).format()


def extract_stack(f=None, limit=None):
    """The entries of the stack from the frame (the caller's) outwards, oldest first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def print_stack(f=None, limit=None, file=None):
    """Print the stack from the frame (the caller's) outwards; to sys.stderr unless a file is given."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """What print_stack() prints, as a list."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def clear_frames(tb):
    """Drop the local variables of all frames of a traceback that are not running."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # it is running, or a suspended generator's
        tb = tb.tb_next
