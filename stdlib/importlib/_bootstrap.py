"""The core of the import system in Python: specs, modules made from specs, built-in finders, __import__.

The import statement itself is in C (runtime/import*.c) and asks this module only for what programs may see or change:
it runs as _frozen_importlib, is importlib._bootstrap as well, and is loaded when a program first imports importlib or
puts a finder of its own into sys.meta_path.  Everything here also works without the C part, so that importlib can be
imported afresh with _frozen_importlib blocked.

    _gcd_import -> _find_and_load -> _find_spec (sys.meta_path) -> _load_unlocked -> loader.exec_module

The other half, files and path entries, is _bootstrap_external.
"""
import _imp
import _thread
import _warnings
import _weakref
import sys

_bootstrap_external = None  # set by importlib, as soon as both halves are there

_ERR_MSG_PREFIX = 'No module named '
_ERR_MSG = _ERR_MSG_PREFIX + '{!r}'


# ---- small helpers ----

def _object_name(obj):
    """The qualified name of a class or function, of an object that of its class."""
    named = obj if hasattr(obj, '__qualname__') else type(obj)
    return named.__qualname__


def _wrap(new, old):
    """Make a wrapper look like what it wraps (functools would be an import)."""
    for name in ('__module__', '__name__', '__qualname__', '__doc__'):
        if hasattr(old, name):
            setattr(new, name, getattr(old, name))
    new.__dict__.update(old.__dict__)


def _new_module(name):
    return type(sys)(name)


def _call_with_frames_removed(f, *args, **kwds):
    """Call f; tracebacks of import leave out this frame and the frames of the import system before it."""
    return f(*args, **kwds)


def _verbose_message(message, *args, verbosity=1):
    """Tell stderr what import does, when -v was given often enough."""
    if sys.flags.verbose < verbosity:
        return
    mark = '' if message.startswith(('import ', '#')) else '# '
    print((mark + message).format(*args), file=sys.stderr)


def _external():
    """The half that knows of files; NotImplementedError for as long as there is only this one."""
    if _bootstrap_external is None:
        raise NotImplementedError
    return _bootstrap_external


def _requires_builtin(fxn):
    """Let the method reject names of modules that are not built in."""
    def checked(self, fullname):
        if fullname not in sys.builtin_module_names:
            raise ImportError(f'{fullname!r} is not a built-in module', name=fullname)
        return fxn(self, fullname)
    _wrap(checked, fxn)
    return checked


def _requires_frozen(fxn):
    """Let the method reject names of modules that are not inside the binary."""
    def checked(self, fullname):
        if _imp._weft_find(fullname) is None:
            raise ImportError(f'{fullname!r} is not a frozen module', name=fullname)
        return fxn(self, fullname)
    _wrap(checked, fxn)
    return checked


# ---- locks: a module is initialised by one thread, others wait for it ----

class _DeadlockError(RuntimeError):
    """Waiting for this lock would never end."""


_module_locks = {}  # name -> weak reference to the lock, which lives while somebody holds or waits for it
_blocking_on = {}   # thread -> the locks it is about to wait for; more than one when a signal handler imports too


class _ModuleLock:
    """A re-entrant lock that refuses to wait in a circle.

    Threads that import each other's modules in opposite order would wait for each other for ever; the one that
    would close the circle gets a _DeadlockError and goes on with a module that is not finished.
    """

    def __init__(self, name):
        self.name = name
        self.owner = None
        self.count = 0
        self._waiters = []
        # Re-entrant: a finaliser or signal handler may import while this thread is in acquire() or release().
        self._guard = _thread.RLock()

    def _would_deadlock(self, me):
        """Does the owner wait, directly or through others, for something that this thread holds?"""
        seen = set()
        pending = [self.owner]
        while pending:
            thread = pending.pop()
            if thread == me:
                return True
            if thread is not None and thread not in seen:
                seen.add(thread)
                pending.extend(lock.owner for lock in _blocking_on.get(thread, ()))
        return False

    def acquire(self):
        me = _thread.get_ident()
        wanted = _blocking_on.setdefault(me, [])
        wanted.append(self)
        try:
            while True:
                with self._guard:
                    if self.count == 0 or self.owner == me:
                        self.owner = me
                        self.count += 1
                        return True
                    if self._would_deadlock(me):
                        raise _DeadlockError(f'deadlock detected by {self!r}')
                    waiter = _thread.allocate_lock()
                    waiter.acquire()
                    self._waiters.append(waiter)
                waiter.acquire()
        finally:
            wanted.remove(self)
            if not wanted:
                _blocking_on.pop(me, None)

    def release(self):
        with self._guard:
            if self.owner != _thread.get_ident():
                raise RuntimeError('cannot release un-acquired lock')
            self.count -= 1
            if self.count == 0:
                self.owner = None
                # All of them: one that was interrupted meanwhile would swallow the only wake-up.
                waiters, self._waiters = self._waiters, []
                for waiter in waiters:
                    waiter.release()

    def locked(self):
        return self.count != 0

    def __repr__(self):
        return f'_ModuleLock({self.name!r}) at {id(self)}'


