"""Stacks and their entries: taken from frames and tracebacks, and laid out."""
import itertools
import linecache
import sys
import types

import _traceback

__name__ = "traceback"  # whose classes these are

# Passed as a limit: sys.tracebacklimit, and as the interpreter understands it, the newest entries.
BUILTIN_EXCEPTION_LIMIT = object()

_RECURSIVE_CUTOFF = 3  # so often the same entry is shown


def _safe_string(value, what, func=str):
    """func(value), or what to say instead when that fails."""
    try:
        return func(value)
    except:
        return f"<{what} {func.__name__}() failed>"


class _Plain:
    BOLD_MAGENTA = BOLD_RED = MAGENTA = RED = RESET = ""


def _colors(colorize):
    """The escape sequences to use: empty ones if there shall be no colours."""
    if not colorize:
        return _Plain
    import _colorize
    return _colorize.ANSIColors


# ---- entries ----

class FrameSummary:
    """One entry of a stack: filename, lineno, end_lineno, colno, end_colno (in bytes), name, line, locals.

    It behaves as the tuple (filename, lineno, name, line) too.  locals is None, or a dict of reprs.
    The line is looked up when it is first asked for, or at once with lookup_line=True.
    """

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_lines", "_lines_dedented",
                 "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._lines = line
        self._lines_dedented = None
        if lookup_line:
            self.line
        self.locals = {name: _safe_string(value, "local", func=repr) for name, value in locals.items()} \
            if locals else None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno and self.name == other.name
                    and self.locals == other.locals)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return tuple(self)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4

    def _set_lines(self):
        """Look the source up, from lineno to end_lineno."""
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            lines = [linecache.getline(self.filename, number).rstrip()
                     for number in range(self.lineno, self.end_lineno + 1)]
            self._lines = "\n".join(lines) + "\n"

    @property
    def _original_lines(self):
        """The source as it is, but for white space at the ends of lines."""
        self._set_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        """The source without common indentation."""
        self._set_lines()
        if self._lines_dedented is None and self._lines is not None:
            import textwrap
            self._lines_dedented = textwrap.dedent(self._lines)
        return self._lines_dedented

    @property
    def line(self):
        """The first line of the source, stripped; None when the line number is unknown."""
        self._set_lines()
        if self._lines is None:
            return None
        return self._lines.partition("\n")[0].strip()


