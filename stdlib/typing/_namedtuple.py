"""NamedTuple: named tuples with types."""
import collections

from typing._check import _type_check
from typing._form import _caller
from typing._forward import _sentinel
from typing._functional import _warn_about_missing_fields
from typing._parameter import _generic_class_getitem
from _typing import Generic

__name__ = "typing"

# A class body may not redefine these.
_prohibited = frozenset({"__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                         "_make", "_replace", "_asdict", "_source"})
# And these are not copied from it.
_special = frozenset({"__module__", "__name__", "__annotations__"})


def _make_nmtuple(name, types, module, defaults=()):
    items = [(field, _type_check(t, f"field {field} annotation must be a type")) for field, t in types]
    made = collections.namedtuple(name, [field for field, _ in items], defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = dict(items)
    return made


class NamedTupleMeta(type):
    """Makes a named tuple of a class statement whose bases have NamedTuple; it is no metaclass of the result."""

    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = ns.get("__annotations__", {})
        made = _make_nmtuple(typename, types.items(), ns["__module__"], _collect_defaults(types, ns))
        made.__bases__ = tuple(tuple if base is _NamedTuple else base for base in bases)
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
        _copy_namespace(made, ns)
        if Generic in bases:
            made.__init_subclass__()
        return made


def _collect_defaults(types, ns):
    """The values of the last fields; none may follow that has no value."""
    with_default = []
    for field in types:
        if field in ns:
            with_default.append(field)
        elif with_default:
            raise TypeError(f"Non-default namedtuple field {field} cannot follow default "
                            f"field{'s' if len(with_default) > 1 else ''} {', '.join(with_default)}")
    return [ns[field] for field in with_default]


def _copy_namespace(made, ns):
    """Give the tuple class what the class body defines beside fields: methods, properties, __doc__."""
    for name, value in ns.items():
        if name in _prohibited:
            raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
        if name in _special:
            continue
        if name not in made._fields:
            setattr(made, name, value)
        set_name = getattr(type(value), "__set_name__", None)
        if set_name is None:
            continue
        try:
            set_name(value, made, name)
        except BaseException as error:
            error.add_note(f"Error calling __set_name__ on {type(value).__name__!r} instance {name!r} "
                           f"in {made.__name__!r}")
            raise


def NamedTuple(typename, fields=_sentinel, /, **kwargs):
    """A named tuple whose fields have types.

        class Employee(NamedTuple):
            name: str
            id: int = 3

    This makes what collections.namedtuple('Employee', ['name', 'id'], defaults=[3]) makes, with the types in
    __annotations__.  Methods and a docstring can follow.  As a function:

        Employee = NamedTuple('Employee', [('name', str), ('id', int)])
    """
    if fields is None and kwargs:
        raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify fields using keyword arguments")
    if fields is _sentinel or fields is None:
        _warn_about_missing_fields("NamedTuple", typename, fields, "[]", kwargs)
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    made = _make_nmtuple(typename, fields, module=_caller())
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})


def _namedtuple_mro_entries(bases):
    assert NamedTuple in bases
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries
