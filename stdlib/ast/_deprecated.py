"""Node classes of old: Num, Str and their like stand for Constant, others for what took their places.

The names of the first kind are given out by the module's __getattr__(), with a warning.
"""
from _ast import AST, Constant, Load, Tuple, expr_context, mod

__name__ = "ast"  # whose classes these are


def _warn(message, stacklevel):
    import warnings
    warnings.warn(f"{message} instead", DeprecationWarning, stacklevel=stacklevel + 1)


def warn_of_class(name, stacklevel):
    _warn(f"ast.{name} is deprecated and will be removed in Python 3.14; use ast.Constant", stacklevel + 1)


def _value_alias(name):
    """A property that is Constant.value."""
    message = f"Attribute {name} is deprecated and will be removed in Python 3.14; use value"

    def get(self):
        """Deprecated. Use value instead."""
        _warn(message, 2)
        return self.value

    def set(self, value):
        _warn(message, 2)
        self.value = value

    return property(get, set)


Constant.n = _value_alias("n")
Constant.s = _value_alias("s")


class _ABC(type):
    """The class of Num and its like: instances are the Constants with values of its types."""

    def __init__(cls, *args):
        cls.__doc__ = "Deprecated AST node class. Use ast.Constant instead"

    def __instancecheck__(cls, inst):
        if cls not in _constant_types:
            return isinstance(inst, Constant) and type.__instancecheck__(cls, inst)
        warn_of_class(cls.__name__, stacklevel=2)
        if not isinstance(inst, Constant) or not hasattr(inst, "value"):
            return False
        return isinstance(inst.value, _constant_types[cls]) and not (cls is Num and isinstance(inst.value, bool))


def _new(cls, *args, **kwargs):
    for name in kwargs:
        if name in cls._fields and cls._fields.index(name) < len(args):
            raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
    if cls in _constant_types:
        warn_of_class(cls.__name__, stacklevel=2)
        return Constant(*args, **kwargs)
    return Constant.__new__(cls, *args, **kwargs)


class Num(Constant, metaclass=_ABC):
    _fields = ("n",)
    __new__ = _new


class Str(Constant, metaclass=_ABC):
    _fields = ("s",)
    __new__ = _new


class Bytes(Constant, metaclass=_ABC):
    _fields = ("s",)
    __new__ = _new


class NameConstant(Constant, metaclass=_ABC):
    __new__ = _new


class Ellipsis(Constant, metaclass=_ABC):
    _fields = ()

    def __new__(cls, *args, **kwargs):
        if cls is Ellipsis:
            warn_of_class("Ellipsis", stacklevel=2)
            return Constant(..., *args, **kwargs)
        return Constant.__new__(cls, *args, **kwargs)


_constant_types = {Num: (int, float, complex), Str: (str,), Bytes: (bytes,), NameConstant: (type(None), bool),
                   Ellipsis: (type(...),)}
constant_classes = {cls.__name__: cls for cls in _constant_types}


class slice(AST):
    """Deprecated AST node class."""


class Index(slice):
    """Deprecated AST node class. Use the index value directly instead."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Deprecated AST node class. Use ast.Tuple instead."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


def _get_dims(self):
    """Deprecated. Use elts instead."""
    return self.elts


def _set_dims(self, value):
    self.elts = value


Tuple.dims = property(_get_dims, _set_dims)


class Suite(mod):
    """Deprecated AST node class.  Unused in Python 3."""


class AugLoad(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


class AugStore(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


class Param(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""
