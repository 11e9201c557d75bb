"""JSONDecoder: from JSON text to objects.

Scanning is the business of `_json`; its counterparts in Python, which come first here, serve when it is kept from
being imported, and whoever asks for them by name.
"""

import sys

from json import scanner

try:
    from _json import scanstring as c_scanstring
except ImportError:
    c_scanstring = None

__all__ = ['JSONDecoder', 'JSONDecodeError']

NaN = float('nan')
PosInf = float('inf')
NegInf = float('-inf')

WHITESPACE_STR = ' \t\n\r'


def __getattr__(name):
    """The regular expressions of the module: nothing here needs them, and they would cost the import of re."""
    if name in ('FLAGS', 'STRINGCHUNK', 'WHITESPACE'):
        import re
        flags = re.VERBOSE | re.MULTILINE | re.DOTALL
        if name == 'FLAGS':
            return flags
        return re.compile(r'(.*?)(["\\\x00-\x1f])' if name == 'STRINGCHUNK' else r'[ \t\n\r]*', flags)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


class JSONDecodeError(ValueError):
    """A text is not JSON.

    msg: what is wrong, without the place
    doc: the text
    pos: the index in doc where it is wrong
    lineno, colno: the same as line and column, both from 1
    """

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_CONSTANTS = {
    '-Infinity': NegInf,
    'Infinity': PosInf,
    'NaN': NaN,
}

BACKSLASH = {
    '"': '"', '\\': '\\', '/': '/',
    'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

_HEX_DIGITS = frozenset('0123456789abcdefABCDEF')


def _decode_uXXXX(s, pos):
    """The number of the four hexadecimal digits behind the u at pos."""
    digits = s[pos + 1:pos + 5]
    if len(digits) == 4 and _HEX_DIGITS.issuperset(digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)


def _unescape(s, pos):
    """What the escape with the letter at pos stands for, and where it ends."""
    letter = s[pos]
    if letter != 'u':
        try:
            return BACKSLASH[letter], pos + 1
        except KeyError:
            raise JSONDecodeError(f"Invalid \\escape: {letter!r}", s, pos) from None
    unit = _decode_uXXXX(s, pos)
    end = pos + 5
    if 0xd800 <= unit <= 0xdbff and s.startswith('\\u', end):
        low = _decode_uXXXX(s, end + 1)
        if 0xdc00 <= low <= 0xdfff:
            return chr(0x10000 + (unit - 0xd800 << 10) + (low - 0xdc00)), end + 6
    return chr(unit), end


def py_scanstring(s, end, strict=True):
    """The string whose text begins at s[end], behind its quote, and the index behind its closing quote.

    Control characters are an error when strict.
    """
    if end > sys.maxsize:
        raise OverflowError('Python int too large to convert to C ssize_t')
    begin = end - 1
    chunks = []
    start = end
    while True:
        c = s[end:end + 1]
        if c == '"':
            chunks.append(s[start:end])
            return ''.join(chunks), end + 1
        if c == '\\' and end + 1 < len(s):
            chunks.append(s[start:end])
            char, start = _unescape(s, end + 1)
            chunks.append(char)
            end = start
        elif c == '' or c == '\\':
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        elif strict and c < ' ':
            raise JSONDecodeError(f"Invalid control character {c!r} at", s, end)
        else:
            end += 1


scanstring = c_scanstring or py_scanstring


def _skip_space(s, end):
    """The index of what is no white space any more, at or behind end."""
    n = len(s)
    while end < n and s[end] in WHITESPACE_STR:
        end += 1
    return end


def _scan_item(s, end, scan_once):
    try:
        return scan_once(s, end)
    except StopIteration as missing:
        raise JSONDecodeError("Expecting value", s, missing.value) from None


def _scan_separator(s, end, close, what):
    """Past the comma and the space at end, or past the closing bracket; and whether it was that."""
    end = _skip_space(s, end)
    if s.startswith(close, end):
        return end + 1, True
    if not s.startswith(',', end):
        raise JSONDecodeError("Expecting ',' delimiter", s, end)
    comma = end
    end = _skip_space(s, end + 1)
    if s.startswith(close, end):
        raise JSONDecodeError(f"Illegal trailing comma before end of {what}", s, comma)
    return end, False


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook,
               memo=None):
    """The object whose text begins at s_and_end, a pair of text and index behind the brace; and its end."""
    s, end = s_and_end
    memo = {} if memo is None else memo
    pairs = []
    end = _skip_space(s, end)
    closed = s.startswith('}', end)
    if closed:
        end += 1
    while not closed:
        if not s.startswith('"', end):
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, end)
        key, end = scanstring(s, end + 1, strict)
        key = memo.setdefault(key, key)
        end = _skip_space(s, end)
        if not s.startswith(':', end):
            raise JSONDecodeError("Expecting ':' delimiter", s, end)
        value, end = _scan_item(s, _skip_space(s, end + 1), scan_once)
        pairs.append((key, value))
        end, closed = _scan_separator(s, end, '}', 'object')
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), end
    members = dict(pairs)
    return (members if object_hook is None else object_hook(members)), end


def JSONArray(s_and_end, scan_once):
    """The array whose text begins at s_and_end, a pair of text and index behind the bracket; and its end."""
    s, end = s_and_end
    values = []
    end = _skip_space(s, end)
    closed = s.startswith(']', end)
    if closed:
        end += 1
    while not closed:
        value, end = _scan_item(s, end, scan_once)
        values.append(value)
        end, closed = _scan_separator(s, end, ']', 'array')
    return values, end


class JSONDecoder(object):
    """A reader of JSON.

        JSON      Python          JSON            Python
        object    dict            number (int)    int
        array     list            number (real)   float
        string    str             true, false     True, False
        null      None

    NaN, Infinity and -Infinity are understood, too, although JSON has them not.
    """

    def __init__(self, *, object_hook=None, parse_float=None,
                 parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        """All hooks replace something by what they return for it:

        object_hook: an object, as a dict
        object_pairs_hook: an object, as a list of (key, value) pairs in order; goes before object_hook
        parse_float, parse_int: the text of a number
        parse_constant: '-Infinity', 'Infinity' or 'NaN'

        Unless strict, control characters may stand in strings.
        """
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.parse_object = JSONObject
        self.parse_array = JSONArray
        self.parse_string = scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s):
        """The object of the document s, which must hold nothing else."""
        obj, end = self.raw_decode(s, idx=len(s) - len(s.lstrip(WHITESPACE_STR)))
        if end != len(s):
            end = _skip_space(s, end)
            if end != len(s):
                raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """The object of the document that s has at idx, and the index where it ends; anything may follow."""
        try:
            obj, end = self.scan_once(s, idx)
        except StopIteration as missing:
            raise JSONDecodeError("Expecting value", s, missing.value) from None
        return obj, end