class _ModuleLockManager:
    """The with statement over a module's lock."""

    def __init__(self, name):
        self._lock = None  # until it is wanted: making it takes the global lock
        self._name = name

    def __enter__(self):
        lock = self._lock = _get_module_lock(self._name)
        lock.acquire()

    def __exit__(self, *exc_info):
        self._lock.release()


class _ImportLockContext:
    """The with statement over the global import lock."""

    def __enter__(self):
        _imp.acquire_lock()

    def __exit__(self, exc_type, exc_value, exc_traceback):
        _imp.release_lock()


def _get_module_lock(name):
    """The lock of this module, made when nobody uses one."""
    with _ImportLockContext():
        reference = _module_locks.get(name)
        lock = None if reference is None else reference()
        if lock is None:
            lock = _ModuleLock(name)

            def forget(reference, name=name):
                with _ImportLockContext():
                    # Another thread may have made a new lock since.
                    if _module_locks.get(name) is reference:
                        del _module_locks[name]

            _module_locks[name] = _weakref.ref(lock, forget)
    return lock


def _lock_unlock_module(name):
    """Wait until the module is initialised; in a circle of imports do not wait."""
    awaited = _get_module_lock(name)
    try:
        awaited.acquire()
    except _DeadlockError:
        return
    awaited.release()


# ---- specs (PEP 451) ----

class ModuleSpec:
    """What is known of a module before it is loaded: all that loading it needs.

    name, loader: what and by whom; origin: where from, for people; submodule_search_locations: a list for packages,
    else None; loader_state: for the loader's own use; has_location: origin is a place that can be opened, so the
    module gets __file__, and __cached__ when there is `cached`.
    """

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin, self.loader_state = name, loader, origin, loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []  # the names of those whose import is under way
        self._set_fileattr, self._cached = False, None  # behind has_location and cached

    def __repr__(self):
        shown = [f'name={self.name!r}', f'loader={self.loader!r}']
        if self.origin is not None:
            shown.append(f'origin={self.origin!r}')
        if self.submodule_search_locations is not None:
            shown.append(f'submodule_search_locations={self.submodule_search_locations}')
        return f'{self.__class__.__name__}({", ".join(shown)})'

    def __eq__(self, other):
        try:
            return (self.name == other.name and self.loader == other.loader and self.origin == other.origin
                    and self.submodule_search_locations == other.submodule_search_locations
                    and self.cached == other.cached and self.has_location == other.has_location)
        except AttributeError:
            return NotImplemented

    __hash__ = None

    @property
    def parent(self):
        """The package that relative imports in the module start from: a package is its own."""
        is_package = self.submodule_search_locations is not None
        return self.name if is_package else self.name.rpartition('.')[0]

    @property
    def has_location(self):
        """Is `origin` a place that can be opened?"""
        return self._set_fileattr

    @has_location.setter
    def has_location(self, located):
        self._set_fileattr = bool(located)

    @property
    def cached(self):
        """Where the bytecode belongs, None for nowhere; worked out from `origin` unless it has been set."""
        if self._cached is None and self._set_fileattr and self.origin is not None:
            self._cached = _external()._get_cached(self.origin)
        return self._cached

    @cached.setter
    def cached(self, place):
        self._cached = place


