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
    """A custom `weakref.ref` subclass which simulates a weak reference to a bound method.

    A bound method dies at once, as it is made anew for each access; this makes another one for as long as the object
    and the function live.
    """

    __slots__ = "_func_ref", "_meth_type", "_alive", "__weakref__"

    def __new__(cls, meth, callback=None):
        try:
            obj = meth.__self__
            func = meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None

        def _cb(dead):
            # Called when either dies, and told of once.  It knows self weakly: self holds it.
            self = self_wr()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, obj, _cb)
        self._func_ref = ref(func, _cb)
        self._meth_type = type(meth)
        self._alive = True
        self_wr = ref(self)
        return self

    def __call__(self):
        obj = super().__call__()
        func = self._func_ref()
        if obj is None or func is None:
            return None
        return self._meth_type(func, obj)

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
    """Specialized reference that includes a key corresponding to the value.

    It is what a WeakValueDictionary holds; its callback is one function for all entries.
    """

    __slots__ = "key",

    def __new__(type, ob, callback, key):
        self = ref.__new__(type, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


# ---- mappings ----

class _WeakMapping(_collections_abc.MutableMapping):
    """What the two mappings share.

    data              the dict with the weak references
    _iterating        a guard for each iteration that is under way
    _pending_removals which entries of data are dead, noted while somebody iterates
    """

    def __init__(self):
        self.data = {}
        self._pending_removals = []
        self._iterating = set()

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

        def remove(wr, selfref=ref(self), _atomic_removal=_remove_dead_weakref):
            self = selfref()
            if self is not None:
                if self._iterating:
                    self._pending_removals.append(wr.key)
                else:
                    _atomic_removal(self.data, wr.key)

        self._remove = remove
        self.update(other, **kw)

    def _commit_removals(self):
        pending = self._pending_removals
        while pending:
            try:
                key = pending.pop()
            except IndexError:    # another thread took it
                return
            # Only what is still dead: the key may have another value by now.
            _remove_dead_weakref(self.data, key)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        # The notes of dead entries go first in whatever adds or takes away one: so none is out of date.
        if self._pending_removals:
            self._commit_removals()
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        if self._pending_removals:
            self._commit_removals()
        del self.data[key]

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
        if self._pending_removals:
            self._commit_removals()
        reference = self.data.pop(key, None)
        value = None if reference is None else reference()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def popitem(self):
        if self._pending_removals:
            self._commit_removals()
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def update(self, other=None, /, **kwargs):
        if other is not None:
            if not hasattr(other, "items"):
                other = dict(other)
            for key, value in other.items():
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
        """Return an iterator that yields the weak references to the values.

        They may be dead by the time they are used.
        """
        yield from _walk(self, self.data.values())

    def valuerefs(self):
        """Return a list of weak references to the values.

        They may be dead by the time they are used.
        """
        return list(self.data.values())


class WeakKeyDictionary(_WeakMapping):
    """Mapping class that references keys weakly.

    Entries in the dictionary are discarded when there is no longer a strong reference to the key.  So data can be
    attached to objects of other parts of a program without touching them.
    """

    def __init__(self, dict=None):
        super().__init__()

        def remove(k, selfref=ref(self)):
            self = selfref()
            if self is not None:
                if self._iterating:
                    self._pending_removals.append(k)
                else:
                    self.data.pop(k, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def _commit_removals(self):
        pending = self._pending_removals
        while pending:
            try:
                reference = pending.pop()
            except IndexError:    # another thread took it
                return
            # Dead references only equal themselves, so this can hit no other entry.
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
            if not hasattr(dict, "items"):
                dict = type({})(dict)
            for key, value in dict.items():
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
        """Return a list of weak references to the keys.

        They may be dead by the time they are used.
        """
        return list(self.data)


# ---- finalize ----

class _Pending(ref):
    """What a finalizer waits with: the weak reference to its object, which also knows the call to make."""

    __slots__ = "call", "at_exit"

    def __new__(cls, obj, finalizer, *call):
        return super().__new__(cls, obj, finalizer)

    def __init__(self, obj, finalizer, *call):
        super().__init__(obj, finalizer)
        self.call = call    # func, args, kwargs
        self.at_exit = True


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
        self._registry[self] = _Pending(obj, self, func, args, kwargs)
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
