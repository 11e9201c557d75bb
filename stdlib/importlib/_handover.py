"""Hand the import system over to importlib's own classes; run once, as _weft_importlib, before importlib is there.

Until then specs, loaders and finders are small C types (runtime/import_spec.c).  From then on the finders in
sys.meta_path and everything that a module says about itself are what importlib.machinery has.
"""
import sys

_bootstrap = _external = None

# enum SourceKind of runtime/import.h
BUILTIN, EMBEDDED, FILE, PYC, NAMESPACE, EXTENSION = range(6)


def make_spec(kind, name, path, search, is_package):
    """The spec of a module that the native search has found."""
    if kind == BUILTIN:
        return _bootstrap.ModuleSpec(name, _bootstrap.BuiltinImporter, origin='built-in')
    if kind == EMBEDDED:
        return _bootstrap.FrozenImporter._make_spec(name, is_package, search)
    if kind == NAMESPACE:
        return _namespace_spec(name, search)
    loader_class = _external.SourcelessFileLoader if kind == PYC else _external.SourceFileLoader
    loader = loader_class(name, path)
    return _external.spec_from_file_location(name, path, loader=loader, submodule_search_locations=search)


def _namespace_spec(name, portions):
    spec = _bootstrap.ModuleSpec(name, None, is_package=True)
    spec.loader = _external.NamespaceLoader(name, portions, _external.PathFinder._get_spec)
    spec.submodule_search_locations = spec.loader._path
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
    spec._uninitialized_submodules = old._uninitialized_submodules
    module.__spec__ = spec
    module.__loader__ = spec.loader


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


_archive_hook.__name__ = 'zipimporter'


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


def take_over(bootstrap, external, find_and_load):
    """Put importlib's classes where the C types were; find_and_load is the import statement's way of importing.

    Returns the finders that stand for the native search, and the path hooks it makes unnecessary.
    """
    global _bootstrap, _external
    _bootstrap, _external = bootstrap, external
    bootstrap._bootstrap_external = external
    external._set_bootstrap_module(bootstrap)
    # One way to import, so that one set of locks guards it.
    bootstrap._find_and_load = lambda name, import_: find_and_load(name)
    file_hook = external.FileFinder.path_hook(*external._get_supported_file_loaders())
    classes = {'BuiltinImporter': bootstrap.BuiltinImporter, 'FrozenImporter': bootstrap.FrozenImporter,
               'PathFinder': external.PathFinder}
    for i, finder in enumerate(sys.meta_path):
        if isinstance(finder, type) and finder.__module__.startswith('_frozen_importlib'):
            sys.meta_path[i] = classes.get(finder.__name__, finder)
    for module in list(sys.modules.values()):
        if type(module) is type(sys):
            _renew_spec(module)
    for module in (bootstrap, external):
        module.__spec__ = bootstrap.ModuleSpec(module.__name__, bootstrap.FrozenImporter, origin='frozen')
        module.__loader__ = bootstrap.FrozenImporter
    return (*classes.values(), _archive_hook, file_hook)
