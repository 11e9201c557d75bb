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
    try:
        return obj.__qualname__
    except AttributeError:
        return type(obj).__qualname__


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
    if sys.flags.verbose >= verbosity:
        if not message.startswith(('#', 'import ')):
            message = '# ' + message
        print(message.format(*args), file=sys.stderr)


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
        self._name = name
        self._lock = None

    def __enter__(self):
        self._lock = _get_module_lock(self._name)
        self._lock.acquire()

    def __exit__(self, *args, **kwargs):
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
    lock = _get_module_lock(name)
    try:
        lock.acquire()
    except _DeadlockError:
        pass
    else:
        lock.release()


# ---- specs (PEP 451) ----

class ModuleSpec:
    """What is known of a module before it is loaded: all that loading it needs.

    name, loader: what and by whom; origin: where from, for people; submodule_search_locations: a list for packages,
    else None; loader_state: for the loader's own use; has_location: origin is a place that can be opened, so the
    module gets __file__, and __cached__ when there is `cached`.
    """

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None

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
    def cached(self):
        if self._cached is None and self.origin is not None and self._set_fileattr:
            if _bootstrap_external is None:
                raise NotImplementedError
            self._cached = _bootstrap_external._get_cached(self.origin)
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        """The name of the module's parent."""
        if self.submodule_search_locations is None:
            return self.name.rpartition('.')[0]
        return self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec made from what the loader knows of the module."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        if _bootstrap_external is None:
            raise NotImplementedError
        from_file = _bootstrap_external.spec_from_file_location
        if is_package is None:
            return from_file(name, loader=loader)
        return from_file(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


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
    if _bootstrap_external is None:
        raise NotImplementedError
    loader = _bootstrap_external.NamespaceLoader.__new__(_bootstrap_external.NamespaceLoader)
    loader._path = spec.submodule_search_locations
    spec.loader = loader
    module.__file__ = None
    return loader


def module_from_spec(spec):
    """A new module that says of itself what the spec says; its code is not run."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = _new_module(spec.name)
    _init_module_attrs(spec, module)
    return module


def _module_repr_from_spec(spec):
    name = '?' if spec.name is None else spec.name
    if spec.origin is None:
        loader = spec.loader
        if loader is None:
            return f'<module {name!r}>'
        if _bootstrap_external is not None and isinstance(loader, _bootstrap_external.NamespaceLoader):
            return f'<module {name!r} (namespace) from {list(loader._path)}>'
        return f'<module {name!r} ({loader!r})>'
    if spec.has_location:
        return f'<module {name!r} from {spec.origin!r}>'
    return f'<module {spec.name!r} ({spec.origin})>'


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

def _exec(spec, module):
    """Run the spec's code in a module that exists already: what reload() does."""
    name = spec.name
    with _ModuleLockManager(name):
        if sys.modules.get(name) is not module:
            raise ImportError(f'module {name!r} not in sys.modules', name=name)
        try:
            if spec.loader is None and spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=spec.name)
            _init_module_attrs(spec, module, override=True)
            if hasattr(spec.loader, 'exec_module'):
                spec.loader.exec_module(module)
            elif spec.loader is not None:
                _warn_load_module(spec, 'exec_module')
                spec.loader.load_module(name)
        finally:
            # The body may have put something else there; it comes last, as after a first load.
            module = sys.modules.pop(spec.name)
            sys.modules[spec.name] = module
    return module


def _warn_load_module(spec, missing):
    _warnings.warn(f'{_object_name(spec.loader)}.{missing}() not found; falling back to load_module()', ImportWarning)


