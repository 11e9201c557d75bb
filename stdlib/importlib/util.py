"""Tools for writing finders and loaders, and for importing by hand."""
import _imp
import sys
import types

from ._abc import Loader
from ._bootstrap import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from ._bootstrap_external import (MAGIC_NUMBER, _RAW_MAGIC_NUMBER, cache_from_source, decode_source,
                                  source_from_cache, spec_from_file_location)


def source_hash(source_bytes):
    """The hash of source bytes that a hash-based bytecode file holds (PEP 552)."""
    return _imp.source_hash(_RAW_MAGIC_NUMBER, source_bytes)


def resolve_name(name, package):
    """The absolute name that a relative one (leading dots) means, seen from a package."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return _resolve_name(name[level:], package, level)


def _loaded_spec(name):
    """The spec of a module in sys.modules; ValueError when it has none."""
    try:
        spec = sys.modules[name].__spec__
    except AttributeError:
        raise ValueError(f'{name}.__spec__ is not set') from None
    if spec is None:
        raise ValueError(f'{name}.__spec__ is None')
    return spec


def _find_spec_from_path(name, path=None):
    """The spec of a module whose parent is not imported for it.

    A module in sys.modules answers for itself (ValueError without a spec, None for a None there); others are looked for
    along `path`.
    """
    if name not in sys.modules:
        return _find_spec(name, path)
    return None if sys.modules[name] is None else _loaded_spec(name)


def find_spec(name, package=None):
    """The spec of a module, None when it cannot be found.

    A module in sys.modules answers for itself (ValueError without a spec, None for a None there); others are looked
    for by the finders, and of a dotted name the parent is imported. `package` says where a relative name is seen
    from.
    """
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname in sys.modules:
        return None if sys.modules[fullname] is None else _loaded_spec(fullname)
    parent_name = fullname.rpartition('.')[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=['__path__'])
        try:
            path = parent.__path__
        except AttributeError as exc:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent_name!r} while trying to find '
                                      f'{fullname!r}', name=fullname) from exc
    return _find_spec(fullname, path)


class _incompatible_extension_module_restrictions:
    """A context manager: are extension modules checked for subinterpreters?

    disable_check says not; leaving the block puts back what was before.
    """

    def __init__(self, *, disable_check):
        self.disable_check = bool(disable_check)

    @property
    def override(self):
        """As _imp counts: 1 checks, -1 does not, 0 leaves it to the interpreter."""
        return (1, -1)[self.disable_check]

    def __enter__(self):
        self._outer = _imp._override_multi_interp_extensions_check(self.override)
        return self

    def __exit__(self, *exc_info):
        _imp._override_multi_interp_extensions_check(self._outer)


class _LazyModule(types.ModuleType):
    """A module whose body runs when somebody first looks into it; then it is an ordinary module."""

    def __getattribute__(self, attr):
        get = object.__getattribute__
        spec = get(self, '__spec__')
        state = spec.loader_state
        with state['lock']:
            # Another thread may have loaded it while this one waited for the lock.
            if get(self, '__class__') is _LazyModule:
                if state['is_loading']:
                    return get(self, attr)  # its own body, or what that imports, looks at the module
                state['is_loading'] = True
                _load_lazy(self, spec, get(self, '__dict__'))
        return getattr(self, attr)

    def __delattr__(self, attr):
        """Load the module first: the attribute may come from its body."""
        self.__getattribute__(attr)
        delattr(self, attr)


def _load_lazy(module, spec, attributes):
    """Run the body of a lazy module and make it an ordinary one."""
    state = spec.loader_state
    before = state['__dict__']
    # What was set or changed before loading survives it.
    changed = {key: value for key, value in attributes.items() if key not in before or before[key] is not value}
    name = spec.name
    spec.loader.exec_module(module)
    if name in sys.modules and sys.modules[name] is not module:
        raise ValueError(f'module object for {name!r} substituted in sys.modules during a lazy load')
    attributes.update(changed)
    if isinstance(module, _LazyModule):  # else the body has set a class of its own
        object.__setattr__(module, '__class__', state['__class__'])


def _require_exec_module(loader):
    if not hasattr(loader, 'exec_module'):
        raise TypeError('loader must define exec_module()')


class LazyLoader(Loader):
    """A loader around another one, which is not asked to run the module before an attribute is needed."""

    def __init__(self, loader):
        _require_exec_module(loader)
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """What makes lazy loaders of a loader class: for where a loader class is wanted, as in FileFinder."""
        _require_exec_module(loader)

        def make(*args, **kwargs):
            return cls(loader(*args, **kwargs))
        return make

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Let the module wait until somebody looks into it."""
        from threading import RLock
        spec = module.__spec__
        spec.loader = module.__loader__ = self.loader
        # A copy of what the module is now tells, when it is loaded, what has been changed meanwhile.
        spec.loader_state = {'__dict__': module.__dict__.copy(), '__class__': module.__class__, 'lock': RLock(),
                             'is_loading': False}
        module.__class__ = _LazyModule
