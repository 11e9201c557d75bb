"""Frames and tracebacks: where they stand, with the lines around."""
from collections import namedtuple
import inspect
import sys

import _traceback

from ._predicates import isframe, istraceback

__name__ = "inspect"  # whose classes and functions these are

_Traceback = namedtuple("_Traceback", "filename lineno function code_context index")
_FrameInfo = namedtuple("_FrameInfo", ("frame",) + _Traceback._fields)


def _repr_with_positions(self):
    fields = [f"{name}={getattr(self, name)!r}" for name in self._fields + ("positions",)]
    return f"{type(self).__bases__[0].__name__[1:]}({', '.join(fields)})"


class Traceback(_Traceback):
    """Where a frame stands; `positions` is a dis.Positions, or None."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        instance = super().__new__(cls, filename, lineno, function, code_context, index)
        instance.positions = positions
        return instance

    __repr__ = _repr_with_positions


class FrameInfo(_FrameInfo):
    """A frame and where it stands; `positions` is a dis.Positions, or None."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        instance = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        instance.positions = positions
        return instance

    __repr__ = _repr_with_positions


def _positions(code, instruction):
    """(line, last line, column, last column) of the instruction; what is unknown is None."""
    return (None,) * 4 if instruction < 0 else _traceback.position(code, instruction)


def getframeinfo(frame, context=1):
    """Where a frame or traceback stands, as a Traceback tuple.

    context is how many lines of source are wanted; `index` is the place of the current one among them.
    """
    from dis import Positions
    if istraceback(frame):
        lineno, instruction, frame = frame.tb_lineno, frame.tb_lasti, frame.tb_frame
    else:
        lineno, instruction = frame.f_lineno, frame.f_lasti
    if not isframe(frame):
        raise TypeError("{!r} is not a frame or traceback object".format(frame))
    positions = _positions(frame.f_code, instruction)
    if positions[0] is None:
        positions = (lineno,) + positions[1:]
    lineno = positions[0]
    filename = inspect.getsourcefile(frame) or inspect.getfile(frame)  # which programs replace there
    lines, index = _context_lines(frame, lineno, context)
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=Positions(*positions))


def _context_lines(frame, lineno, context):
    """(so many lines around the line, its index among them), or (None, None)."""
    if context <= 0:
        return None, None
    try:
        lines, _ = inspect.findsource(frame)
    except OSError:
        return None, None
    start = max(0, min(lineno - 1 - context // 2, len(lines) - context))
    return lines[start:start + context], lineno - 1 - start


def getlineno(frame):
    """The line a frame is at."""
    return frame.f_lineno


def _frame_info(frame, place, context):
    info = getframeinfo(place, context)
    return FrameInfo(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """FrameInfo tuples of the frame and all that called it."""
    result = []
    while frame:
        result.append(_frame_info(frame, frame, context))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    """FrameInfo tuples of the frames of a traceback, outermost first."""
    result = []
    while tb:
        result.append(_frame_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return result


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def stack(context=1):
    """FrameInfo tuples of the caller and all that called it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """FrameInfo tuples from the caller to where the exception that is being handled was raised."""
    exc = sys.exception()
    return getinnerframes(exc.__traceback__ if exc is not None else None, context)
