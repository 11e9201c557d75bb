"""For packages: which modules there are, their data files, packages spread over several directories."""
from collections import namedtuple
from functools import singledispatch as simplegeneric
import importlib
import importlib.machinery
import importlib.util
import os
import os.path
import sys
import warnings

__all__ = ['get_importer', 'iter_importers', 'get_loader', 'find_loader', 'walk_packages', 'iter_modules', 'get_data',
           'read_code', 'extend_path', 'ModuleInfo']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')
ModuleInfo.__doc__ = 'A module that could be imported: the finder that knows it, its name, whether it is a package.'

ModuleType = type(sys)


def read_code(stream):
    """The code object in an open bytecode file; None when it is not one of this interpreter."""
    import marshal
    if stream.read(4) != importlib.util.MAGIC_NUMBER:
        return None
    stream.read(12)  # flags, and the mtime and size or the hash of the source
    return marshal.load(stream)


# ---- which modules there are ----

def walk_packages(path=None, prefix='', onerror=None):
    """Yield a ModuleInfo for every module along path (None: wherever import looks), and for all in packages below.

    Packages are imported, since only then their __path__ is known; modules are not. prefix is put before every name.
    When a package cannot be imported onerror is called with its name; without onerror an ImportError skips the
    package and anything else ends the walk.
    """
    visited = set()

    def walk(path, prefix):
        for info in iter_modules(path, prefix):
            yield info
            if not info.ispkg:
                continue
            try:
                __import__(info.name)
            except ImportError:
                if onerror is not None:
                    onerror(info.name)
                continue
            except Exception:
                if onerror is None:
                    raise
                onerror(info.name)
                continue
            # A directory that two packages share is walked once.
            below = [entry for entry in getattr(sys.modules[info.name], '__path__', None) or []
                     if entry not in visited]
            visited.update(below)
            yield from walk(below, info.name + '.')

    yield from walk(path, prefix)


def iter_modules(path=None, prefix=''):
    """Yield a ModuleInfo for every module along path, a list (None: everything import can find at top level).

    prefix is put before every name.
    """
    if path is None:
        importers = iter_importers()
    elif isinstance(path, str):
        raise ValueError('path must be None or list of paths to look for modules in')
    else:
        importers = map(get_importer, path)
    yielded = set()
    for importer in importers:
        for name, ispkg in iter_importer_modules(importer, prefix):
            if name not in yielded:
                yielded.add(name)
                yield ModuleInfo(importer, name, ispkg)


@simplegeneric
def iter_importer_modules(importer, prefix=''):
    """(name, is it a package) of all modules that a path entry finder can find; other finders register here."""
    if not hasattr(importer, 'iter_modules'):
        return []
    return importer.iter_modules(prefix)


def _iter_file_finder_modules(importer, prefix=''):
    """The modules in the directory of a FileFinder."""
    if importer.path is None or not os.path.isdir(importer.path):
        return
    yielded = {'__init__'}
    try:
        filenames = os.listdir(importer.path)
    except OSError:
        return  # no permission, or gone meanwhile
    # Sorted, packages come before modules of the same name, as they do in import.
    for filename in sorted(filenames):
        name = _module_name(filename)
        if name in yielded:
            continue
        ispkg = False
        path = os.path.join(importer.path, filename)
        if not name and os.path.isdir(path) and '.' not in filename:
            name = filename
            ispkg = _is_package_directory(path)
            if not ispkg:
                continue
        if name and '.' not in name:
            yielded.add(name)
            yield prefix + name, ispkg


def _module_name(filename):
    """inspect.getmodulename of a plain name, without importing inspect."""
    for suffix in sorted(importlib.machinery.all_suffixes(), key=len, reverse=True):
        if filename.endswith(suffix):
            return filename[:-len(suffix)]
    return None


def _is_package_directory(path):
    try:
        return any(_module_name(filename) == '__init__' for filename in os.listdir(path))
    except OSError:
        return False


iter_importer_modules.register(importlib.machinery.FileFinder, _iter_file_finder_modules)

try:
    import zipimport
    from zipimport import zipimporter
except ImportError:
    pass
else:
    def iter_zipimport_modules(importer, prefix=''):
        """The modules in an archive, or in a directory of an archive."""
        names = sorted(zipimport._zip_directory_cache[importer.archive])
        inside = importer.prefix
        yielded = set()
        for path in names:
            if not path.startswith(inside):
                continue
            parts = path[len(inside):].split(os.sep)
            if len(parts) == 2 and parts[1].startswith('__init__.py'):
                name, ispkg = parts[0], True
            elif len(parts) == 1:
                name, ispkg = _module_name(parts[0]), False
                if name == '__init__':
                    continue
            else:
                continue
            if name and '.' not in name and name not in yielded:
                yielded.add(name)
                yield prefix + name, ispkg

    iter_importer_modules.register(zipimporter, iter_zipimport_modules)


# ---- finders and loaders ----

def get_importer(path_item):
    """The path entry finder for a path: from sys.path_importer_cache, else the first that sys.path_hooks makes.

    A new one is put into that cache.  None when no hook takes the path.
    """
    path_item = os.fsdecode(path_item)
    try:
        return sys.path_importer_cache[path_item]
    except KeyError:
        pass
    for hook in sys.path_hooks:
        try:
            importer = hook(path_item)
        except ImportError:
            continue
        sys.path_importer_cache.setdefault(path_item, importer)
        return importer
    return None