def _load_unlocked(spec):
    """Make the spec's module, put it into sys.modules and run it; whoever calls holds the module's lock."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        _warn_load_module(spec, 'exec_module')
        return _load_backward_compatible(spec)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is not None:
                spec.loader.exec_module(module)
            elif spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=spec.name)
        except BaseException:
            sys.modules.pop(spec.name, None)
            raise
        # The body may have put another object there; it also moves to the end, behind what it imported.
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
        _verbose_message('import {!r} # {!r}', spec.name, spec.loader)
    finally:
        spec._initializing = False
    return module


def _load_backward_compatible(spec):
    """Load with a loader that has only load_module() (PEP 302)."""
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in sys.modules:
            module = sys.modules.pop(spec.name)
            sys.modules[spec.name] = module
        raise
    module = sys.modules.pop(spec.name)
    sys.modules[spec.name] = module
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
    spec = spec_from_loader(fullname, self)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _exec(spec, module)
        return sys.modules[fullname]
    return _load(spec)


# ---- the finders of what is inside the interpreter ----

class BuiltinImporter:
    """Finder and loader of the modules written in C; used as a class, never instantiated."""

    _ORIGIN = 'built-in'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if _imp.is_builtin(fullname):
            return spec_from_loader(fullname, cls, origin=cls._ORIGIN)
        return None

    @staticmethod
    def create_module(spec):
        """Make a module in C."""
        if spec.name not in sys.builtin_module_names:
            raise ImportError(f'{spec.name!r} is not a built-in module', name=spec.name)
        return _call_with_frames_removed(_imp.create_builtin, spec)

    @staticmethod
    def exec_module(module):
        """Nothing is left to do: making it has filled it."""
        _call_with_frames_removed(_imp.exec_builtin, module)

    @classmethod
    @_requires_builtin
    def get_code(cls, fullname):
        """None: modules in C have no code objects."""
        return None

    @classmethod
    @_requires_builtin
    def get_source(cls, fullname):
        """None: modules in C have no source."""
        return None

    @classmethod
    @_requires_builtin
    def is_package(cls, fullname):
        """False: modules in C are no packages."""
        return False

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
    meta_path = sys.meta_path
    if meta_path is None:
        raise ImportError('sys.meta_path is None, Python is likely shutting down')
    if not meta_path:
        _warnings.warn('sys.meta_path is empty', ImportWarning)
    is_reload = name in sys.modules
    for finder in meta_path:
        with _ImportLockContext():
            try:
                find_spec = finder.find_spec
            except AttributeError:
                continue
            spec = find_spec(name, path, target)
        if spec is None:
            continue
        if is_reload or name not in sys.modules:
            return spec
        # Finding imported the module: then what it says of itself counts.
        try:
            return sys.modules[name].__spec__ or spec
        except AttributeError:
            return spec
    if _imp._weft_run_site_lines():  # they may install finders
        return _find_spec(name, path, target)
    return None


_NEEDS_LOADING = object()


def _not_found(name, why=''):
    return ModuleNotFoundError(_ERR_MSG.format(name) + why, name=name)


def _find_and_load_unlocked(name, import_):
    """Import a module that sys.modules does not have: its parent, the module, the attribute in the parent."""
    parent, _, child = name.rpartition('.')
    path = parent_spec = None
    if parent:
        if parent not in sys.modules:
            _call_with_frames_removed(import_, parent)
        if name in sys.modules:  # the parent's body has imported it
            return sys.modules[name]
        parent_module = sys.modules[parent]
        try:
            path = parent_module.__path__
        except AttributeError:
            raise _not_found(name, f'; {parent!r} is not a package') from None
        parent_spec = getattr(parent_module, '__spec__', None)
    spec = _find_spec(name, path)
    if spec is None:
        raise _not_found(name)
    pending = getattr(parent_spec, '_uninitialized_submodules', None)
    if pending is not None:
        pending.append(child)  # the AttributeError of the parent names the circle by it
    try:
        module = _load_unlocked(spec)
    finally:
        if pending is not None:
            pending.remove(child)
    if parent:
        try:
            setattr(sys.modules[parent], child, module)
        except AttributeError:
            _warnings.warn(f'Cannot set an attribute on {parent!r} for child module {child!r}', ImportWarning)
    return module


def _find_and_load(name, import_):
    """The module of this absolute name, loaded when it has not been."""
    module = sys.modules.get(name, _NEEDS_LOADING)
    if module is _NEEDS_LOADING or getattr(getattr(module, '__spec__', None), '_initializing', False):
        with _ModuleLockManager(name):
            module = sys.modules.get(name, _NEEDS_LOADING)
            if module is _NEEDS_LOADING:
                return _find_and_load_unlocked(name, import_)
        # Another thread initialises it: wait, unless it waits for us.
        _lock_unlock_module(name)
    if module is None:
        raise ModuleNotFoundError(f'import of {name} halted; None in sys.modules', name=name)
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
    if level < 0:
        raise ValueError('level must be >= 0')
    if level > 0:
        if not isinstance(package, str):
            raise TypeError('__package__ not set to a string')
        if not package:
            raise ImportError('attempted relative import with no known parent package')
    if not name and level == 0:
        raise ValueError('Empty module name')


def _gcd_import(name, package=None, level=0):
    """What import_module() and __import__() have in common: the module itself, absolute or relative."""
    _sanity_check(name, package, level)
    if level > 0:
        name = _resolve_name(name, package, level)
    return _find_and_load(name, _gcd_import)


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
    package = globals.get('__package__')
    spec = globals.get('__spec__')
    if package is not None:
        if spec is not None and package != spec.parent:
            _warnings.warn(f'__package__ != __spec__.parent ({package!r} != {spec.parent!r})', DeprecationWarning,
                           stacklevel=3)
        return package
    if spec is not None:
        return spec.parent
    _warnings.warn("can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
                   ImportWarning, stacklevel=3)
    package = globals['__name__']
    return package if '__path__' in globals else package.rpartition('.')[0]


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """Import a module, as the import statement does.

    Without a fromlist the top-level package is returned, with one the module itself.  globals tells where a
    relative name starts; locals is ignored.
    """
    if level == 0:
        module = _gcd_import(name)
    else:
        package = _calc___package__({} if globals is None else globals)
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
    spec = BuiltinImporter.find_spec(name)
    if spec is None:
        raise ImportError('no built-in module named ' + name)
    return _load_unlocked(spec)
