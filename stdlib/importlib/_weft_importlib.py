"""Hand the import system over to importlib's own classes: called once, when a program imports importlib."""
import sys

_bootstrap = _external = None

# enum SourceKind of runtime/import.h
BUILTIN, EMBEDDED, FILE, PYC, NAMESPACE, EXTENSION = range(6)


def make_spec(kind, name, path, search, is_package):
    """The spec of a module that the native search has found."""
    if kind == BUILTIN:
        return _bootstrap.ModuleSpec(name, _bootstrap.BuiltinImporter, origin='built-in')
    if kind == EMBEDDED:
        return _embedded_spec(name, is_package, search)
    if kind == NAMESPACE:
        return _namespace_spec(name, search)
    loader_class = _external.SourcelessFileLoader if kind == PYC else _external.SourceFileLoader
    loader = loader_class(name, path)
    return _external.spec_from_file_location(name, path, loader=loader, submodule_search_locations=search)


class EmbeddedImporter:
    """Finder and loader of the Python modules inside the binary; used as a class, like BuiltinImporter."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        found = _bootstrap._imp._weft_find(fullname)
        return None if found is None else _embedded_spec(fullname, *found)

    @staticmethod
    def create_module(spec):
        return None

    @classmethod
    def exec_module(cls, module):
        name = module.__spec__.name
        module.__file__ = _bootstrap._imp._weft_file(name)
        exec(cls.get_code(name), module.__dict__)

    @classmethod
    def load_module(cls, fullname):
        return _bootstrap._load_module_shim(cls, fullname)

    @staticmethod
    def get_code(fullname):
        return _bootstrap._imp._weft_code(fullname)

    @staticmethod
    def get_source(fullname):
        return _bootstrap._imp._weft_source(fullname)

    @staticmethod
    def is_package(fullname):
        found = _bootstrap._imp._weft_find(fullname)
        return found is not None and found[0]


def _embedded_spec(name, is_package, search):
    spec = _bootstrap.ModuleSpec(name, EmbeddedImporter, origin='frozen', is_package=is_package)
    if is_package:
        spec.submodule_search_locations = search
    return spec


def _namespace_spec(name, portions):
    spec = _bootstrap.ModuleSpec(name, None, is_package=True)
    finder = _external.PathFinder._get_spec
    path = _external._NamespacePath(name, portions, finder)
    loader_class = getattr(_external, 'NamespaceLoader', None) or _external._NamespaceLoader
    loader = loader_class.__new__(loader_class)
    loader._path = path
    spec.loader = loader
    spec.submodule_search_locations = path
    return spec


def _renew_spec(module):
    """Replace the small spec of a module that was imported before importlib."""
    old = module.__dict__.get('__spec__')
    if type(old).__module__ != '_frozen_importlib' or type(old) is _bootstrap.ModuleSpec:
        return
    search = old.submodule_search_locations
    if old.origin == 'built-in':
        kind = BUILTIN
    elif old.origin == 'frozen':
        kind = EMBEDDED
    elif old.origin is None:
        if search is None:
            return
        kind = NAMESPACE
    else:
        kind = PYC if old.origin.endswith('.pyc') else FILE
    spec = make_spec(kind, old.name, old.origin, search, search is not None)
    if old._initializing:
        spec._initializing = True
    module.__spec__ = spec
    module.__loader__ = spec.loader


def _set_up(bootstrap, external, imp):
    bootstrap.sys = sys
    bootstrap._imp = imp
    for name in ('_thread', '_warnings', '_weakref'):
        try:
            setattr(bootstrap, name, __import__(name))
        except ImportError:
            setattr(bootstrap, name, None)
    if hasattr(bootstrap, '_WeakValueDictionary'):
        bootstrap._blocking_on = bootstrap._WeakValueDictionary()
    bootstrap._bootstrap_external = external
    external._set_bootstrap_module(bootstrap)


def _zipimport():
    """The zipimport module, from the library even when sys.path names nothing but archives."""
    try:
        return sys.modules['zipimport']
    except KeyError:
        path, sys.path = sys.path, [sys._stdlib_dir]
        try:
            import zipimport
        finally:
            sys.path = path
        return zipimport


def _archive_hook(path):
    """A path hook for zip files; zipimport itself is imported when there is one."""
    if not isinstance(path, str) or not _external._path_isfile(path):
        # A path inside an archive: some leading part of it is a file.
        parent = path if isinstance(path, str) else ''
        while '/' in parent:
            parent = parent.rpartition('/')[0]
            if _external._path_isfile(parent):
                break
        else:
            raise ImportError('not a zip file', path=path)
    return _zipimport().zipimporter(path)


def take_over(bootstrap, external, magic):
    global _bootstrap, _external
    import _imp
    _bootstrap, _external = bootstrap, external
    _set_up(bootstrap, external, _imp)
    external.MAGIC_NUMBER = magic
    external._RAW_MAGIC_NUMBER = int.from_bytes(magic, 'little')
    classify = external._classify_pyc

    def classify_pyc(data, name, exc_details):
        """As importlib's, but a cache file of another instruction set is stale as well."""
        flags = classify(data, name, exc_details)
        if not _imp._weft_is_current(data):
            raise ImportError(f'code of another build in {name!r}', **exc_details)
        return flags

    external._classify_pyc = classify_pyc
    _archive_hook.__name__ = 'zipimporter'
    file_hook = external.FileFinder.path_hook(*external._get_supported_file_loaders())
    classes = {'BuiltinImporter': bootstrap.BuiltinImporter, 'FrozenImporter': EmbeddedImporter,
               'PathFinder': external.PathFinder}
    for i, finder in enumerate(sys.meta_path):
        if isinstance(finder, type) and finder.__module__.startswith('_frozen_importlib'):
            sys.meta_path[i] = classes.get(finder.__name__, finder)
    for module in list(sys.modules.values()):
        if type(module) is type(sys):
            _renew_spec(module)
    for module in (bootstrap, external):
        module.__spec__ = bootstrap.ModuleSpec(module.__name__, EmbeddedImporter, origin='frozen')
        module.__loader__ = EmbeddedImporter
    return (*classes.values(), _archive_hook, file_hook)
