"""Shallow and deep copies of any object.

    copy(x)             a new object with the same contents
    deepcopy(x)         a new object with copies of the contents, and of theirs
    replace(x, a=1)     a new object with other values in some fields

A deep copy keeps a memo of what it has copied: an object that occurs twice is copied once, and cycles end.

A class says how its instances are copied by __copy__(self), __deepcopy__(self, memo) and
__replace__(self, /, **changes), or as for pickling by __reduce_ex__(), __getstate__() and __setstate__().  A suspended
generator or coroutine of weft has a __copy__: its copy goes on from the same place by itself.
"""
from _copy import update_attributes
from _weakref import ref
from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error    # an old name


def copy(x):
    """A copy of x that shares with it what it holds."""
    cls = type(x)
    copier = _copy_dispatch.get(cls)
    if copier is not None:
        return copier(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    reduced = _reduce(x, cls, "shallow")
    return x if isinstance(reduced, str) else _reconstruct(x, None, *reduced)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of x, and of everything that x holds."""
    if memo is None:
        memo = {}
    else:
        y = memo.get(id(x), _nil)
        if y is not _nil:
            return y
    cls = type(x)
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):
        y = x
    elif (copier := getattr(x, "__deepcopy__", None)) is not None:
        y = copier(memo)
    else:
        reduced = _reduce(x, cls, "deep")
        y = x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)
    if y is not x:
        memo[id(x)] = y
        _keep_alive(x, memo)
    return y


def replace(obj, /, **changes):
    """A copy of obj in which the fields named have other values: obj.__replace__(**changes)."""
    cls = obj.__class__
    method = getattr(cls, "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return method(obj, **changes)


def _reduce(x, cls, how):
    """What pickling would make of x: a str when x is a global, else the arguments of _reconstruct()."""
    reduce = dispatch_table.get(cls)
    if reduce is not None:
        return reduce(x)
    reduce = getattr(x, "__reduce_ex__", None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce:
        return reduce()
    raise Error(f"un({how})copyable object of type {cls}")


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    """The object that a reduction of x describes; a deep one when there is a memo."""
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = func(*args)
    if deep:
        memo[id(x)] = y    # before what it holds: that may lead back to x
    if state is not None:
        _set_state(y, deepcopy(state, memo) if deep else state)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            y[key] = value
    return y


def _set_state(y, state):
    if hasattr(y, "__setstate__"):
        y.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None and not update_attributes(y, state):
        y.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(y, name, value)


def _keep_alive(x, memo):
    """Keep x for as long as the memo lives, so that no other object gets its id.

    The list of such objects has an id that no object to be copied can have: that of the memo.
    """
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


# ---- the built-in types ----

def _copy_immutable(x):
    return x


def _deepcopy_atomic(x, memo):
    return x


def _deepcopy_list(x, memo, deepcopy=deepcopy):
    y = memo[id(x)] = []
    append = y.append
    for item in x:
        append(deepcopy(item, memo))
    return y


def _deepcopy_tuple(x, memo, deepcopy=deepcopy):
    items = [deepcopy(item, memo) for item in x]
    # An item may have led back to x, which has its copy then.
    try:
        return memo[id(x)]
    except KeyError:
        pass
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deepcopy_dict(x, memo, deepcopy=deepcopy):
    y = memo[id(x)] = {}
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_atomic = (type(None), int, float, bool, complex, str, bytes, type, range, property, ref, type(...),
           type(NotImplemented), type(len), type(copy), type(copy.__code__))
_method = type(copy.__get__(0))

_copy_dispatch = dict.fromkeys((*_atomic, tuple, frozenset, slice), _copy_immutable)
_copy_dispatch |= {list: list.copy, dict: dict.copy, set: set.copy, bytearray: bytearray.copy}

_deepcopy_dispatch = dict.fromkeys(_atomic, _deepcopy_atomic)
_deepcopy_dispatch |= {list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict, _method: _deepcopy_method}
