"""namedtuple(): classes of tuples whose items have names."""
import sys
from keyword import iskeyword

try:
    from _collections import _tuplegetter
except ImportError:
    from operator import itemgetter

    def _tuplegetter(index, doc):
        return property(itemgetter(index), doc=doc)

__name__ = "collections"  # the public home of what is here: what repr and pickle show

_tuple_new = tuple.__new__


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Returns a new subclass of tuple with named fields.

        >>> Point = namedtuple('Point', ['x', 'y'])     # or 'x y', or 'x, y'
        >>> p = Point(11, y=22)
        >>> p[0] + p.y
        33
        >>> p._replace(x=100), p._asdict()
        (Point(x=100, y=22), {'x': 11, 'y': 22})

    rename replaces names that cannot be used by _0, _1 and so on.  defaults belong to the last fields.  module is
    what the class has as __module__, without it that of the caller.
    """
    typename = sys.intern(str(typename))
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    field_names = list(map(str, field_names))
    if rename:
        _rename(field_names)
    _check_names(typename, field_names, rename)
    field_names = tuple(map(sys.intern, field_names))
    default_values = () if defaults is None else tuple(defaults)
    if len(default_values) > len(field_names):
        raise TypeError("Got more default values than field names")

    namespace = {
        "__doc__": f"{typename}{_in_parentheses(field_names)}",
        "__slots__": (),
        "_fields": field_names,
        "_field_defaults": dict(zip(field_names[len(field_names) - len(default_values):], default_values)),
        "__new__": _constructor(typename, field_names, None if defaults is None else default_values),
        **_methods(typename, field_names),
        "__match_args__": field_names,
    }
    for index, name in enumerate(field_names):
        namespace[name] = _tuplegetter(index, sys.intern(f"Alias for field number {index}"))
    cls = type(typename, (tuple,), namespace)

    if module is None:
        module = sys._getframemodulename(1) or "__main__"
    cls.__module__ = module
    return cls


def _rename(names):
    seen = set()
    for index, name in enumerate(names):
        if not name.isidentifier() or iskeyword(name) or name.startswith("_") or name in seen:
            names[index] = f"_{index}"
        seen.add(name)


def _check_names(typename, field_names, renamed):
    for name in (typename, *field_names):
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in field_names:
        if name.startswith("_") and not renamed:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)


def _in_parentheses(field_names):
    """As the repr of a tuple, without the quotes: one name has a comma."""
    return str(field_names).replace("'", "")


# ---- what is in the classes ----

_templates = {}    # number of fields -> code of a __new__ that has so many
_constructor_globals = {"_tuple_new": _tuple_new, "__builtins__": {}, "__name__": __name__}


def _constructor(typename, field_names, defaults):
    """The class's __new__: a function with the fields as its parameters.

    Only one is compiled for each number of fields; the others differ from it by the names in their code.
    """
    n = len(field_names)
    template = _templates.get(n)
    if template is None:
        items = "".join(f"_{i}, " for i in range(n))
        template = _templates[n] = eval(f"lambda _cls, {items}: _tuple_new(_cls, ({items}))").__code__
    qualname = f"{typename}.__new__"
    code = template.replace(co_varnames=("_cls", *field_names), co_name="__new__", co_qualname=qualname)
    new = type(_constructor)(code, _constructor_globals, "__new__", defaults)
    new.__qualname__ = qualname
    new.__doc__ = f"Create new instance of {typename}{_in_parentheses(field_names)}"
    return new


def _methods(typename, field_names):
    """The methods, by name.  A class has its own, named after it."""
    n_fields = len(field_names)
    repr_format = f"({', '.join(f'{name}=%r' for name in field_names)})"

    @classmethod
    def _make(cls, iterable):
        result = _tuple_new(cls, iterable)
        if len(result) != n_fields:
            raise TypeError(f"Expected {n_fields} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, field_names, self))
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        "Return a nicely formatted representation string"
        return self.__class__.__name__ + repr_format % self

    def _asdict(self):
        "Return a new dict which maps field names to their values."
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        "Return self as a plain tuple.  Used by copy and pickle."
        return tuple(self)

    _make.__func__.__doc__ = f"Make a new {typename} object from a sequence or iterable"
    _replace.__doc__ = f"Return a new {typename} object replacing specified fields with new values"
    for function in (_make.__func__, _replace, __repr__, _asdict, __getnewargs__):
        function.__qualname__ = f"{typename}.{function.__name__}"
    return {"_make": _make, "__replace__": _replace, "_replace": _replace, "__repr__": __repr__, "_asdict": _asdict,
            "__getnewargs__": __getnewargs__}

