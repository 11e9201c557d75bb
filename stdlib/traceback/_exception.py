"""Exceptions with all that belongs to them: stack, causes, groups, notes; captured, and laid out."""
import sys

import _traceback

from ._frames import StackSummary, _colors, _safe_string, _walk_tb_with_full_positions

__name__ = "traceback"  # whose class this is

_cause_message = "\nThe above exception was the direct cause of the following exception:\n\n"
_context_message = "\nDuring handling of the above exception, another exception occurred:\n\n"


def _format_final_exc_line(etype, value, *, insert_final_newline=True, colorize=False):
    """`Type: text`, or `Type` alone when there is no text."""
    text = _safe_string(value, "exception")
    end = "\n" if insert_final_newline else ""
    color = _colors(colorize)
    name = f"{color.BOLD_MAGENTA}{etype}{color.RESET}"
    if value is None or not text:
        return f"{name}{end}"
    return f"{name}: {color.MAGENTA}{text}{color.RESET}{end}"


class _Boxes:
    """Where in nested groups a report is: what stands before its lines."""

    def __init__(self):
        self.depth = 0
        self.need_close = False  # the box of the last exception is still open

    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, texts, margin="|"):
        """The texts with the margin before each of their lines."""
        prefix = f"{self.indent()}{margin} " if self.depth else ""
        for text in [texts] if isinstance(texts, str) else texts:
            yield "".join([prefix + line for line in text.splitlines(True)])


