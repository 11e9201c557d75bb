"""Python source as tokens, comments and blank lines included, and tokens as source again.

tokenize() reads bytes and finds out their encoding, generate_tokens() reads str; both give TokenInfo tuples.  The work
is done by the interpreter's own lexer (_tokenize).  `python -m tokenize [-e] [file]` prints tokens.
"""
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
from collections import namedtuple
import re

from token import *
from token import EXACT_TOKEN_TYPES
import token
import _tokenize

__all__ = token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo", "open",
                           "TokenError"]
del token

# PEP 263: a comment in one of the first two lines; only blank lines and comments may come before it.
cookie_re = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
blank_re = re.compile(br"^[ \t\f]*(?:[#\r\n]|$)", re.ASCII)


class TokenError(Exception):
    """The source cannot be divided into tokens: (message, (line, column))."""


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    """A token: its number, text, first and last (line, column), and the line, or lines, it stands in."""

    def __repr__(self):
        kind = "%d (%s)" % (self.type, tok_name[self.type])
        return "TokenInfo(type=%s, string=%r, start=%r, end=%r, line=%r)" % (kind, *self[1:])

    @property
    def exact_type(self):
        """The number of the very operator where type is just OP."""
        if self.type == OP:
            return EXACT_TOKEN_TYPES.get(self.string, OP)
        return self.type


# ---- source to tokens ----

def tokenize(readline):
    """The tokens of the source whose lines readline() gives as bytes; the first one is ENCODING."""
    encoding, lines = detect_encoding(readline)

    def next_line():
        return lines.pop(0) if lines else readline()

    if encoding == "utf-8-sig":
        encoding = "utf-8"
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), "")
    yield from _generate_tokens_from_c_tokenizer(next_line, encoding, extra_tokens=True)


def generate_tokens(readline):
    """The tokens of the source whose lines readline() gives as str."""
    return _generate_tokens_from_c_tokenizer(readline, extra_tokens=True)


def _generate_tokens_from_c_tokenizer(source, encoding=None, extra_tokens=False):
    """The tokens of the lexer; without the extra ones there are no comments, and operators have their exact types."""
    try:
        for token in _tokenize.TokenizerIter(source, encoding=encoding, extra_tokens=extra_tokens):
            yield TokenInfo._make(token)
    except SyntaxError as error:
        if type(error) is not SyntaxError:
            raise error from None
        message = error.msg
        if "unterminated triple-quoted string literal" in message:
            message = "EOF in multi-line string"
        raise TokenError(message, (error.lineno, error.offset)) from None


def _get_normal_name(orig_enc):
    """The two encodings that are spelled in many ways get the name by which the rest knows them."""
    name = orig_enc[:12].lower().replace("_", "-")
    if name == "utf-8" or name.startswith("utf-8-"):
        return "utf-8"
    latin = ("latin-1", "iso-8859-1", "iso-latin-1")
    if name in latin or name.startswith(tuple(spelling + "-" for spelling in latin)):
        return "iso-8859-1"
    return orig_enc


def detect_encoding(readline):
    """(encoding, the one or two lines read to find it) of source whose lines readline() gives as bytes.

    A byte order mark says 'utf-8-sig', else a comment says it (PEP 263), else it is 'utf-8'.  SyntaxError for an
    encoding that is unknown, that is not what the mark says, or in which the lines are not valid.
    """
    filename = getattr(getattr(readline, "__self__", None), "name", None)

    def read():
        try:
            return readline()
        except StopIteration:
            return b""

    first = read()
    has_mark = first.startswith(BOM_UTF8)
    if has_mark:
        first = first[len(BOM_UTF8):]
    default = "utf-8-sig" if has_mark else "utf-8"
    if not first:
        return default, []
    encoding = _declared_encoding(first, has_mark, filename)
    if encoding:
        return encoding, [first]
    if not blank_re.match(first):
        return default, [first]
    second = read()
    if not second:
        return default, [first]
    return _declared_encoding(second, has_mark, filename) or default, [first, second]


def _declared_encoding(line, has_mark, filename):
    """What the comment in the line declares; None when there is none."""

    def fail(message, before_colon):
        if filename is not None:
            message = before_colon.format(repr(filename))
        raise SyntaxError(message)

    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        message = "invalid or missing encoding declaration"
        fail(message, message + " for {}")
    match = cookie_re.match(text)
    if not match:
        return None
    encoding = _get_normal_name(match.group(1))
    try:
        lookup(encoding)
    except LookupError:
        fail("unknown encoding: " + encoding, "unknown encoding for {}: " + encoding)
    if not has_mark:
        return encoding
    if encoding != "utf-8":
        fail("encoding problem: utf-8", "encoding problem for {}: utf-8")
    return encoding + "-sig"


def open(filename):
    """Open a source file for reading as text, in the encoding that it declares."""
    from io import TextIOWrapper
    buffer = _builtin_open(filename, "rb")
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except:
        buffer.close()
        raise


# ---- tokens to source ----

