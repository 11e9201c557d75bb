"""Text paragraphs: wrapping and filling, shortening, common indentation taken off or put on."""
import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

# The ASCII white space only: a no-break space must not break a line.
_whitespace = "\t\n\x0b\x0c\r "


def _word_separator():
    """The expression whose one group are the pieces of a text: white space, dashes, words up to a hyphen."""
    space = f"[{re.escape(_whitespace)}]"
    other = f"[^{re.escape(_whitespace)}]"
    letter = r"[^\d\W]"
    before_dash = r"""[\w!"'&.,?]"""
    return re.compile(rf"""
        (   {space}+
        |   (?<={before_dash}) -{{2,}} (?=\w)                # a dash between words
        |   {other}+? (?:
                # A hyphen, when two letters at least stand on both sides (or e-i-o).
                -(?: (?<={letter}{{2}}-) | (?<={letter}-{letter}-) ) (?= {letter} -? {letter})
            |   (?= {space} | \Z)
            |   (?<={before_dash}) (?=-{{2,}}\w)             # up to a dash
            )
        )""", re.VERBOSE)


class TextWrapper:
    """Wraps and fills paragraphs; the options are attributes, and a subclass may replace the steps.

    The steps of wrap(): _munge_whitespace(), _split() into chunks that are never divided (words, hyphenated parts and
    the white space between), _fix_sentence_endings(), _wrap_chunks() into lines, with _handle_long_word().
    """

    unicode_whitespace_trans = {ord(c): ord(" ") for c in _whitespace}
    wordsep_re = _word_separator()
    wordsep_simple_re = re.compile(f"([{re.escape(_whitespace)}]+)")
    sentence_end_re = re.compile(r"[a-z]"       # a lowercase letter, which is no abbreviation like "E. "
                                 r"[\.\!\?]"
                                 r"[\"\']?"
                                 r"\Z")

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    # ---- the steps ----

    def _munge_whitespace(self, text):
        """Tabs expanded, every white space character a space, as the options say."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        """The chunks of the text, in order; joined they are the text again."""
        separator = self.wordsep_re if self.break_on_hyphens is True else self.wordsep_simple_re
        return [chunk for chunk in separator.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        """Make the single space behind the end of a sentence two, in place."""
        ends_sentence = self.sentence_end_re.search
        i = 1
        while i < len(chunks):
            if chunks[i] == " " and ends_sentence(chunks[i - 1]):
                chunks[i] = "  "
                i += 1
            i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """The next chunk is longer than a line: break it, or let it stand alone."""
        room = 1 if width < 1 else width - cur_len
        if not self.break_long_words:
            if not cur_line:
                cur_line.append(reversed_chunks.pop())
            return
        end = room
        chunk = reversed_chunks[-1]
        if self.break_on_hyphens and len(chunk) > room:
            hyphen = chunk.rfind("-", 0, room)
            if hyphen > 0 and chunk[:hyphen].strip("-"):
                end = hyphen + 1
        cur_line.append(chunk[:end])
        reversed_chunks[-1] = chunk[end:]

    def _wrap_chunks(self, chunks):
        """Lines that take as many chunks as fit; the list of chunks is used up."""
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()  # taking from the end is cheap
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            line = self._take_line(chunks, self.width - len(indent), bool(lines))
            if not line:
                continue
            if self._may_add(lines, line, chunks, self.width - len(indent)):
                lines.append(indent + "".join(line))
            else:
                self._end_with_placeholder(lines, line, indent)
                break
        return lines

    def _take_line(self, chunks, width, is_continuation):
        """The chunks of the next line, taken off the reversed list."""
        line = []
        length = 0
        if self.drop_whitespace and is_continuation and not chunks[-1].strip():
            chunks.pop()
        while chunks and length + len(chunks[-1]) <= width:
            line.append(chunks.pop())
            length += len(line[-1])
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
        if self.drop_whitespace and line and not line[-1].strip():
            line.pop()
        return line

    def _may_add(self, lines, line, rest, width):
        """Is there room for this line without a placeholder: is it the last one, or may others follow?"""
        if self.max_lines is None or len(lines) + 1 < self.max_lines:
            return True
        is_last = not rest or (self.drop_whitespace and len(rest) == 1 and not rest[0].strip())
        return is_last and sum(map(len, line)) <= width

    def _end_with_placeholder(self, lines, line, indent):
        """Close the text with as much of the line as the placeholder leaves room for."""
        room = self.width - len(indent) - len(self.placeholder)
        length = sum(map(len, line))
        while line:
            if line[-1].strip() and length <= room:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            last = lines[-1].rstrip()
            if len(last) + len(self.placeholder) <= self.width:
                lines[-1] = last + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    # ---- what is asked for ----

    def wrap(self, text):
        """The text as a list of lines of at most self.width characters, without line ends."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The wrapped text as one string."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """Wrap one paragraph: a list of lines of at most width characters; the keywords are TextWrapper's."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Wrap one paragraph and join its lines; the keywords are TextWrapper's."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse white space and cut the text to width characters, ending with a placeholder if anything is lost."""
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(" ".join(text.strip().split()))


_whitespace_only_re = re.compile(r"^[ \t]+$", re.MULTILINE)
_leading_whitespace_re = re.compile(r"(^[ \t]*)(?:[^ \t\n])", re.MULTILINE)


def _common_prefix(first, second):
    for i, (a, b) in enumerate(zip(first, second)):
        if a != b:
            return first[:i]
    return first[:len(second)]


def dedent(text):
    """Remove the white space that all lines begin with; lines of nothing else become empty.

    Tabs and spaces are different characters: lines that begin with one and with the other share nothing.
    """
    text = _whitespace_only_re.sub("", text)
    indents = _leading_whitespace_re.findall(text)
    if not indents:
        return text
    # What the smallest and the greatest share, all between them share.
    margin = _common_prefix(min(indents), max(indents))
    if margin:
        text = re.sub(r"(?m)^" + margin, "", text)
    return text


def indent(text, prefix, predicate=None):
    """Put prefix before each line for which predicate(line) is true; by default lines that are not blank."""
    if predicate is None:
        predicate = str.strip
    lines = text.splitlines(True)
    return "".join([piece for line in lines for piece in ((prefix, line) if predicate(line) else (line,))])
