"""singledispatch: generic functions that choose an implementation by the type of their first argument (PEP 443).

The implementation registered for the nearest class in the method resolution order wins.  Abstract base classes that a
class only implements, or was registered with, have no place in its __mro__; _compose_mro() gives them one.
"""
from functools import GenericAlias, update_wrapper

__name__ = "functools"  # the public home of what is here: what repr and pickle show

UnionType = type(int | str)


# ---- the order of classes ----

def _c3_merge(sequences):
    """Merge MROs in *sequences* to a single MRO using the C3 algorithm."""
    merged = []
    sequences = [sequence for sequence in sequences if sequence]
    while sequences:
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(candidate)
        for sequence in sequences:
            if sequence[0] == candidate:
                del sequence[0]
        sequences = [sequence for sequence in sequences if sequence]
    return merged


def _c3_mro(cls, abcs=None):
    """Compute the method resolution order of cls with the abcs inserted where they begin to hold.

    An ABC is inserted at the class that introduces it: one that implements it and none of whose bases does.  It comes
    behind the explicit bases down to the last one that is abstract, and before the concrete rest.
    """
    bases = list(cls.__bases__)
    n_first = max((i + 1 for i, base in enumerate(bases) if hasattr(base, "__abstractmethods__")), default=0)
    first, rest = bases[:n_first], bases[n_first:]
    abcs = list(abcs or ())
    introduced = [abc for abc in abcs
                  if issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)]
    inherited = [abc for abc in abcs if abc not in introduced]
    orders = [_c3_mro(base, inherited) for base in first + introduced + rest]
    return _c3_merge([[cls], *orders, first, introduced, rest])


def _compose_mro(cls, types):
    """Calculate the method resolution order for a given class *cls*.

    It includes those of types that are abstract base classes which cls implements.
    """
    explicit = set(cls.__mro__)

    def is_related(typ):
        return (typ not in explicit and hasattr(typ, "__mro__") and not isinstance(typ, GenericAlias)
                and issubclass(cls, typ))

    related = [typ for typ in types if is_related(typ)]
    # Strict bases of others come into the order with them.
    leaves = [typ for typ in related
              if not any(typ != other and typ in other.__mro__ for other in related)]
    abcs = []
    for typ in leaves:
        for abc in _stabilised(cls, typ, explicit, leaves):
            if abc not in abcs:
                abcs.append(abc)
    return _c3_mro(cls, abcs)


def _stabilised(cls, typ, explicit, leaves):
    """typ with those other leaves that a subclass of it puts it in order with, when cls implements that too."""
    orders = [[base for base in sub.__mro__ if base in leaves]
              for sub in typ.__subclasses__()
              if sub not in explicit and issubclass(cls, sub)]
    if not orders:
        return [typ]
    # The subclass that orders most of them goes first.
    orders.sort(key=len, reverse=True)
    return [base for order in orders for base in order]


def _find_impl(cls, registry):
    """Return the best matching implementation from *registry* for type *cls*.

    None when the registry has nothing, not even for object.
    """
    match = None
    for typ in _compose_mro(cls, registry.keys()):
        if typ not in registry:
            if match is not None:
                break
            continue
        if match is None:
            match = typ
            continue
        # Two ABCs next to each other, neither of which cls or the other names as a base: refuse to guess.
        if typ not in cls.__mro__ and match not in cls.__mro__ and not issubclass(match, typ):
            raise RuntimeError(f"Ambiguous dispatch: {match} or {typ}")
        break
    return registry.get(match)


# ---- what a first argument of register() means ----

def _is_union(cls):
    from typing import Union, get_origin
    return get_origin(cls) in (Union, UnionType)


def _classes_of(cls):
    """The classes that cls names: itself, or the members of a union.  None when it is something else."""
    if isinstance(cls, type):
        return None if isinstance(cls, GenericAlias) else (cls,)
    if _is_union(cls) and all(isinstance(arg, type) and not isinstance(arg, GenericAlias) for arg in cls.__args__):
        return cls.__args__
    return None


def _annotated_class(func):
    """The annotation of the first parameter of func, as @register without arguments reads it."""
    if not getattr(func, "__annotations__", None):
        raise TypeError(f"Invalid first argument to `register()`: {func!r}. "
                        "Use either `@register(some_class)` or plain `@register` on an annotated function.")
    from typing import get_type_hints
    name, cls = next(iter(get_type_hints(func).items()))
    if _classes_of(cls) is None:
        problem = "not all arguments are classes" if _is_union(cls) else "is not a class"
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} {problem}.")
    return cls


# ---- the decorators ----

def singledispatch(func):
    """Single-dispatch generic function decorator.

    Transforms a function into a generic function, which can have different behaviours depending upon the type of its
    first argument.  The decorated function acts as the default implementation; others are registered with its
    attribute register().
    """
    import types
    import weakref
    from abc import get_cache_token

    registry = {object: func}
    dispatch_cache = weakref.WeakKeyDictionary()
    cache_token = None    # what the ABCs looked like when dispatch_cache was filled; None: no ABC is involved
    funcname = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The function that is called for an argument of class cls."""
        nonlocal cache_token
        if cache_token is not None:
            current_token = get_cache_token()
            if cache_token != current_token:
                dispatch_cache.clear()
                cache_token = current_token
        try:
            return dispatch_cache[cls]
        except KeyError:
            implementation = registry[cls] if cls in registry else _find_impl(cls, registry)
            dispatch_cache[cls] = implementation
            return implementation

    def register(cls, func=None):
        """generic_func.register(cls, func) -> func

        Registers a new implementation for the given *cls* on a *generic_func*.  Without func it is a decorator;
        without cls too, the annotation of the first parameter says what for.
        """
        nonlocal cache_token
        classes = _classes_of(cls)
        if classes is None:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            cls, func = _annotated_class(cls), cls
            classes = _classes_of(cls)
        elif func is None:
            return lambda f: register(cls, f)
        for each in classes:
            registry[each] = func
            if cache_token is None and hasattr(each, "__abstractmethods__"):
                cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """singledispatch() for methods: the first argument after self decides.

    What is registered may be a descriptor; any other callable is taken for a function that wants self.
    """

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add what is called for arguments of class cls; also a decorator."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{funcname} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
