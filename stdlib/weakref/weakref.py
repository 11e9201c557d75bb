"""Weak references: they lead to an object and do not keep it alive.

    ref, proxy, getweakrefcount, getweakrefs      in C (_weakref)
    WeakMethod                                    a reference to a bound method
    WeakValueDictionary, WeakKeyDictionary        mappings whose entries go when their value or key dies
    WeakSet                                       in _weakrefset
    finalize                                      a function that is called when an object dies, or at exit
"""
import _collections_abc
from _weakref import (CallableProxyType, ProxyType, ReferenceType, _remove_dead_weakref, getweakrefcount, getweakrefs,
                      proxy, ref)
from _weakrefset import WeakSet, _count_alive, _walk

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
    "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]

ProxyTypes = (ProxyType, CallableProxyType)

# Not where WeakSet is made: that module needs no other, and threads start without the ABCs.
_collections_abc.MutableSet.register(WeakSet)


class WeakMethod(ref):
    """A reference to a bound method, which leads to one for as long as its object and its function live.

    A bound method itself dies at once, being made anew for each access: so this refers to the parts, and binds them
    whenever it is called.
    """

    __slots__ = "_alive", "_meth_type", "_func_ref", "__weakref__"

    def __new__(cls, meth, callback=None):
        try:
            bound_to, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None

        def part_died(_):
            # Both references call this, and hold it: so it knows the whole weakly.  The second death is no news.
            method = known()
            if method is None or not method._alive:
                return
            method._alive = False
            if callback is not None:
                callback(method)

        method = ref.__new__(cls, bound_to, part_died)
        known = ref(method)
        method._meth_type, method._func_ref = type(meth), ref(function, part_died)
        method._alive = True
        return method

    def __call__(self):
        function, bound_to = self._func_ref(), super().__call__()
        dead = function is None or bound_to is None
        return None if dead else self._meth_type(function, bound_to)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    def __ne__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        return not self == other

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """A reference with a key: what a WeakValueDictionary holds, whose entries have one callback for all."""

    __slots__ = ("key",)

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)

    def __new__(type, ob, callback, key):
        keyed = super().__new__(type, ob, callback)
        keyed.key = key
        return keyed


# ---- mappings ----

def _entry_remover(known):
    """The callback of the references in a mapping, which hold it: so it knows the mapping weakly."""
    def entry_died(reference):
        mapping = known()
        if mapping is None:
            return
        if mapping._iterating:
            mapping._pending_removals.append(reference)
        else:
            mapping._forget(reference)
    return entry_died


def _items_of(other):
    """The items of what update() takes: a mapping, or pairs."""
    return (other if hasattr(other, "items") else dict(other)).items()


class _WeakMapping(_collections_abc.MutableMapping):
    """What the two mappings share.

    data              the dict with the weak references
    _iterating        a guard for each iteration that is under way
    _pending_removals the references that died while somebody iterated: their entries are still in data
    _forget()         takes the entry of a dead reference out of data
    """

    def __init__(self):
        self.data = {}
        self._pending_removals = []
        self._iterating = set()
        self._remove = _entry_remover(ref(self))

    def _commit_removals(self):
        pending = self._pending_removals
        while pending:
            try:
                reference = pending.pop()
            except IndexError:    # another thread took it
                return
            self._forget(reference)

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def __copy__(self):
        return self.copy()

    def __or__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        result = self.copy()
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        result = self.__class__()
        result.update(other)
        result.update(self)
        return result

    def __ior__(self, other):
        self.update(other)
        return self


