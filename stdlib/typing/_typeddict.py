"""TypedDict: dicts whose keys, and the types of their values, are known."""
from typing._alias import _GenericAlias
from typing._alias_kinds import _AnnotatedAlias
from typing._check import _type_check
from typing._form import _caller
from typing._forward import _sentinel
from typing._functional import _warn_about_missing_fields
from typing._special_forms import NotRequired, ReadOnly, Required
from _typing import Generic

__name__ = "typing"


def _get_typeddict_qualifiers(annotation_type):
    """The qualifiers around an item's type, outermost first."""
    while True:
        if isinstance(annotation_type, _AnnotatedAlias):
            annotation_type = annotation_type.__origin__
        elif isinstance(annotation_type, _GenericAlias) and annotation_type.__origin__ in (Required, NotRequired,
                                                                                           ReadOnly):
            yield annotation_type.__origin__
            annotation_type, = annotation_type.__args__
        else:
            return


class _Keys:
    """The keys of a TypedDict class as its bases, then its own annotations are added."""

    def __init__(self):
        self.annotations = {}
        self.required, self.optional = set(), set()
        self.read_only, self.mutable = set(), set()

    def add_base(self, base):
        own = base.__dict__
        self.annotations.update(own.get("__annotations__", {}))
        self._set_required(own.get("__required_keys__", ()), True)
        self._set_required(own.get("__optional_keys__", ()), False)
        self.read_only.update(own.get("__readonly_keys__", ()))
        self.mutable.update(own.get("__mutable_keys__", ()))

    def add_item(self, key, annotation, total):
        self.annotations[key] = annotation
        qualifiers = set(_get_typeddict_qualifiers(annotation))
        self._set_required((key,), Required in qualifiers or total and NotRequired not in qualifiers)
        if ReadOnly in qualifiers:
            if key in self.mutable:
                raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
            self.read_only.add(key)
        else:
            self.read_only.discard(key)
            self.mutable.add(key)

    def _set_required(self, keys, is_required):
        to, other = (self.required, self.optional) if is_required else (self.optional, self.required)
        to.update(keys)
        other.difference_update(keys)

    def store(self, cls):
        cls.__annotations__ = self.annotations
        cls.__required_keys__ = frozenset(self.required)
        cls.__optional_keys__ = frozenset(self.optional)
        cls.__readonly_keys__ = frozenset(self.read_only)
        cls.__mutable_keys__ = frozenset(self.mutable)


class _TypedDictMeta(type):
    """Class of TypedDict classes.  Calling one makes a plain dict."""

    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        is_generic = any(issubclass(base, Generic) for base in bases)
        made = type.__new__(_TypedDictMeta, name, (Generic, dict) if is_generic else (dict,), ns)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {key: _type_check(annotation, msg, module=made.__module__)
               for key, annotation in ns.get("__annotations__", {}).items()}
        keys = _Keys()
        for base in bases:
            keys.add_base(base)
        for key, annotation in own.items():
            keys.add_item(key, annotation, total)
        keys.store(made)
        made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=_sentinel, /, *, total=True):
    """A dict with known keys, each with its type.  At run time it is a plain dict.

    >>> class Point2D(TypedDict):
    ...     x: int
    ...     y: int
    ...     label: NotRequired[str]
    >>> a: Point2D = {'x': 1, 'y': 2, 'label': 'good'}
    >>> Point2D(x=1, y=2) == {'x': 1, 'y': 2}
    True
    >>> sorted(Point2D.__required_keys__), sorted(Point2D.__optional_keys__)
    (['x', 'y'], ['label'])

    With total=False keys are not required; Required and NotRequired say otherwise for one key, ReadOnly that its
    item is not changed.  Subclasses add keys.  Keys that are no identifiers need the function:

        Header = TypedDict('Header', {'content-type': str})
    """
    if fields is _sentinel or fields is None:
        _warn_about_missing_fields("TypedDict", typename, fields, "{}")
        fields = {}
    ns = {"__annotations__": dict(fields)}
    module = _caller()
    if module is not None:
        # With it the class can be pickled.
        ns["__module__"] = module
    made = _TypedDictMeta(typename, (), ns, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Is it a TypedDict class?

    >>> class Film(TypedDict):
    ...     title: str
    >>> is_typeddict(Film)
    True
    >>> is_typeddict(dict)
    False
    """
    return isinstance(tp, _TypedDictMeta)
