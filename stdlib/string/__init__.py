"""Constants and tools for text: character classes, capwords, $-templates, format-string taking apart.

The module string.templatelib holds the types of t-strings.
"""
import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize each word of s; words are what s.split(sep) gives, joined again by sep (or a space)."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


_nothing = {}  # stands for "no mapping given", so that an empty one can be given


class _Values:
    """A mapping and keywords that go before it."""

    def __init__(self, mapping, keywords):
        self.mapping = mapping
        self.keywords = keywords

    def __getitem__(self, name):
        if name in self.keywords:
            return self.keywords[name]
        return self.mapping[name]


def _values(mapping, keywords):
    if mapping is _nothing:
        return keywords
    return _Values(mapping, keywords) if keywords else mapping


class Template:
    """A string with $-placeholders: $name, ${name}, and $$ for a dollar."""

    delimiter = "$"
    # (?a:...) keeps [a-z] to ASCII under IGNORECASE.
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._prepare()

    @classmethod
    def _prepare(cls):
        """Make cls.pattern a compiled expression, from the class's own one or from its parts."""
        import re
        own = cls.__dict__.get("pattern")
        if own is None:
            delimiter = re.escape(cls.delimiter)
            in_braces = cls.braceidpattern or cls.idpattern
            own = rf"""
            {delimiter}(?:
              (?P<escaped>{delimiter})  |   # the delimiter twice
              (?P<named>{cls.idpattern})       |   # the delimiter and an identifier
              {{(?P<braced>{in_braces})}} |   # the delimiter and an identifier in braces
              (?P<invalid>)             # anything else
            )
            """
        flags = re.IGNORECASE if cls.flags is None else cls.flags
        cls.flags = flags
        cls.pattern = re.compile(own, flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if lines:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        else:
            line = column = 1
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def _unknown_group(self):
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def substitute(self, mapping=_nothing, /, **kws):
        values = _values(mapping, kws)

        def replacement(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return str(values[name])
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                self._invalid(match)
            self._unknown_group()

        return self.pattern.sub(replacement, self.template)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        values = _values(mapping, kws)

        def replacement(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                try:
                    return str(values[name])
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                return match.group()
            self._unknown_group()

        return self.pattern.sub(replacement, self.template)

    def is_valid(self):
        for match in self.pattern.finditer(self.template):
            if match.group("invalid") is not None:
                return False
            if (match.group("named") is None and match.group("braced") is None
                    and match.group("escaped") is None):
                self._unknown_group()
        return True

    def get_identifiers(self):
        ids = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if name not in ids:
                    ids.append(name)
            elif name is None and match.group("invalid") is None and match.group("escaped") is None:
                self._unknown_group()
        return ids


class _LazyPattern:
    """Template.pattern until somebody asks: `re` is only imported then."""

    def __get__(self, instance, owner):
        del Template.pattern
        Template._prepare()
        return Template.pattern if owner is None else owner.pattern


Template.pattern = _LazyPattern()


class Formatter:
    """str.format() as a class whose steps can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            field_name, auto_arg_index = self._numbered(field_name, auto_arg_index)
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(
                format_spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index=auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return "".join(result), auto_arg_index

    def _numbered(self, field_name, index):
        """The field with its number when it had none; index is False once fields number themselves."""
        first = _string.formatter_field_name_split(field_name)[0]
        if first == "":
            if index is False:
                raise ValueError("cannot switch from manual field specification to automatic field numbering")
            return str(index) + field_name, index + 1
        if isinstance(first, int):
            if index:
                raise ValueError("cannot switch from manual field specification to automatic field numbering")
            return field_name, False
        return field_name, index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, name in rest:
            obj = getattr(obj, name) if is_attr else obj[name]
        return obj, first
