"""The import system, for programs: import_module, reload, and the modules machinery, util and abc."""
__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

import _imp
import sys

# The interpreter's own copies, where the import system is live; where they are blocked, fresh ones from source.
try:
    import _frozen_importlib as _bootstrap
except ImportError:
    from . import _bootstrap
else:
    _bootstrap.__name__ = 'importlib._bootstrap'
    _bootstrap.__package__ = 'importlib'
    _bootstrap.__file__ = __file__.replace('__init__.py', '_bootstrap.py')
    sys.modules['importlib._bootstrap'] = _bootstrap

try:
    import _frozen_importlib_external as _bootstrap_external
except ImportError:
    from . import _bootstrap_external
    _bootstrap_external._set_bootstrap_module(_bootstrap)
    _bootstrap._bootstrap_external = _bootstrap_external
else:
    _bootstrap_external.__name__ = 'importlib._bootstrap_external'
    _bootstrap_external.__package__ = 'importlib'
    _bootstrap_external.__file__ = __file__.replace('__init__.py', '_bootstrap_external.py')
    sys.modules['importlib._bootstrap_external'] = _bootstrap_external

from ._bootstrap import __import__

_pack_uint32 = _bootstrap_external._pack_uint32
_unpack_uint32 = _bootstrap_external._unpack_uint32


def invalidate_caches():
    """Let all finders in sys.meta_path forget what they remember of directories."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def import_module(name, package=None):
    """Import a module by its name and return it, not its top-level package.

    For a relative name (leading dots) `package` says from where it is seen.
    """
    level = 0
    if name.startswith('.'):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        level = len(name) - len(name.lstrip('.'))
    return _bootstrap._gcd_import(name[level:], package, level)


_RELOADING = {}  # modules whose reload() has begun, by name: their bodies may call reload() again


def reload(module):
    """Run a module's code again, in the module that is there already, and return that.

    It is found anew first; what the new code does not define keeps its old value.
    """
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError('reload() argument must be a module') from None
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        spec = module.__spec__ = _bootstrap._find_spec(name, _path_of_parent(name), module)
        if spec is None:
            raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]  # the body may have put something else there
    finally:
        _RELOADING.pop(name, None)


def _path_of_parent(name):
    """Where the submodules of this module's parent are; None for a top-level module."""
    parent = name.rpartition('.')[0]
    if not parent:
        return None
    try:
        return sys.modules[parent].__path__
    except KeyError:
        raise ImportError(f'parent {parent!r} not in sys.modules', name=parent) from None
