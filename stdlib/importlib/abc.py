"""Abstract base classes related to import."""
import abc

from . import _bootstrap_external, machinery
from ._abc import Loader

try:
    import _frozen_importlib
except ImportError as error:
    if error.name != '_frozen_importlib':
        raise
    _frozen_importlib = None
try:
    import _frozen_importlib_external
except ImportError:
    _frozen_importlib_external = _bootstrap_external

__all__ = ['Loader', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader', 'ExecutionLoader',
           'FileLoader', 'SourceLoader']

# Names that have moved to importlib.resources.abc (and leave here in 3.14).
_MOVED = ('ResourceReader', 'Traversable', 'TraversableResources')


def __getattr__(name):
    if name not in _MOVED:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    import warnings
    from .resources import abc as resources_abc
    globals()[name] = moved = getattr(resources_abc, name)
    warnings._deprecated(f'{__name__}.{name}', remove=(3, 14))
    return moved


def _register(abstract_cls, *classes):
    """Register the concrete classes of importlib.machinery, and the interpreter's own where those are others."""
    for cls in classes:
        abstract_cls.register(cls)
        if _frozen_importlib is not None:
            try:
                abstract_cls.register(getattr(_frozen_importlib, cls.__name__))
            except AttributeError:
                abstract_cls.register(getattr(_frozen_importlib_external, cls.__name__))


class MetaPathFinder(metaclass=abc.ABCMeta):
    """Abstract base class for import finders on sys.meta_path; find_spec() is theirs to define."""

    def invalidate_caches(self):
        """An optional method for clearing the finder's cache, if any.

        importlib.invalidate_caches() calls it.
        """


_register(MetaPathFinder, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder,
          machinery.WindowsRegistryFinder)


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Abstract base class for path entry finders, which PathFinder uses; find_spec() is theirs to define."""

    def invalidate_caches(self):
        """An optional method for clearing the finder's cache, if any.

        PathFinder.invalidate_caches() calls it.
        """


_register(PathEntryFinder, machinery.FileFinder)


class ResourceLoader(Loader):
    """Abstract base class for loaders which can return data from their back-end storage."""

    @abc.abstractmethod
    def get_data(self, path):
        """Abstract method which when implemented should return the bytes for the specified path (a str)."""
        raise OSError


class InspectLoader(Loader):
    """Abstract base class for loaders which support inspection about the modules they can load."""

    def is_package(self, fullname):
        """Optional method which when implemented should return whether the module is a package.

        ImportError when the module cannot be found.
        """
        raise ImportError

    def get_code(self, fullname):
        """Method which returns the code object for the module, None where there can be none (built-in modules).

        ImportError when the module cannot be found.
        """
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """Abstract method which should return the source code for the module, None where there is none.

        ImportError when the module cannot be found.
        """
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """Compile 'data' into a code object; 'path' is where it comes from.

        data can be anything that compile() takes.
        """
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _bootstrap_external._LoaderBasics.exec_module
    load_module = _bootstrap_external._LoaderBasics.load_module


_register(InspectLoader, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.NamespaceLoader)


class ExecutionLoader(InspectLoader):
    """Abstract base class for loaders that support the execution of modules as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """Abstract method which should return the value that __file__ is to be set to.

        ImportError when the module cannot be found.
        """
        raise ImportError

    def get_code(self, fullname):
        """Method to return the code object for fullname: its file is what get_filename() says."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


_register(ExecutionLoader, machinery.ExtensionFileLoader, machinery.AppleFrameworkLoader)


class FileLoader(_bootstrap_external.FileLoader, ResourceLoader, ExecutionLoader):
    """Abstract base class partially implementing the ResourceLoader and ExecutionLoader ABCs."""


_register(FileLoader, machinery.SourceFileLoader, machinery.SourcelessFileLoader)


class SourceLoader(_bootstrap_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """Abstract base class for loading source code (and optionally any corresponding bytecode).

    get_data() and get_filename() must be defined.  path_stats() and set_data() make bytecode possible.
    """

    def path_mtime(self, path):
        """Return the (int) modification time for the path (str); path_stats() is preferred."""
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        """Return a metadata dict for the source pointed to by the path (str).

        'mtime' is its modification time, 'size' (optional) its length in bytes.
        """
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Write the bytes to the path (if possible).

        Accepts a str path and data as bytes.  Missing directories are the method's business; where writing is
        impossible it does nothing.
        """


_register(SourceLoader, machinery.SourceFileLoader)