def _is_package(loader, name):
    """Does the loader call the module a package?  No, when it cannot tell."""
    if not hasattr(loader, 'is_package'):
        return False
    try:
        return loader.is_package(name)
    except ImportError:
        return False


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec made from what the loader knows of the module."""
    where = getattr(loader, '_ORIGIN', None) if origin is None else origin
    if not where and hasattr(loader, 'get_filename'):
        # Without locations it asks the loader whether this is a package.
        known = {} if is_package is None else {'submodule_search_locations': [] if is_package else None}
        return _external().spec_from_file_location(name, loader=loader, **known)
    if is_package is None:
        is_package = _is_package(loader, name)
    return ModuleSpec(name, loader, origin=where, is_package=is_package)


def _spec_from_module(module, loader=None, origin=None):
    """The spec of a module that may have none: made from what the module says about itself."""
    try:
        if module.__spec__ is not None:
            return module.__spec__
    except AttributeError:
        pass
    if loader is None:
        loader = getattr(module, '__loader__', None)
    location = getattr(module, '__file__', None)
    if origin is None:
        origin = location if location is not None else getattr(loader, '_ORIGIN', None)
    spec = ModuleSpec(module.__name__, loader, origin=origin)
    spec._set_fileattr = location is not None and origin == location
    spec.cached = getattr(module, '__cached__', None)
    try:
        spec.submodule_search_locations = list(module.__path__)
    except AttributeError:
        spec.submodule_search_locations = None
    return spec


def _init_module_attrs(spec, module, *, override=False):
    """Give the module what its spec says; without override only what the loader has not set."""
    def assign(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass

    def assign_always(name, value):
        try:
            setattr(module, name, value)
        except AttributeError:
            pass

    assign('__name__', spec.name)
    if override or getattr(module, '__loader__', None) is None:
        assign_always('__loader__', _loader_or_namespace(spec, module))
    assign('__package__', spec.parent)
    assign_always('__spec__', spec)
    if spec.submodule_search_locations is not None:
        assign('__path__', spec.submodule_search_locations)
    if spec.has_location:
        assign('__file__', spec.origin)
        if spec.cached is not None:
            assign('__cached__', spec.cached)
    return module


def _loader_or_namespace(spec, module):
    """The spec's loader; a namespace package, which has none yet, gets one (and None for __file__)."""
    if spec.loader is not None or spec.submodule_search_locations is None:
        return spec.loader
    namespace_loader = _external().NamespaceLoader
    loader = spec.loader = namespace_loader.__new__(namespace_loader)
    loader._path = spec.submodule_search_locations
    module.__file__ = None
    return loader


def _create_module(spec):
    """What the loader makes for the spec; an ordinary module when it leaves that to import."""
    if hasattr(spec.loader, 'create_module'):
        made = spec.loader.create_module(spec)
        if made is not None:
            return made
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    return _new_module(spec.name)


def module_from_spec(spec):
    """A new module that says of itself what the spec says; its code is not run."""
    return _init_module_attrs(spec, _create_module(spec))


def _module_repr_from_spec(spec):
    name, loader = '?' if spec.name is None else spec.name, spec.loader
    if spec.origin is not None and spec.has_location:
        return f'<module {name!r} from {spec.origin!r}>'
    if spec.origin is not None:
        return f'<module {spec.name!r} ({spec.origin})>'
    if loader is None:
        return f'<module {name!r}>'
    if _bootstrap_external is not None and isinstance(loader, _bootstrap_external.NamespaceLoader):
        return f'<module {name!r} (namespace) from {list(loader._path)}>'
    return f'<module {name!r} ({loader!r})>'


def _module_repr(module):
    """What repr() of a module is: from its spec, else from what it says itself."""
    spec = getattr(module, '__spec__', None)
    if spec:
        return _module_repr_from_spec(spec)
    name = getattr(module, '__name__', '?')
    filename = getattr(module, '__file__', None)
    if filename is not None:
        return f'<module {name!r} from {filename!r}>'
    loader = getattr(module, '__loader__', None)
    return f'<module {name!r}>' if loader is None else f'<module {name!r} ({loader!r})>'


# ---- loading ----

