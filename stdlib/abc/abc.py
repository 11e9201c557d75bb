"""Abstract base classes (PEP 3119): the metaclass ABCMeta, the base ABC, and the decorator abstractmethod.

The bookkeeping (registry, caches, abstract methods) is in C, in _abc.
"""
from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_dump, _reset_caches,
                  _reset_registry, get_cache_token)


def abstractmethod(funcobj):
    """Mark a method as abstract: a class that has one left cannot be instantiated.

    It is the innermost decorator where there are several, below property, classmethod or staticmethod.
    """
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Deprecated: classmethod above abstractmethod says the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Deprecated: staticmethod above abstractmethod says the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Deprecated: property above abstractmethod says the same."""

    __isabstractmethod__ = True


class ABCMeta(type):
    """The metaclass of abstract base classes.

    Its classes can be subclassed as any class can, and can also register unrelated classes as virtual
    subclasses: issubclass() and isinstance() believe the registration, the method resolution order knows
    nothing of it.
    """

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this class; returns it, so this works as a decorator."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        """isinstance(instance, cls)"""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """issubclass(subclass, cls)"""
        return _abc_subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        """Print what the class has registered and remembered: an aid to debugging."""
        registry, cache, negative_cache, negative_cache_version = _get_dump(cls)
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        print(f"_abc_registry: {registry!r}", file=file)
        print(f"_abc_cache: {cache!r}", file=file)
        print(f"_abc_negative_cache: {negative_cache!r}", file=file)
        print(f"_abc_negative_cache_version: {negative_cache_version!r}", file=file)

    def _abc_registry_clear(cls):
        """Forget what was registered (for the tests of ABCs)."""
        _reset_registry(cls)

    def _abc_caches_clear(cls):
        """Forget remembered answers (for the tests of ABCs)."""
        _reset_caches(cls)


def _is_abstract(obj):
    return getattr(obj, "__isabstractmethod__", False)


def update_abstractmethods(cls):
    """Find out anew which methods of cls are abstract, and return cls.

    For class decorators that add methods after the class was made; to be called before cls has subclasses.
    A class that is no ABC is left alone.
    """
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    inherited = {name for base in cls.__bases__ for name in getattr(base, "__abstractmethods__", ())}
    abstract = {name for name in inherited if _is_abstract(getattr(cls, name, None))}
    abstract.update(name for name, value in cls.__dict__.items() if _is_abstract(value))
    cls.__abstractmethods__ = frozenset(abstract)
    return cls


class ABC(metaclass=ABCMeta):
    """The plain way to an abstract class: derive from this."""

    __slots__ = ()