class TracebackException:
    """An exception ready for printing, without references to the exception and its frames.

    Attributes: __cause__, __context__, exceptions (of a group; else None) are such objects themselves,
    __suppress_context__, __notes__, stack, exc_type_str; of a SyntaxError filename, lineno, end_lineno, text, offset,
    end_offset and msg.  limit, lookup_lines and capture_locals are those of StackSummary.extract(); with compact=True
    only what format() shows is kept.
    """

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        is_first = _seen is None
        seen = set() if is_first else _seen
        seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_with_full_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._take_texts(exc_type, exc_value, exc_traceback)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = self.exceptions = None
        if not is_first:
            return

        def capture(exc):
            return TracebackException(type(exc), exc, exc.__traceback__, limit=limit, lookup_lines=lookup_lines,
                                      capture_locals=capture_locals, max_group_width=max_group_width,
                                      max_group_depth=max_group_depth, _seen=seen)

        # No recursion: chains can be long.
        pending = [(self, exc_value)]
        while pending:
            summary, exc = pending.pop()
            pending += summary._take_relatives(exc, capture, seen, compact)

    def _take_texts(self, exc_type, exc_value, exc_traceback):
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as error:
            self.__notes__ = [f"Ignored error getting __notes__: {_safe_string(error, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        self.exc_type_qualname = exc_type.__qualname__ if exc_type is not None else None
        self.exc_type_module = exc_type.__module__ if exc_type is not None else None
        if not exc_type:
            return
        if issubclass(exc_type, SyntaxError):
            self._take_syntax_error(exc_value)
        elif isinstance(exc_value, BaseException):
            self._str += _traceback.hint(exc_value, exc_traceback)

    def _take_syntax_error(self, exc):
        self.filename = exc.filename
        self.lineno = None if exc.lineno is None else str(exc.lineno)
        self.end_lineno = None if exc.end_lineno is None else str(exc.end_lineno)
        self.text = exc.text
        self.offset = exc.offset
        self.end_offset = exc.end_offset
        self.msg = exc.msg
        self._is_syntax_error = True

    def _take_relatives(self, exc, capture, seen, compact):
        """Capture cause, context and group members; the pairs (summary, exception) whose relatives are still wanted."""
        if exc is None:
            return []
        pairs = []
        if exc.__cause__ is not None and id(exc.__cause__) not in seen:
            self.__cause__ = capture(exc.__cause__)
            pairs.append((self.__cause__, exc.__cause__))
        is_shown = self.__cause__ is None and not exc.__suppress_context__
        if exc.__context__ is not None and id(exc.__context__) not in seen and (is_shown or not compact):
            self.__context__ = capture(exc.__context__)
            pairs.append((self.__context__, exc.__context__))
        if isinstance(exc, BaseExceptionGroup):
            self.exceptions = [capture(member) for member in exc.exceptions]
            pairs += zip(self.exceptions, exc.exceptions)
        return pairs

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Capture an exception with its own type and traceback."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn("Deprecated in 3.13. Use exc_type_str instead.", DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the type, with its module unless that is builtins or __main__."""
        if not self._have_exc_type:
            return None
        module = self.exc_type_module
        if module in ("__main__", "builtins"):
            return self.exc_type_qualname
        return f"{module if isinstance(module, str) else '<unknown>'}.{self.exc_type_qualname}"

    def _load_lines(self):
        """Read the source of all stacks now."""
        pending = [self]
        while pending:
            summary = pending.pop()
            for frame in summary.stack:
                frame.line
            relatives = [summary.__cause__, summary.__context__, *(summary.exceptions or ())]
            pending += [relative for relative in relatives if relative is not None]

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    # ---- layout ----

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Texts: what precedes them is the stack.  The place of a SyntaxError, the line with type and text, notes.

        show_group=True adds those of the members of a group, indented.
        """
        colorize = kwargs.get("colorize", False)
        indent = 3 * _depth * " "
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str)
            return
        if self._is_syntax_error:
            for text in self._format_syntax_error(self.exc_type_str, colorize=colorize):
                yield indent + text
        elif _depth:
            text = _format_final_exc_line(self.exc_type_str, self._str, insert_final_newline=False, colorize=colorize)
            yield from [f"{indent}{line}\n" for line in text.split("\n")]
        else:
            yield _format_final_exc_line(self.exc_type_str, self._str, colorize=colorize)
        yield from [f"{indent}{line}\n" for line in self._note_lines()]
        if show_group:
            for member in self.exceptions or ():
                yield from member.format_exception_only(show_group=show_group, _depth=_depth + 1, colorize=colorize)

    def _note_lines(self):
        notes = self.__notes__
        if notes is None:
            return []
        from collections.abc import Sequence
        if isinstance(notes, Sequence) and not isinstance(notes, (str, bytes)):
            return [line for note in notes for line in _safe_string(note, "note").split("\n")]
        return [_safe_string(notes, "__notes__", func=repr)]

    def _format_syntax_error(self, stype, **kwargs):
        color = _colors(kwargs.get("colorize", False))
        suffix = ""
        if self.lineno is not None:
            yield (f'  File {color.MAGENTA}"{self.filename or "<string>"}"{color.RESET}, '
                   f'line {color.MAGENTA}{self.lineno}{color.RESET}\n')
        elif self.filename is not None:
            suffix = f" ({self.filename})"
        if isinstance(self.text, str):
            yield from self._syntax_error_lines(color)
        message = self.msg or "<no detail available>"
        yield f"{color.BOLD_MAGENTA}{stype}{color.RESET}: {color.MAGENTA}{message}{color.RESET}{suffix}\n"

    def _syntax_error_lines(self, color):
        """The line of source, and the carets below it when the offset says where."""
        line, start, end = _traceback.syntax_marks(self.text, self.offset, self.end_offset,
                                                   self.lineno == self.end_lineno)
        if start is None:
            yield f"    {line}\n"
            return
        # White space stays what it is, a tab above all, so that the carets stand below the right place.
        space = "".join([c if c.isspace() else " " for c in line[:start]])
        yield f"    {line[:start]}{color.BOLD_RED}{line[start:end]}{color.RESET}{line[end:]}\n"
        yield f"    {space}{color.BOLD_RED}{'^' * (end - start)}{color.RESET}\n"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """The whole report as texts that end with line ends; chain=False leaves out causes and contexts."""
        colorize = kwargs.get("colorize", False)
        boxes = _Boxes() if _ctx is None else _ctx
        for message, summary in reversed(self._chain() if chain else [(None, self)]):
            if message is not None:
                yield from boxes.emit(message)
            if summary.exceptions is None:
                yield from summary._format_single(boxes, colorize)
            elif boxes.depth > self.max_group_depth:
                yield from boxes.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from summary._format_group(boxes, chain, self.max_group_width, colorize)

    def _chain(self):
        """Pairs (what to say before it, exception), newest first."""
        links = []
        summary = self
        while summary:
            if summary.__cause__ is not None:
                message, source = _cause_message, summary.__cause__
            elif summary.__context__ is not None and not summary.__suppress_context__:
                message, source = _context_message, summary.__context__
            else:
                message = source = None
            links.append((message, summary))
            summary = source
        return links

    def _format_single(self, boxes, colorize):
        if self.stack:
            yield from boxes.emit("Traceback (most recent call last):\n")
            yield from boxes.emit(self.stack.format(colorize=colorize))
        yield from boxes.emit(self.format_exception_only(colorize=colorize))

    def _format_group(self, boxes, chain, width, colorize):
        is_outermost = boxes.depth == 0
        if is_outermost:
            boxes.depth = 1
        if self.stack:
            yield from boxes.emit("Exception Group Traceback (most recent call last):\n", "+" if is_outermost else "|")
            yield from boxes.emit(self.stack.format(colorize=colorize))
        yield from boxes.emit(self.format_exception_only(colorize=colorize))
        yield from self._format_members(boxes, chain, width)
        if is_outermost:
            boxes.depth = 0

    def _format_members(self, boxes, chain, width):
        n = len(self.exceptions)
        n_boxes = n if n <= width else width + 1
        boxes.need_close = False
        for i in range(n_boxes):
            if i == n_boxes - 1:
                boxes.need_close = True  # a group that comes last may close its box for us
            title = "..." if i >= width else i + 1
            yield f"{boxes.indent()}{'  ' if i else '+-'}+---------------- {title} ----------------\n"
            boxes.depth += 1
            if i < width:
                yield from self.exceptions[i].format(chain=chain, _ctx=boxes)
            else:
                yield from boxes.emit(f"and {n - width} more exception{'s' if n - width > 1 else ''}\n")
            if i == n_boxes - 1 and boxes.need_close:
                yield f"{boxes.indent()}+------------------------------------\n"
                boxes.need_close = False
            boxes.depth -= 1

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the report; to sys.stderr unless a file is given."""
        if file is None:
            file = sys.stderr
        for text in self.format(chain=chain, colorize=kwargs.get("colorize", False)):
            print(text, file=file, end="")
