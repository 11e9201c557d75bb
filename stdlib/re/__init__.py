"""Regular expressions: Python's syntax and semantics, matched by PCRE2 (the `_re` module)."""
import enum
from _re import Pattern, Match, compile as _compile_pattern

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
    "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]
__version__ = "2.2.1"


class PatternError(Exception):
    """A string that is no valid regular expression: msg, pattern, pos, lineno, colno."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError


@enum.global_enum
@enum._simple_enum(enum.IntFlag, boundary=enum.KEEP)
class RegexFlag:
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


_cache = {}     # (type of pattern, pattern, flags) -> Pattern, oldest first
_MAX_CACHE = 512


def compile(pattern, flags=0):
    """Compile a regular expression pattern, returning a Pattern object."""
    return _compile(pattern, flags)


def _compile(pattern, flags):
    if flags.__class__ is RegexFlag:
        flags = flags.value
    try:
        return _cache[pattern.__class__, pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    compiled = _compile_pattern(pattern, flags)
    if not flags & DEBUG:
        if len(_cache) >= _MAX_CACHE:
            del _cache[next(iter(_cache))]
        _cache[pattern.__class__, pattern, flags] = compiled
    return compiled


def purge():
    """Clear the regular expression caches."""
    _cache.clear()


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string, returning a Match object, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string, returning a Match object, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern, returning a Match object, or None."""
    return _compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the string."""
    return _compile(pattern, flags).finditer(string)


class _Missing:
    """The default of parameters that used to be positional."""


def _positional(name, names, args, given):
    """Positional count, maxsplit, flags: still accepted, with a warning."""
    if len(args) > len(names):
        raise TypeError(f"{name}() takes from {3 if names[0] == 'count' else 2} to "
                        f"{(3 if names[0] == 'count' else 2) + len(names)} positional arguments but "
                        f"{(3 if names[0] == 'count' else 2) + len(args)} were given")
    for key, value in zip(names, args):
        if given[key] is not _Missing:
            raise TypeError(f"{name}() got multiple values for argument '{key}'")
        given[key] = value
    import warnings
    warnings.warn(f"'{names[0]}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return [0 if given[key] is _Missing else given[key] for key in names]


def sub(pattern, repl, string, *args, count=_Missing, flags=_Missing):
    """Return the string obtained by replacing the leftmost non-overlapping occurrences of the pattern."""
    if args:
        count, flags = _positional("sub", ("count", "flags"), args, {"count": count, "flags": flags})
    return _compile(pattern, 0 if flags is _Missing else flags).sub(repl, string, 0 if count is _Missing else count)


def subn(pattern, repl, string, *args, count=_Missing, flags=_Missing):
    """As sub(), returning a 2-tuple (new_string, number_of_substitutions)."""
    if args:
        count, flags = _positional("subn", ("count", "flags"), args, {"count": count, "flags": flags})
    return _compile(pattern, 0 if flags is _Missing else flags).subn(repl, string, 0 if count is _Missing else count)


def split(pattern, string, *args, maxsplit=_Missing, flags=_Missing):
    """Split the source string by the occurrences of the pattern."""
    if args:
        maxsplit, flags = _positional("split", ("maxsplit", "flags"), args, {"maxsplit": maxsplit, "flags": flags})
    return _compile(pattern, 0 if flags is _Missing else flags).split(string, 0 if maxsplit is _Missing else maxsplit)


_special_characters = {c: "\\" + chr(c) for c in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_special_characters)
    return str(pattern, "latin1").translate(_special_characters).encode("latin1")


class Scanner:
    """Tokenise a string by a list of (pattern, action) pairs."""

    def __init__(self, lexicon, flags=0):
        if isinstance(flags, RegexFlag):
            flags = flags.value
        self.lexicon = lexicon
        self._parts = [_compile(phrase, flags) for phrase, action in lexicon]

    def scan(self, string):
        result = []
        at = 0
        while at < len(string):
            for part, (phrase, action) in zip(self._parts, self.lexicon):
                self.match = m = part.match(string, at)
                if m and m.end() > at:
                    break
            else:
                break
            at = m.end()
            if callable(action):
                action = action(self, m.group())
            if action is not None:
                result.append(action)
        return result, string[at:]


import copyreg as _copyreg

_copyreg.pickle(Pattern, lambda p: (_compile, (p.pattern, p.flags)))
