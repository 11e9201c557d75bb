"""Which kind of value stands at an index of a JSON text, and reading it."""

__all__ = ['make_scanner']

try:
    from _json import make_scanner as c_make_scanner
except ImportError:
    c_make_scanner = None


def __getattr__(name):
    """The regular expression of numbers: nothing here needs it, and it would cost the import of re."""
    if name == 'NUMBER_RE':
        import re
        return re.compile(r'(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?', re.VERBOSE | re.MULTILINE | re.DOTALL)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


_DIGITS = frozenset('0123456789')
_WORDS = (('null', None), ('true', True), ('false', False))
_CONSTANTS = 'NaN', 'Infinity', '-Infinity'


def _skip_digits(string, i):
    while string[i:i + 1] in _DIGITS:
        i += 1
    return i


def _number_end(string, i):
    """Where the number at i ends, and whether it is an integer; (i, True) when there is none."""
    first = i + string.startswith('-', i)
    end = first + 1 if string.startswith('0', first) else _skip_digits(string, first)
    if end == first:
        return i, True
    integer_end = end
    if string.startswith('.', end) and string[end + 1:end + 2] in _DIGITS:
        end = _skip_digits(string, end + 1)
    if string[end:end + 1] in ('e', 'E'):
        digits = end + 1 + (string[end + 1:end + 2] in ('-', '+'))
        if string[digits:digits + 1] in _DIGITS:
            end = _skip_digits(string, digits)
    return end, end == integer_end


def py_make_scanner(context):
    """The scanner in Python: a function (string, idx) -> (value, end), with the settings of a JSONDecoder."""
    memo = context.memo

    def scan_number(string, idx):
        end, is_integer = _number_end(string, idx)
        if end == idx:
            raise StopIteration(idx)
        return (context.parse_int if is_integer else context.parse_float)(string[idx:end]), end

    def scan_word(string, idx):
        for word, value in _WORDS:
            if string.startswith(word, idx):
                return value, idx + len(word)
        for word in _CONSTANTS:
            if string.startswith(word, idx):
                return context.parse_constant(word), idx + len(word)
        return scan_number(string, idx)

    def scan_value(string, idx):
        match string[idx:idx + 1]:
            case '':
                raise StopIteration(idx)
            case '"':
                return context.parse_string(string, idx + 1, context.strict)
            case '{':
                return context.parse_object((string, idx + 1), context.strict, scan_value, context.object_hook,
                                            context.object_pairs_hook, memo)
            case '[':
                return context.parse_array((string, idx + 1), scan_value)
            case _:
                return scan_word(string, idx)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError('idx cannot be negative')
        try:
            return scan_value(string, idx)
        finally:
            memo.clear()

    return scan_once


make_scanner = c_make_scanner or py_make_scanner