def walk_stack(f):
    """Frames from f (for None the one that called extract()) outwards, as pairs (frame, line number)."""
    if f is None:
        # Inside of us, extract() and two helpers are running.
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """The frames of a traceback, oldest first, as pairs (frame, line number)."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_tb_with_full_positions(tb):
    """As walk_tb(), with (line, last line, column, last column) in place of the line; what is unknown is None."""
    while tb is not None:
        positions = _get_code_position(tb.tb_frame.f_code, tb.tb_lasti)
        if positions[0] is None:
            positions = (tb.tb_lineno,) + positions[1:]
        yield tb.tb_frame, positions
        tb = tb.tb_next


def _get_code_position(code, instruction_index):
    if instruction_index < 0:
        return (None,) * 4
    if type(code) is types.CodeType:
        return _traceback.position(code, instruction_index)
    return next(itertools.islice(code.co_positions(), instruction_index // 2, None))


# ---- stacks ----

def _limited(frames, limit):
    """The frames that the limit lets through."""
    is_builtin = limit is BUILTIN_EXCEPTION_LIMIT
    if limit is None or is_builtin:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is None:
            return frames
        limit = max(limit, 0)
    if is_builtin:
        frames = list(frames)
        return frames[max(len(frames) - limit, 0):]
    if limit >= 0:
        return itertools.islice(frames, limit)
    return list(frames)[limit:]


class StackSummary(list):
    """A stack: a list of FrameSummary, oldest first."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Take the frames of walk_stack() or walk_tb().

        limit: at most so many of the first frames, or for a negative one of the last; None asks sys.tracebacklimit.
        lookup_lines=False leaves the source unread until it is asked for; capture_locals=True takes the reprs
        of local variables.
        """
        def with_positions():
            for frame, line in frame_gen:
                yield frame, (line, None, None, None)

        return klass._extract_from_extended_frame_gen(with_positions(), limit=limit, lookup_lines=lookup_lines,
                                                      capture_locals=capture_locals)

    @classmethod
    def _extract_from_extended_frame_gen(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """extract() for pairs (frame, (line, last line, column, last column))."""
        result = klass()
        filenames = set()
        for frame, (lineno, end_lineno, colno, end_colno) in _limited(frame_gen, limit):
            filename = frame.f_code.co_filename
            filenames.add(filename)
            linecache.lazycache(filename, frame.f_globals)
            result.append(FrameSummary(filename, lineno, frame.f_code.co_name, lookup_line=False,
                                       locals=frame.f_locals if capture_locals else None, end_lineno=end_lineno,
                                       colno=colno, end_colno=end_colno))
        # Before any line is looked up.
        for filename in filenames:
            linecache.checkcache(filename)
        if lookup_lines:
            for entry in result:
                entry.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """A stack of FrameSummary objects, and of tuples (filename, line number, name, line)."""
        result = klass()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            result.append(entry)
        return result

    def format(self, **kwargs):
        """The texts of all entries; a run of the same entry is cut short.

        Subclasses may replace format_frame_summary(); an entry for which it returns None is left out.
        """
        colorize = kwargs.get("colorize", False)
        result = []
        place = None
        count = 0

        def end_of_run():
            if count > _RECURSIVE_CUTOFF:
                more = count - _RECURSIVE_CUTOFF
                result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for entry in self:
            text = self.format_frame_summary(entry, colorize=colorize)
            if text is None:
                continue
            last_place, place = place, (entry.filename, entry.lineno, entry.name)
            if place != last_place or None in place:
                end_of_run()
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        end_of_run()
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one entry: place, source with carets, local variables."""
        colorize = kwargs.get("colorize", False)
        color = _colors(colorize)
        filename = "<stdin>" if frame_summary.filename.startswith("<stdin>-") else frame_summary.filename
        row = [f'  File {color.MAGENTA}"{filename}"{color.RESET}, '
               f'line {color.MAGENTA}{frame_summary.lineno}{color.RESET}, '
               f'in {color.MAGENTA}{frame_summary.name}{color.RESET}\n']
        row += _source_rows(frame_summary, color if colorize else None)
        if frame_summary.locals:
            row += [f"    {name} = {value}\n" for name, value in sorted(frame_summary.locals.items())]
        return "".join(row)


# ---- source lines ----

def _source_rows(entry, color):
    """The lines of source below an entry, with the carets below them."""
    source = entry._original_lines
    if not source or not source.strip():
        return []
    if entry.colno is None or entry.end_colno is None:
        return [f"    {entry.line}\n" if entry.line else "\n"]
    lines = source.splitlines()[:entry.end_lineno - entry.lineno + 1]
    rows = []
    for row in _traceback.excerpt(lines, entry.colno, entry.end_colno):
        if isinstance(row, int):
            rows.append(f"    ...<{row} lines>...\n")
            continue
        line, carets = row
        if carets is not None and color:
            line, carets = _painted(line, carets, color)
        rows.append(f"    {line}\n")
        if carets is not None:
            rows.append(f"    {carets}\n")
    return rows


def _painted(line, carets, color):
    """A line and its carets, in the colours of the carets."""
    colors = {"^": color.BOLD_RED, "~": color.RED}
    parts = []
    pairs = itertools.zip_longest(line, carets, fillvalue="")
    for caret, group in itertools.groupby(pairs, key=lambda pair: pair[1]):
        texts = ["".join(characters) for characters in zip(*group)]
        if caret in colors:
            texts = [colors[caret] + text + color.RESET for text in texts]
        parts.append(texts)
    return tuple("".join(texts) for texts in zip(*parts))