def iter_importers(fullname=''):
    """Yield the finders that would be asked for a module of this name.

    For a module in a package, which is imported, those are the path entry finders along the package's __path__; else
    the finders in sys.meta_path and the path entry finders of sys.path.
    """
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    if '.' in fullname:
        package = importlib.import_module(fullname.rpartition('.')[0])
        path = getattr(package, '__path__', None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    for item in path:
        yield get_importer(item)


def get_loader(module_or_name):
    """The loader of a module, given as itself or by its name; None when there is none (deprecated).

    The packages around it are imported.
    """
    warnings._deprecated('pkgutil.get_loader', f'{warnings._DEPRECATED_MSG}; use importlib.util.find_spec() instead',
                         remove=(3, 14))
    if module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
        if module_or_name is None:
            return None
    if not isinstance(module_or_name, ModuleType):
        return find_loader(module_or_name)
    module = module_or_name
    loader = getattr(module, '__loader__', None)
    if loader is not None:
        return loader
    if getattr(module, '__spec__', None) is None:
        return None
    return find_loader(module.__name__)


def find_loader(fullname):
    """The loader that would load a module of this name; None when there is none (deprecated).

    importlib.util.find_spec() does the work; whatever a finder or a parent does wrong is an ImportError here.
    """
    warnings._deprecated('pkgutil.find_loader', f'{warnings._DEPRECATED_MSG}; use importlib.util.find_spec() instead',
                         remove=(3, 14))
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as exc:
        raise ImportError(f'Error while finding loader for {fullname!r} ({type(exc)}: {exc})') from exc
    return None if spec is None else spec.loader


# ---- a package in several places ----

def extend_path(path, name):
    """A package's __path__, with the directories of the same name that lie elsewhere along sys.path added.

    A package that is spread over several places says in its __init__.py:

        from pkgutil import extend_path
        __path__ = extend_path(__path__, __name__)

    Beside the directories it takes the lines of a file NAME.pkg in any of the places to look, as they stand.  For
    a subpackage the parent's __path__ is looked along.  The result is a new list; what is no list comes back as it is.
    """
    if not isinstance(path, list):
        return path
    parent, _, tail = name.rpartition('.')
    if parent:
        try:
            search_path = getattr(sys.modules[parent], '__path__')
        except (KeyError, AttributeError):
            return path[:]  # no such package: nothing to look along
    else:
        search_path = sys.path
    path = path[:]
    for directory in search_path:
        if not isinstance(directory, str):
            continue
        finder = get_importer(directory)
        if finder is not None:
            for portion in _portions(finder, tail if parent == '' else name):
                if portion not in path:
                    path.append(portion)
        _add_pkg_file(path, os.path.join(directory, name + '.pkg'))
    return path


def _portions(finder, name):
    """Where a finder has (parts of) the package."""
    if not hasattr(finder, 'find_spec'):
        return []
    spec = finder.find_spec(name)
    return [] if spec is None else spec.submodule_search_locations or []


def _add_pkg_file(path, filename):
    """Append the lines of a .pkg file, when there is one; blank lines and comments are none."""
    if not os.path.isfile(filename):
        return
    try:
        with open(filename) as file:
            lines = [line.rstrip('\n') for line in file]
    except OSError as error:
        sys.stderr.write(f"Can't open {filename}: {error.args[1] if len(error.args) > 1 else error}\n")
        return
    path.extend(line for line in lines if line and not line.startswith('#'))


# ---- data files, names ----

def get_data(package, resource):
    """The contents of a file in a package, as bytes; None when the package or a loader with get_data() is missing.

    resource is relative to the package's directory, its parts separated by '/'; it may not climb out of it. The
    package is imported when it has not been.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not hasattr(spec.loader, 'get_data'):
        return None
    module = sys.modules.get(package)
    if module is None:
        module = importlib._bootstrap._load(spec)
    if not hasattr(module, '__file__'):
        return None
    # Resources have slashes on every system.
    return spec.loader.get_data(os.path.join(os.path.dirname(module.__file__), *resource.split('/')))


def _is_dotted_name(text):
    """Words between single dots, none of them empty or with a digit in front."""
    return all(part.replace('_', 'x').isalnum() and not part[0].isdecimal() for part in text.split('.'))


def resolve_name(name):
    """The object that a dotted name means.

    'package.module:Class.method' says where the module ends: what stands before the colon is imported, what stands
    behind it, which may be nothing, is looked up in that. Without a colon as much as can be is imported. ValueError
    when the name is not of this form; ImportError and AttributeError as importing and looking up give them.
    """
    if not isinstance(name, str):
        raise TypeError(f'expected string or bytes-like object, got {type(name).__name__!r}')
    module_name, colon, path = name.partition(':')
    if not _is_dotted_name(module_name) or path and not _is_dotted_name(path):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        result = importlib.import_module(module_name)
        attributes = path.split('.') if path else []
    else:
        result, attributes = _import_longest(module_name.split('.'))
    for attribute in attributes:
        result = getattr(result, attribute)
    return result


def _import_longest(parts):
    """Import as much of a dotted name as is modules; that module, and the parts that are left."""
    module_name = parts.pop(0)
    result = importlib.import_module(module_name)
    while parts:
        candidate = f'{module_name}.{parts[0]}'
        try:
            result = importlib.import_module(candidate)
        except ImportError:
            break
        module_name = candidate
        del parts[0]
    return result, parts
