"""How to pickle and copy types that cannot say it themselves, and the numbers that stand for classes in pickles."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Let pickle_function(obj) reduce objects of type ob_type, as their __reduce__ would."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    # constructor_ob is of no use any more but is still checked.
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that object can be called: once it declared a valid constructor."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle_complex(c):
    return complex, (c.real, c.imag)


def pickle_union(obj):
    import functools
    import operator
    return functools.reduce, (operator.or_, obj.__args__)


pickle(complex, pickle_complex, complex)
pickle(type(int | str), pickle_union)


# ---- what object.__reduce_ex__ asks for ----

def _reconstructor(cls, base, state):
    """Make an object of cls as protocols 0 and 1 describe it: `state` goes to its C base class."""
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


_HEAPTYPE = 1 << 9  # of type.__flags__: the class was made by a class statement
_new_type = type(int.__new__)


def _state_base(cls):
    """The nearest base in C, whose constructor can take the object's value; object when there is none."""
    for base in cls.__mro__:
        if hasattr(base, "__flags__") and not base.__flags__ & _HEAPTYPE:
            return base
        new = base.__new__
        if isinstance(new, _new_type) and new.__self__ is base:
            return base
    return object


def _reduce_ex(self, proto):
    """object.__reduce_ex__ for protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = _state_base(cls)
    if base is object:
        state = None
    elif base is cls:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    else:
        state = base(self)
    args = (cls, base, state)
    contents = _get_state(self, cls, proto)
    return (_reconstructor, args, contents) if contents else (_reconstructor, args)


def _get_state(self, cls, proto):
    """What __getstate__ returns; slots need one of the class's own, since these protocols cannot carry them."""
    has_slots = getattr(self, "__slots__", None)
    try:
        getstate = self.__getstate__
    except AttributeError:
        if has_slots:
            raise TypeError(f"cannot pickle {cls.__name__!r} object: a class that defines __slots__ without "
                            f"defining __getstate__ cannot be pickled with protocol {proto}")
        return getattr(self, "__dict__", None)
    if has_slots and getattr(type(self), "__getstate__", None) is object.__getstate__:
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
    return getstate()


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """__newobj__ for classes whose __new__ takes keywords: pickle protocol 4 has an opcode for it."""
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """The names of all slots of cls and its bases, mangled where private; kept in cls.__slotnames__."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    # Classes without __slots__ need no walk: none of their bases can matter.
    if hasattr(cls, "__slots__"):
        for base in cls.__mro__:
            names += _own_slots(base)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass  # a class that takes no attributes
    return names


def _own_slots(cls):
    slots = cls.__dict__.get("__slots__", ())
    if isinstance(slots, str):
        slots = (slots,)
    class_name = cls.__name__.lstrip("_")
    for name in slots:
        if name in ("__dict__", "__weakref__"):
            continue
        if class_name and name.startswith("__") and not name.endswith("__"):
            name = f"_{class_name}{name}"
        yield name


# ---- extension codes: (module, name) of a class <-> a number that is shorter in a pickle ----

_extension_registry = {}  # (module, name) -> code
_inverted_registry = {}   # code -> (module, name)
_extension_cache = {}     # code -> the object; filled by the unpickler


def add_extension(module, name, code):
    """Register an extension code, from 1 to 0x7fffffff, for the class module.name."""
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code {_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Take back what add_extension registered: for tests."""
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects that extension codes were resolved to."""
    _extension_cache.clear()
