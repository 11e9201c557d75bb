"""Fields: what they are, and how they are found in a class body."""
import sys
from reprlib import recursive_repr
from types import GenericAlias, MappingProxyType, MemberDescriptorType

__name__ = "dataclasses"


# ---- markers ----

class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()  # None is a value


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()  # as the type of a pseudo-field: what follows is keyword-only


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()  # the default of parameters whose value the factory makes


class _FIELD_BASE:
    """One of the kinds of fields."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")  # a class attribute: no field at all
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")    # a parameter of __init__() only

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"
_EMPTY_METADATA = MappingProxyType({})


class InitVar:
    """InitVar[type]: a parameter of __init__() that is passed on to __post_init__() and is no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field of a class.  Made by field(); what is in fields() is not to be changed."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata",
                 "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
                f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        # The default, a descriptor perhaps, was not in the class body itself.
        set_name = getattr(type(self.default), "__set_name__", None)
        if set_name:
            set_name(self.default, owner, name)

    def has_default(self):
        """Can a caller of __init__() leave it out?"""
        return self.default is not MISSING or self.default_factory is not MISSING

    __class_getitem__ = classmethod(GenericAlias)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Say more about a field than its default.

    default           the default value
    default_factory   called without arguments for the default value
    init              is it a parameter of __init__()?
    repr              is it in the repr()?
    hash              does it count for hash()?  None: as for comparisons
    compare           does it count for == and the other comparisons?
    metadata          a mapping for whoever can use it
    kw_only           is the parameter keyword-only?
    """
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def fields(class_or_instance):
    """A tuple of the fields of a data class or of an instance of one."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def is_dataclass(obj):
    """Is obj a data class or an instance of one?"""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


# ---- what annotations mean ----

def _is_classvar(annotation, typing):
    return annotation is typing.ClassVar or (type(annotation) is typing._GenericAlias
                                             and annotation.__origin__ is typing.ClassVar)


def _is_initvar(annotation, _):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation, _):
    return annotation is KW_ONLY


def _means(annotation, cls, module, meaning):
    """Does an annotation, which may be a string, have a special meaning?

    meaning: one of the three functions above; module: where the name with that meaning comes from.  A string is not
    evaluated: only its first name is looked up, `name...` or `module.name...`.
    """
    if not isinstance(annotation, str):
        return meaning(annotation, module)
    first, rest = _leading_word(annotation)
    second = _leading_word(rest[1:])[0] if first and rest.startswith(".") else ""
    user_module = sys.modules.get(cls.__module__)
    if user_module is None:
        return False
    if not second:
        return meaning(user_module.__dict__.get(first), module)
    return user_module.__dict__.get(first) is module and meaning(module.__dict__.get(second), module)


def _leading_word(text):
    """The letters, digits and underscores at the beginning, and what follows."""
    text = text.lstrip()
    n = 0
    while n < len(text) and (text[n].isalnum() or text[n] == "_"):
        n += 1
    return text[:n], text[n:].lstrip()


# ---- reading the class ----

def collect_fields(cls, params):
    """The fields of a class by name, those of its bases first; class attributes become what instances shall find."""
    found = {}
    _inherit(cls, params, found)
    annotations = cls.__dict__.get("__annotations__", {})
    for f in _own_fields(cls, annotations, params.kw_only):
        found[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    _check_frozen(cls, params)
    return found


def _dataclass_bases(cls):
    return [base for base in cls.__mro__[:0:-1] if getattr(base, _FIELDS, None) is not None]


def _inherit(cls, params, found):
    for base in _dataclass_bases(cls):
        for f in getattr(base, _FIELDS).values():
            found[f.name] = f


def _check_frozen(cls, params):
    """A class and its bases are all frozen or none is."""
    frozen = [getattr(base, _PARAMS).frozen for base in _dataclass_bases(cls)]
    if any(frozen) and not params.frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if params.frozen and not all(frozen):
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")


def _own_fields(cls, annotations, kw_only):
    """The fields that the class itself declares."""
    own = []
    seen_marker = False
    this_module = sys.modules["dataclasses"]
    for name, annotation in annotations.items():
        if not _means(annotation, cls, this_module, _is_kw_only):
            own.append(_make_field(cls, name, annotation, kw_only))
        elif seen_marker:
            raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
        else:
            seen_marker = kw_only = True
    return own


def _make_field(cls, name, annotation, kw_only):
    """The field for an annotation and the class attribute of that name, if there is one."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, MemberDescriptorType):
            default = MISSING  # the slot itself
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of(annotation, cls)
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    # What cannot be hashed can change, and would be shared by all instances.
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
    return f


def _kind_of(annotation, cls):
    # Who has not imported typing cannot have used ClassVar.
    typing = sys.modules.get("typing")
    if typing is not None and _means(annotation, cls, typing, _is_classvar):
        return _FIELD_CLASSVAR
    if _means(annotation, cls, sys.modules["dataclasses"], _is_initvar):
        return _FIELD_INITVAR
    return _FIELD
