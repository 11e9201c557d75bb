"""What finders and loaders can or must define: abstract base classes of both."""
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
    """Base class of finders in sys.meta_path; find_spec() is theirs to define."""

    def invalidate_caches(self):
        """Forget what has been remembered of the places to look; importlib.invalidate_caches() calls it."""


_register(MetaPathFinder, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder,
          machinery.WindowsRegistryFinder)


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Base class of path entry finders, which PathFinder asks; find_spec() is theirs to define."""

    def invalidate_caches(self):
        """Forget what has been remembered of the place to look; PathFinder.invalidate_caches() calls it."""


_register(PathEntryFinder, machinery.FileFinder)


class ResourceLoader(Loader):
    """Base class of loaders that can read data from where their modules are."""

    @abc.abstractmethod
    def get_data(self, path):
        """The bytes at a path (a str)."""
        raise OSError


class InspectLoader(Loader):
    """Base class of loaders that can tell about modules without loading them."""

    def is_package(self, fullname):
        """Is the module a package?  ImportError when it cannot be found."""
        raise ImportError

    def get_code(self, fullname):
        """The module's code object, None where there can be none (modules in C).

        ImportError when the module cannot be found.
        """
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The module's source text, None where there is none.

        ImportError when the module cannot be found.
        """
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """Compile data, anything that compile() takes; path is where it comes from."""
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _bootstrap_external._LoaderBasics.exec_module
    load_module = _bootstrap_external._LoaderBasics.load_module


_register(InspectLoader, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.NamespaceLoader)


class ExecutionLoader(InspectLoader):
    """Base class of loaders whose modules can be run as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """What __file__ of the module is to be.  ImportError when it cannot be found."""
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
    """Base class of loaders of one file."""


_register(FileLoader, machinery.SourceFileLoader, machinery.SourcelessFileLoader)


class SourceLoader(_bootstrap_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """Base class of loaders of source text, which may keep bytecode.

    get_data() and get_filename() must be defined.  path_stats() and set_data() make bytecode possible.
    """

    def path_mtime(self, path):
        """The mtime of the file at path, as an int; path_stats() is preferred."""
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        """A dict that tells of the file at path: 'mtime', and 'size' in bytes where it is known."""
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Write bytes to a path (a str), directories made where they are missing.

        Where writing is impossible nothing happens.
        """


_register(SourceLoader, machinery.SourceFileLoader)