class Untokenizer:
    """Puts source together from tokens; use one for one text.

    Full tokens are put at their places, so the white space between them comes out as it was.  From pairs
    (type, string) comes source that has the same tokens.
    """

    def __init__(self):
        self.tokens = []         # the pieces of text so far
        self.prev_row = 1        # where they end
        self.prev_col = 0
        self.prev_type = None
        self.encoding = None

    def untokenize(self, iterable):
        tokens = iter(iterable)
        indents = []
        at_line_start = False
        for token in tokens:
            if len(token) == 2:
                self.compat(token, tokens)
                break
            kind, text, start, end, _ = token
            if kind == ENCODING:
                self.encoding = text
            elif kind == ENDMARKER:
                break
            elif kind == INDENT:
                indents.append(text)
            elif kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
            else:
                if kind not in (NEWLINE, NL) and at_line_start and indents:
                    self._add_indent(indents[-1], start)
                    at_line_start = False
                elif kind == FSTRING_MIDDLE:
                    text, end = self._spell_middle(text, end)
                elif kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
                    self.tokens.append(" ")  # also when no place lies between them
                self._add_token(kind, text, start, end)
                at_line_start = at_line_start or kind in (NEWLINE, NL)
        return "".join(self.tokens)

    def _add_indent(self, indent, start):
        if start[1] >= len(indent):
            self.tokens.append(indent)
            self.prev_col = len(indent)

    def _spell_middle(self, text, end):
        """Text of an f-string with its braces doubled, and where it ends then."""
        if "{" not in text and "}" not in text:
            return text, end
        text = self.escape_brackets(text)
        last_line = text.splitlines()[-1]
        row, col = end
        return text, (row, col + last_line.count("{{") + last_line.count("}}"))

    def _add_token(self, kind, text, start, end):
        self.add_whitespace(start)
        self.tokens.append(text)
        self.prev_row, self.prev_col = end
        if kind in (NEWLINE, NL):
            self.prev_row += 1
            self.prev_col = 0
        self.prev_type = kind

    def add_whitespace(self, start):
        """Fill up to the place: continued lines for rows, spaces for columns."""
        row, col = start
        if (row, col) < (self.prev_row, self.prev_col):
            raise ValueError(f"start ({row},{col}) precedes previous end ({self.prev_row},{self.prev_col})")
        if row > self.prev_row:
            self.tokens.append("\\\n" * (row - self.prev_row))
            self.prev_col = 0
        if col > self.prev_col:
            self.tokens.append(" " * (col - self.prev_col))

    def escape_brackets(self, token):
        """Double the braces in text of an f-string, but for those of \\N{...}."""
        pieces = []
        in_name = False
        for i, c in enumerate(token):
            if c == "{":
                head = token[:i]
                before_name = head[:-1]
                backslashes = len(before_name) - len(before_name.rstrip("\\"))
                if head.endswith("N") and backslashes % 2:
                    in_name = True
                else:
                    pieces.append(c)
            elif c == "}":
                if in_name:
                    in_name = False
                else:
                    pieces.append(c)
            pieces.append(c)
        return "".join(pieces)

    def compat(self, token, iterable):
        """Go on from a token of two fields only: enough white space that the same tokens can be read again."""
        indents = []
        at_line_start = token[0] in (NEWLINE, NL)
        fstring_depth = 0
        last = None
        for kind, text, *_ in _chain([token], iterable):
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += " "
            elif kind == STRING and last == STRING:
                text = " " + text  # the second space, but so it always was
            last = kind
            fstring_depth += (kind == FSTRING_START) - (kind == FSTRING_END)
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                at_line_start = True
            elif at_line_start and indents:
                self.tokens.append(indents[-1])
                at_line_start = False
            elif kind == FSTRING_MIDDLE:
                text = self.escape_brackets(text)
            # Two braces in a row would be one brace of text.
            if text in ("{", "}") and fstring_depth and self.tokens and self.tokens[-1] == text:
                text = " " + text
            if kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
                self.tokens.append(" ")
            self.tokens.append(text)
            self.prev_type = kind


def _chain(first, rest):
    yield from first
    yield from rest


def untokenize(iterable):
    """Source from tokens, in full or as pairs (type, string): str, or bytes if ENCODING is among them.

    Reading it gives the same types and strings; with full tokens the spacing is the same too.
    """
    untokenizer = Untokenizer()
    text = untokenizer.untokenize(iterable)
    return text if untokenizer.encoding is None else text.encode(untokenizer.encoding)


# ---- python -m tokenize ----

def _read_tokens(filename):
    if filename:
        with _builtin_open(filename, "rb") as file:
            return list(tokenize(file.readline))
    import sys
    return list(_generate_tokens_from_c_tokenizer(sys.stdin.readline, extra_tokens=True))


def _print_tokens(tokens, exact):
    for token in tokens:
        place = "%d,%d-%d,%d:" % (token.start + token.end)
        kind = token.exact_type if exact else token.type
        print("%-20s%-15s%-15r" % (place, tok_name[kind], token.string))


def main():
    """The command `python -m tokenize`."""
    import argparse
    import sys

    def fail(message, filename, place=None):
        where = (filename, *place, message) if place else (filename, message)
        form = "%s:%d:%d: error: %s" if place else "%s: error: %s" if filename else "%serror: %s"
        print(form % (where if filename else ("", message)), file=sys.stderr)
        sys.exit(1)

    parser = argparse.ArgumentParser(prog="python -m tokenize")
    parser.add_argument(dest="filename", nargs="?", metavar="filename.py",
                        help="the file to tokenize; defaults to stdin")
    parser.add_argument("-e", "--exact", dest="exact", action="store_true",
                        help="display token names using the exact type")
    args = parser.parse_args()
    filename = args.filename or "<stdin>"
    try:
        _print_tokens(_read_tokens(args.filename), args.exact)
    except IndentationError as error:
        fail(error.args[0], filename, error.args[1][1:3])
    except TokenError as error:
        fail(error.args[0], filename, error.args[1])
    except SyntaxError as error:
        fail(error, filename)
    except OSError as error:
        fail(error, None)
    except KeyboardInterrupt:
        print("interrupted\n", file=sys.stderr)
    except Exception as error:
        print("unexpected error: %s" % error, file=sys.stderr)
        raise


if __name__ == "__main__":
    main()