class WeakValueDictionary(_WeakMapping):
    """A dict whose entries go when their values die.

    The values are held by weak references.
    """

    def __init__(self, other=(), /, **kw):
        super().__init__()
        self.update(other, **kw)

    # Of the class: at the end of the program, when things still die, the module may have lost its names.
    _remove_if_dead = staticmethod(_remove_dead_weakref)

    def _forget(self, reference):
        # Only when it is still dead: the key may have another value by now.
        self._remove_if_dead(self.data, reference.key)

    def _settled(self):
        """The data, for whatever adds an entry or takes one away: without dead ones that were noted.

        So no note is out of date.
        """
        if self._pending_removals:
            self._commit_removals()
        return self.data

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._settled()[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self._settled()[key]

    def __len__(self):
        if not self._pending_removals:
            return len(self.data)
        # A key may be noted twice, or have another value by now.
        return sum(reference() is not None for reference in self.valuerefs())

    def __contains__(self, key):
        reference = self.data.get(key)
        return reference is not None and reference() is not None

    def get(self, key, default=None):
        reference = self.data.get(key)
        value = None if reference is None else reference()
        return default if value is None else value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            WeakValueDictionary.__setitem__(self, key, default)
            value = default
        return value

    def pop(self, key, *args):
        reference = self._settled().pop(key, None)
        value = None if reference is None else reference()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def popitem(self):
        value, data = None, self._settled()
        while value is None:
            key, reference = data.popitem()
            value = reference()
        return key, value

    def update(self, other=None, /, **kwargs):
        if other is not None:
            for key, value in _items_of(other):
                WeakValueDictionary.__setitem__(self, key, value)
        for key, value in kwargs.items():
            WeakValueDictionary.__setitem__(self, key, value)

    def copy(self):
        result = WeakValueDictionary()
        result.update(self)
        return result

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[deepcopy(key, memo)] = value
        return result

    def keys(self):
        for key, reference in _walk(self, self.data.items()):
            if reference() is not None:
                yield key

    __iter__ = keys

    def values(self):
        for reference in _walk(self, self.data.values()):
            value = reference()
            if value is not None:
                yield value

    def items(self):
        for key, reference in _walk(self, self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        """The weak references to the values, one after the other.

        They may be dead by the time they are used.
        """
        yield from _walk(self, self.data.values())

    def valuerefs(self):
        """All the weak references to the values, as a list.

        They may be dead by the time they are used.
        """
        return list(self.data.values())


class WeakKeyDictionary(_WeakMapping):
    """A dict whose entries go when their keys die.

    The keys are held by weak references.  So data can be attached to objects of other parts of a program without
    touching them.
    """

    def __init__(self, dict=None):
        super().__init__()
        if dict is not None:
            self.update(dict)

    def _forget(self, reference):
        # A dead reference only equals itself, so this can hit no other entry.
        self.data.pop(reference, None)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __len__(self):
        return _count_alive(self.data, self._pending_removals)

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def popitem(self):
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def update(self, dict=None, /, **kwargs):
        if dict is not None:
            for key, value in _items_of(dict):
                WeakKeyDictionary.__setitem__(self, key, value)
        if kwargs:
            self.update(kwargs)

    def copy(self):
        result = WeakKeyDictionary()
        result.update(self)
        return result

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[key] = deepcopy(value, memo)
        return result

    def keys(self):
        for reference in _walk(self, self.data):
            key = reference()
            if key is not None:
                yield key

    __iter__ = keys

    def values(self):
        for reference, value in _walk(self, self.data.items()):
            if reference() is not None:
                yield value

    def items(self):
        for reference, value in _walk(self, self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def keyrefs(self):
        """All the weak references to the keys, as a list.

        They may be dead by the time they are used.
        """
        return list(self.data)


# ---- finalize ----

class _Pending(ref):
    """What a finalizer waits with: the weak reference to its object, which also knows the call to make.

    call      (func, args, kwargs)
    at_exit   is the end of the program a reason to make it?
    """

    __slots__ = "call", "at_exit"


class finalize:
    """A call that is made when an object dies, or at the end of the program when that comes first.

    finalize(obj, func, *args, **kwargs) waits for obj and then calls func(*args, **kwargs).  The result can itself be
    called, to have it done now: the first call answers what func returns, later ones None.  With its atexit set to
    false the end of the program does not count.
    """

    # A finalizer is nothing but its identity, so it keeps no object alive: its _Pending stands in the registry until
    # the call is made or given up.  The order is that in which finalizers were made.
    __slots__ = ()
    _registry = {}

    _registered_with_atexit = False
    _shutdown = False    # at the end of the program nothing more is called

    def __init__(self, obj, func, /, *args, **kwargs):
        pending = _Pending(obj, self)
        pending.call, pending.at_exit = (func, args, kwargs), True
        self._registry[self] = pending
        if not self._registered_with_atexit:
            finalize._registered_with_atexit = True
            from atexit import register
            register(finalize._exitfunc)

    def __repr__(self):
        waiting = self.peek()
        about = "dead" if waiting is None else f"for {type(waiting[0]).__name__!r} at {id(waiting[0]):#x}"
        return f"<{type(self).__name__} object at {id(self):#x}; {about}>"

    @property
    def alive(self):
        """Is the call still to be made?"""
        return self in self._registry

    @property
    def atexit(self):
        """Is the call made at the end of the program, if the object lives that long?"""
        pending = self._registry.get(self)
        return False if pending is None else pending.at_exit

    @atexit.setter
    def atexit(self, wanted):
        if (pending := self._registry.get(self)) is not None:
            pending.at_exit = bool(wanted)

    def peek(self):
        """(obj, func, args, kwargs) while it is waiting; None when that is over."""
        pending = self._registry.get(self)
        obj = None if pending is None else pending()
        if obj is None:
            return None
        func, args, kwargs = pending.call
        return obj, func, args, kwargs or {}

    def detach(self):
        """Give up: (obj, func, args, kwargs), and nothing will be called; None when that is over."""
        waiting = self.peek()
        # Another thread may be quicker; the one that takes it out of the registry has it.
        if waiting is None or self._registry.pop(self, None) is None:
            return None
        return waiting

    def __call__(self, _=None):
        """Run func(*args, **kwargs) and return its result, once; None when that is over."""
        pending = self._registry.pop(self, None)
        if pending is None or self._shutdown:
            return None
        func, args, kwargs = pending.call
        return func(*args, **kwargs)

    @classmethod
    def _exitfunc(cls):
        """The end of the program, as atexit tells it."""
        import gc
        collecting = gc.isenabled()
        gc.disable()    # whose callbacks would come in between, in an order of their own
        try:
            cls._call_for_exit()
        finally:
            finalize._shutdown = True    # callbacks of what dies later find nothing to call
            if collecting:
                gc.enable()

    @classmethod
    def _call_for_exit(cls):
        """Make the calls that are wanted at exit, always the newest first: each may add others."""
        def newest():
            return next((finalizer for finalizer in reversed(cls._registry) if finalizer.atexit), None)

        while (finalizer := newest()) is not None:
            try:
                finalizer()
            except Exception as exc:
                import sys
                sys.excepthook(type(exc), exc, exc.__traceback__)
