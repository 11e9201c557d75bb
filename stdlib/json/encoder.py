"""JSONEncoder: from objects to JSON text.

A whole text is made by `_json` in one go.  A text in pieces (JSONEncoder.iterencode, json.dump) is made by the generators
here, which also serve when `_json` is kept from being imported.
"""

import sys

try:
    from _json import encode_basestring as c_encode_basestring
    from _json import encode_basestring_ascii as c_encode_basestring_ascii
    from _json import make_encoder as c_make_encoder
except ImportError:
    c_encode_basestring = c_encode_basestring_ascii = c_make_encoder = None

ESCAPE_DCT = {chr(i): f'\\u{i:04x}' for i in range(0x20)}
ESCAPE_DCT.update({'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'})

INFINITY = float('inf')

_ESCAPE_TABLE = str.maketrans(ESCAPE_DCT)


def __getattr__(name):
    """The regular expressions of the module: nothing here needs them, and they would cost the import of re."""
    patterns = {'ESCAPE': r'[\x00-\x1f\\"\b\f\n\r\t]', 'ESCAPE_ASCII': r'([\\"]|[^\ -~])', 'HAS_UTF8': rb'[\x80-\xff]'}
    if name in patterns:
        import re
        return re.compile(patterns[name])
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def py_encode_basestring(s):
    """The JSON string of a str, in quotes."""
    return '"' + s.translate(_ESCAPE_TABLE) + '"'


encode_basestring = c_encode_basestring or py_encode_basestring


def _escape_char(c):
    if ' ' <= c <= '~':
        return c
    units = c.encode('utf-16-be', 'surrogatepass').hex()
    return ''.join('\\u' + units[i:i + 4] for i in range(0, len(units), 4))


def py_encode_basestring_ascii(s):
    """The JSON string of a str, in quotes and with nothing but ASCII in it."""
    return '"' + ''.join(map(_escape_char, s.translate(_ESCAPE_TABLE))) + '"'


encode_basestring_ascii = c_encode_basestring_ascii or py_encode_basestring_ascii


class JSONEncoder(object):
    """A writer of JSON.

        Python                      JSON        Python            JSON
        dict                        object      True, False       true, false
        list, tuple                 array       None              null
        str                         string      int, float,       number
                                                and their enums

    A subclass makes other types known to it by a method default().
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True,
                 check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        """The options:

        skipkeys: leave members out whose keys are not str, int, float, bool or None, instead of a TypeError
        ensure_ascii: escape everything that is not ASCII
        check_circular: look for containers inside themselves; without it such end as RecursionError
        allow_nan: write nan, inf and -inf as NaN, Infinity and -Infinity instead of a ValueError
        sort_keys: order the members of objects by their keys
        indent: a new line for each item, indented by so many spaces (or by this str) a level
        separators: a pair (between items, between key and value); the default is (', ', ': '), without the
            first's space when indent is given
        default: a function for objects that are not serialisable; returns something that is, or raises TypeError
        """
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Something serialisable that stands for o; a subclass adds its types here and passes the others on:

            def default(self, o):
                if isinstance(o, Path):
                    return str(o)
                return super().default(o)
        """
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """The JSON text of o.

        >>> from json.encoder import JSONEncoder
        >>> JSONEncoder().encode({"foo": ["bar", "baz"]})
        '{"foo": ["bar", "baz"]}'
        """
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        chunks = self.iterencode(o, _one_shot=True)
        if not isinstance(chunks, (list, tuple)):
            chunks = list(chunks)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of o in pieces, as they are found:

            for chunk in JSONEncoder().iterencode(bigobject):
                socket.write(chunk)
        """
        markers = {} if self.check_circular else None
        encoder = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        if _one_shot and c_make_encoder is not None:
            indent = self.indent
            if indent is not None and not isinstance(indent, str):
                indent = ' ' * indent
            write = c_make_encoder(markers, self.default, encoder, indent, self.key_separator, self.item_separator,
                                   self.sort_keys, self.skipkeys, self.allow_nan)
        else:
            write = _make_iterencode(markers, self.default, encoder, self.indent, self._float_text, self.key_separator,
                                     self.item_separator, self.sort_keys, self.skipkeys, _one_shot)
        return write(o, 0)

    def _float_text(self, o):
        if o != o:
            text = 'NaN'
        elif o == INFINITY:
            text = 'Infinity'
        elif o == -INFINITY:
            text = '-Infinity'
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError(f'Out of range float values are not JSON compliant: {o!r}')
        return text


def _make_iterencode(markers, _default, _encoder, _indent, _floatstr,
                     _key_separator, _item_separator, _sort_keys, _skipkeys, _one_shot):
    """A function (object, level) -> generator of pieces of its text."""
    if _indent is not None and not isinstance(_indent, str):
        _indent = ' ' * _indent

    # A chain of generators is no recursion: nothing but this would end what default() never does.
    deepest = sys.getrecursionlimit()
    depth = 0

    def newline(level):
        return '' if _indent is None else '\n' + _indent * level

    def scalar(o):
        """The text of what is no container; None for everything else."""
        if isinstance(o, str):
            return _encoder(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return _floatstr(o)
        return None

    def key_text(key):
        """The text of a key before it is encoded; None: leave it out."""
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, (int, float)):
            return scalar(key)
        if _skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def enter(o):
        nonlocal depth
        depth += 1
        if depth > deepest:
            raise RecursionError("maximum recursion depth exceeded while encoding a JSON object")
        if markers is not None:
            if id(o) in markers:
                raise ValueError("Circular reference detected")
            markers[id(o)] = o

    def leave(o):
        nonlocal depth
        depth -= 1
        if markers is not None:
            del markers[id(o)]

    def write_list(items, level):
        if not items:
            yield '[]'
            return
        enter(items)
        between = '[' + newline(level + 1)
        for item in items:
            text = scalar(item)
            if text is not None:
                yield between + text
            else:
                yield between
                yield from write_container(item, level + 1)
            between = _item_separator + newline(level + 1)
        if _indent is not None:
            yield newline(level)
        yield ']'
        leave(items)

    def write_dict(members, level):
        if not members:
            yield '{}'
            return
        enter(members)
        yield '{'
        if _indent is not None:
            yield newline(level + 1)
        between = ''
        items = members.items()
        for key, value in sorted(items) if _sort_keys else items:
            key = key_text(key)
            if key is None:
                continue
            if between:
                yield between
            between = _item_separator + newline(level + 1)
            yield _encoder(key)
            yield _key_separator
            text = scalar(value)
            if text is not None:
                yield text
            else:
                yield from write_container(value, level + 1)
        if _indent is not None:
            yield newline(level)
        yield '}'
        leave(members)

    def write_container(o, level):
        if isinstance(o, (list, tuple)):
            yield from write_list(o, level)
        elif isinstance(o, dict):
            yield from write_dict(o, level)
        else:
            enter(o)
            yield from write(_default(o), level)
            leave(o)

    def write(o, level):
        text = scalar(o)
        if text is not None:
            yield text
        else:
            yield from write_container(o, level)

    return write