def _moved_to_end(name):
    """The module of this name, which from now on is the last in sys.modules: behind what its body imported.

    It need not be the object that was put there before: the body may have replaced it.
    """
    modules = sys.modules
    modules[name] = module = modules.pop(name)
    return module


def _check_loader(spec):
    """Only a namespace package can do without a loader."""
    if spec.loader is None and spec.submodule_search_locations is None:
        raise ImportError('missing loader', name=spec.name)


def _warn_load_module(spec, missing):
    _warnings.warn(f'{_object_name(spec.loader)}.{missing}() not found; falling back to load_module()', ImportWarning)


def _exec(spec, module):
    """Run the spec's code in a module that exists already: what reload() does."""
    with _ModuleLockManager(spec.name):
        if sys.modules.get(spec.name) is not module:
            raise ImportError(f'module {spec.name!r} not in sys.modules', name=spec.name)
        try:
            _run_again(spec, module)
        finally:
            result = _moved_to_end(spec.name)  # also after an error, but KeyError when the body has taken it out
    return result


def _run_again(spec, module):
    _check_loader(spec)
    _init_module_attrs(spec, module, override=True)
    loader = spec.loader  # a namespace package has got one by now
    if hasattr(loader, 'exec_module'):
        loader.exec_module(module)
    elif loader is not None:
        _warn_load_module(spec, 'exec_module')
        loader.load_module(spec.name)


