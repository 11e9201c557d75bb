r"""JSON (RFC 8259): text for data that most languages have in common, and back.

Objects to text:

    >>> import json
    >>> json.dumps(['spam', {'eggs': (None, 1.5, True)}])
    '["spam", {"eggs": [null, 1.5, true]}]'
    >>> print(json.dumps('a "quoted" backslash \\ and \u20ac'))
    "a \"quoted\" backslash \\ and \u20ac"
    >>> print(json.dumps({'b': 0, 'a': [1, 2]}, sort_keys=True, indent=4))
    {
        "a": [
            1,
            2
        ],
        "b": 0
    }
    >>> json.dumps([1, 2, {'4': 5}], separators=(',', ':'))
    '[1,2,{"4":5}]'

Text to objects:

    >>> json.loads('["spam", {"eggs": [null, 1.5, true]}]')
    ['spam', {'eggs': [None, 1.5, True]}]
    >>> from io import StringIO
    >>> json.load(StringIO('"\\u20ac"')) == '\u20ac'
    True

Types that JSON has not are the program's own business, on either way:

    >>> def as_complex(members):
    ...     return complex(*members['complex']) if 'complex' in members else members
    >>> json.loads('{"complex": [1, 2]}', object_hook=as_complex)
    (1+2j)
    >>> def from_complex(value):
    ...     if isinstance(value, complex):
    ...         return {'complex': [value.real, value.imag]}
    ...     raise TypeError(f'{value!r} is not JSON serializable')
    >>> json.dumps(2 + 1j, default=from_complex)
    '{"complex": [2.0, 1.0]}'

`python -m json.tool` checks a document and prints it neatly.
"""

__version__ = '2.0.9'
__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']
__author__ = 'the weft project'

from .decoder import JSONDecodeError, JSONDecoder
from .encoder import JSONEncoder

_default_encoder = JSONEncoder(
    skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
    indent=None, separators=None, default=None,
)
_default_decoder = JSONDecoder(object_hook=None, object_pairs_hook=None)


def _encoder(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys, kw):
    """The encoder that the options of dump() and dumps() ask for."""
    if (not skipkeys and ensure_ascii and check_circular and allow_nan and cls is None and indent is None
            and separators is None and default is None and not sort_keys and not kw):
        return _default_encoder
    return (JSONEncoder if cls is None else cls)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
        indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw)


def dump(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True,
         allow_nan=True, cls=None, indent=None, separators=None,
         default=None, sort_keys=False, **kw):
    """Write obj as JSON to the text file fp, piece by piece.

    The options are those of JSONEncoder; cls is the class to use instead of it, and gets the
    remaining keywords, too.
    """
    encoder = _encoder(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys, kw)
    write = fp.write
    for chunk in encoder.iterencode(obj):
        write(chunk)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True,
          allow_nan=True, cls=None, indent=None, separators=None,
          default=None, sort_keys=False, **kw):
    """The JSON text of obj; the options are those of dump()."""
    if (not skipkeys and ensure_ascii and check_circular and allow_nan and cls is None and indent is None
            and separators is None and default is None and not sort_keys and not kw):
        return _default_encoder.encode(obj)
    return _encoder(skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys,
                    kw).encode(obj)


def detect_encoding(b):
    """Which of UTF-8, UTF-16 and UTF-32 the bytes b are in.

    A byte order mark says it; else the zeros among the first four bytes do, because the first character of
    a document is ASCII, and nearly always the second is, too.
    """
    for mark, encoding in ((b'\xff\xfe\0\0', 'utf-32'), (b'\0\0\xfe\xff', 'utf-32'),
                           (b'\xff\xfe', 'utf-16'), (b'\xfe\xff', 'utf-16'), (b'\xef\xbb\xbf', 'utf-8-sig')):
        if b.startswith(mark):
            return encoding
    if len(b) >= 4:
        if not b[0]:
            return 'utf-16-be' if b[1] else 'utf-32-be'
        if not b[1]:
            return 'utf-16-le' if b[2] or b[3] else 'utf-32-le'
    elif len(b) == 2:
        if not b[0]:
            return 'utf-16-be'
        if not b[1]:
            return 'utf-16-le'
    return 'utf-8'


def load(fp, *, cls=None, object_hook=None, parse_float=None,
         parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    """The object of the JSON document in the file fp, text or bytes; the options are those of loads()."""
    return loads(fp.read(),
                 cls=cls, object_hook=object_hook,
                 parse_float=parse_float, parse_int=parse_int,
                 parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **kw)


def loads(s, *, cls=None, object_hook=None, parse_float=None,
          parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    """The object of the JSON document s: a str, or bytes in any of Unicode's encodings.

    The options are those of JSONDecoder; cls is the class to use instead of it, and gets the
    remaining keywords, too.
    """
    if isinstance(s, str):
        if s.startswith('\ufeff'):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    else:
        if not isinstance(s, (bytes, bytearray)):
            raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
        s = s.decode(detect_encoding(s), 'surrogatepass')
    if (cls is None and object_hook is None and parse_int is None and parse_float is None
            and parse_constant is None and object_pairs_hook is None and not kw):
        return _default_decoder.decode(s)
    options = {'object_hook': object_hook, 'object_pairs_hook': object_pairs_hook, 'parse_float': parse_float,
               'parse_int': parse_int, 'parse_constant': parse_constant}
    kw.update((name, option) for name, option in options.items() if option is not None)
    return (JSONDecoder if cls is None else cls)(**kw).decode(s)