def _load_unlocked(spec):
    """Make the spec's module, put it into sys.modules and run it; whoever calls holds the module's lock."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        _warn_load_module(spec, 'exec_module')
        return _load_backward_compatible(spec)
    new = module_from_spec(spec)
    spec._initializing = True  # others who import it wait
    try:
        return _run_new(spec, new)
    finally:
        spec._initializing = False


def _run_new(spec, module):
    """Run a module for the first time; it stays in sys.modules only when that succeeds."""
    sys.modules[spec.name] = module
    try:
        _check_loader(spec)
        if spec.loader is not None:
            spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    result = _moved_to_end(spec.name)
    _verbose_message('import {!r} # {!r}', spec.name, spec.loader)
    return result


def _load_backward_compatible(spec):
    """Load with a loader that has only load_module() (PEP 302), and complete what it has not set."""
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in sys.modules:
            _moved_to_end(spec.name)
        raise
    module = _moved_to_end(spec.name)
    complete = {'__loader__': lambda: spec.loader,
                '__package__': lambda: module.__name__ if hasattr(module, '__path__') else spec.name.rpartition('.')[0],
                '__spec__': lambda: spec}
    for name, value in complete.items():
        if getattr(module, name, None) is None:
            try:
                setattr(module, name, value())
            except AttributeError:
                pass
    return module


def _load(spec):
    """Load the module of a spec and return it; its parent is not imported."""
    with _ModuleLockManager(spec.name):
        return _load_unlocked(spec)


def _load_module_shim(self, fullname):
    """load_module() for loaders that have exec_module()."""
    _warnings.warn('the load_module() method is deprecated and slated for removal in Python 3.12; '
                   'use exec_module() instead', DeprecationWarning)
    made = spec_from_loader(fullname, self)
    if fullname not in sys.modules:
        return _load(made)
    _exec(made, sys.modules[fullname])
    return sys.modules[fullname]


# ---- the finders of what is inside the interpreter ----

class BuiltinImporter:
    """Finder and loader of the modules written in C; used as a class, never instantiated."""

    _ORIGIN = 'built-in'

    @classmethod
    @_requires_builtin
    def is_package(cls, fullname):
        """False: modules in C are no packages."""
        return False

    @classmethod
    @_requires_builtin
    def get_source(cls, fullname):
        """None: modules in C have no source."""

    @classmethod
    @_requires_builtin
    def get_code(cls, fullname):
        """None: modules in C have no code objects."""

    @staticmethod
    def exec_module(module):
        """Nothing is left to do: making it has filled it."""
        _call_with_frames_removed(_imp.exec_builtin, module)

    @staticmethod
    def create_module(spec):
        """Make a module in C."""
        if spec.name not in sys.builtin_module_names:
            raise ImportError(f'{spec.name!r} is not a built-in module', name=spec.name)
        return _call_with_frames_removed(_imp.create_builtin, spec)

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return spec_from_loader(fullname, cls, origin=cls._ORIGIN) if _imp.is_builtin(fullname) else None

    load_module = classmethod(_load_module_shim)


class FrozenImporter:
    """Finder and loader of the Python modules inside the binary; used as a class, never instantiated.

    They have their source with them, for tracebacks and inspect.
    """

    _ORIGIN = 'frozen'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        found = _imp._weft_find(fullname)
        return None if found is None else cls._make_spec(fullname, *found)

    @classmethod
    def _make_spec(cls, fullname, is_package, search):
        spec = ModuleSpec(fullname, cls, origin=cls._ORIGIN, is_package=is_package)
        if is_package:
            spec.submodule_search_locations = search
        return spec

    @staticmethod
    def create_module(spec):
        """Set __file__, which the spec of a module inside the binary does not tell."""
        module = _new_module(spec.name)
        try:
            module.__file__ = _imp._weft_file(spec.name)
        except ImportError:
            pass  # exec_module will say so
        return module

    @classmethod
    def exec_module(cls, module):
        code = cls.get_code(module.__spec__.name)
        _call_with_frames_removed(exec, code, module.__dict__)

    load_module = classmethod(_load_module_shim)

    @classmethod
    @_requires_frozen
    def get_code(cls, fullname):
        """The code object of a module inside the binary."""
        return _imp._weft_code(fullname)

    @classmethod
    @_requires_frozen
    def get_source(cls, fullname):
        """The source text of a module inside the binary."""
        return _imp._weft_source(fullname)

    @classmethod
    @_requires_frozen
    def is_package(cls, fullname):
        """Is the module inside the binary a package?"""
        return _imp._weft_find(fullname)[0]


# ---- finding ----

def _find_spec(name, path, target=None):
    """Ask the finders in sys.meta_path, in order, for a spec; None when none has one."""
    finders = sys.meta_path
    if finders is None:
        raise ImportError('sys.meta_path is None, Python is likely shutting down')
    if not finders:
        _warnings.warn('sys.meta_path is empty', ImportWarning)
    reloading = name in sys.modules
    for finder in finders:
        spec = _ask_finder(finder, name, path, target)
        if spec is not None:
            return spec if reloading else _own_spec(name, spec)
    if _imp._weft_run_site_lines():  # they may install finders
        return _find_spec(name, path, target)
    return None


def _ask_finder(finder, name, path, target):
    """The spec that one finder has; None also from what is no finder."""
    with _ImportLockContext():
        try:
            ask = finder.find_spec
        except AttributeError:
            return None
        return ask(name, path, target)


def _own_spec(name, found):
    """The spec that counts, when finding it may have imported the module: what that says of itself."""
    return getattr(sys.modules.get(name), '__spec__', None) or found


_NEEDS_LOADING = object()


def _not_found(name, why=''):
    return ModuleNotFoundError(_ERR_MSG.format(name) + why, name=name)


def _unless_halted(name, module):
    """The module; None in sys.modules forbids to import it."""
    if module is None:
        raise ModuleNotFoundError(f'import of {name} halted; None in sys.modules', name=name)
    return module


def _find_and_load(name, import_):
    """The module of this absolute name, loaded when it has not been."""
    module = sys.modules.get(name, _NEEDS_LOADING)
    if module is _NEEDS_LOADING or getattr(getattr(module, '__spec__', None), '_initializing', False):
        return _load_or_wait(name, import_)
    return _unless_halted(name, module)


def _load_or_wait(name, import_):
    """Load the module, or let the thread finish that is already loading it."""
    with _ModuleLockManager(name):
        present = sys.modules.get(name, _NEEDS_LOADING)  # nobody was faster?
        if present is _NEEDS_LOADING:
            return _find_and_load_unlocked(name, import_)
    _lock_unlock_module(name)
    return _unless_halted(name, present)


def _find_and_load_unlocked(name, import_):
    """Import a module that sys.modules does not have, after its parent."""
    parent, _, child = name.rpartition('.')
    if not parent:
        return _load_unlocked(_required_spec(name, None))
    if parent not in sys.modules:
        _call_with_frames_removed(import_, parent)
    # The parent's body may have imported it.
    return sys.modules[name] if name in sys.modules else _load_submodule(name, parent, child)


def _required_spec(name, path):
    spec = _find_spec(name, path)
    if spec is None:
        raise _not_found(name)
    return spec


def _load_submodule(name, parent, child):
    """Load a module where its parent says that its submodules are, and make it an attribute of the parent."""
    package = sys.modules[parent]
    try:
        locations = package.__path__
    except AttributeError:
        raise _not_found(name, f'; {parent!r} is not a package') from None
    # The AttributeError of a package names the circle of imports by these.
    under_way = getattr(getattr(package, '__spec__', None), '_uninitialized_submodules', [])
    spec = _required_spec(name, locations)
    under_way.append(child)
    try:
        module = _load_unlocked(spec)
    finally:
        under_way.remove(child)
    try:
        setattr(sys.modules[parent], child, module)
    except AttributeError:
        _warnings.warn(f'Cannot set an attribute on {parent!r} for child module {child!r}', ImportWarning)
    return module


# ---- __import__ ----

def _resolve_name(name, package, level):
    """The absolute name of `level` dots and `name`, seen from `package`."""
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{parts[0]}.{name}' if name else parts[0]


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if level == 0:
        if not name:
            raise ValueError('Empty module name')
    elif level < 0:
        raise ValueError('level must be >= 0')
    elif not isinstance(package, str):
        raise TypeError('__package__ not set to a string')
    elif not package:
        raise ImportError('attempted relative import with no known parent package')


def _gcd_import(name, package=None, level=0):
    """What import_module() and __import__() have in common: the module itself, absolute or relative."""
    _sanity_check(name, package, level)
    absolute = _resolve_name(name, package, level) if level > 0 else name
    return _find_and_load(absolute, _gcd_import)


def _handle_fromlist(module, fromlist, import_, *, recursive=False):
    """Import the submodules among the names of `from package import names`."""
    for item in fromlist:
        if not isinstance(item, str):
            where = module.__name__ + '.__all__' if recursive else "``from list''"
            raise TypeError(f'Item in {where} must be str, not {type(item).__name__}')
        if item == '*':
            if not recursive and hasattr(module, '__all__'):
                _handle_fromlist(module, module.__all__, import_, recursive=True)
        elif not hasattr(module, item):
            full_name = f'{module.__name__}.{item}'
            try:
                _call_with_frames_removed(import_, full_name)
            except ModuleNotFoundError as exc:
                # Only this very module may be missing: the import statement then reports the name.
                if exc.name != full_name or sys.modules.get(full_name, _NEEDS_LOADING) is None:
                    raise
    return module


def _calc___package__(globals):
    """The package that relative imports in a module with these globals start from."""
    declared, spec = globals.get('__package__'), globals.get('__spec__')
    if declared is None and spec is None:
        _warnings.warn("can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
                       ImportWarning, stacklevel=3)
        name = globals['__name__']
        return name if '__path__' in globals else name.rpartition('.')[0]
    if declared is None:
        return spec.parent
    if spec is not None and spec.parent != declared:
        _warnings.warn(f'__package__ != __spec__.parent ({declared!r} != {spec.parent!r})', DeprecationWarning,
                       stacklevel=3)
    return declared


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """Import a module, as the import statement does.

    Without a fromlist the top-level package is returned, with one the module itself.  globals tells where a
    relative name starts; locals is ignored.
    """
    package = None if level == 0 else _calc___package__({} if globals is None else globals)
    module = _gcd_import(name, package, level)
    if fromlist:
        return _handle_fromlist(module, fromlist, _gcd_import) if hasattr(module, '__path__') else module
    if level == 0:
        return _gcd_import(name.partition('.')[0])
    if not name:
        return module
    # `name` is the tail of the module's full name: cut off all of it but its first part.
    excess = len(name) - len(name.partition('.')[0])
    return sys.modules[module.__name__[:len(module.__name__) - excess]]


def _builtin_from_name(name):
    """The built-in module of this name."""
    found = BuiltinImporter.find_spec(name)
    if found is None:
        raise ImportError(f'no built-in module named {name}')
    return _load_unlocked(found)
