"""The part of the import system that deals with files: loaders, path entry finders, bytecode files.

It runs as _frozen_importlib_external and is importlib._bootstrap_external as well; see _bootstrap. While nobody
changes sys.path_hooks or sys.meta_path the search itself is done in C (runtime/import_find.c), by the same rules.
"""
import _imp
import _io
import _warnings
import marshal
import posix as _os
import sys

_bootstrap = None  # set by _set_bootstrap_module()

path_sep = path_separators = '/'
path_sep_tuple = ('/',)


# ---- paths: what os.path does, without importing it ----

def _path_join(*path_parts):
    """os.path.join of non-empty parts; one slash between two."""
    return path_sep.join([part.rstrip(path_separators) for part in path_parts if part])


def _path_split(path):
    """os.path.split, but the head keeps no slash."""
    head, slash, tail = path.rpartition(path_sep)
    return (head, tail) if slash else ('', path)


def _path_stat(path):
    """os.stat; tests count and replace the calls that go through here."""
    return _os.stat(path)


def _path_is_mode_type(path, mode):
    """Is there something of this type (a format bit of st_mode) at path?"""
    try:
        return _path_stat(path).st_mode & 0o170000 == mode
    except OSError:
        return False


def _path_isfile(path):
    return _path_is_mode_type(path, 0o100000)


def _path_isdir(path):
    """Is path a directory?  No path is the current directory."""
    return _path_is_mode_type(path or _os.getcwd(), 0o040000)


def _path_isabs(path):
    return path.startswith(path_sep)


def _path_abspath(path):
    """path seen from the root, its dots left as they are."""
    return path if _path_isabs(path) else _path_join(_os.getcwd(), path)


def _relax_case():
    """May the case of file names be ignored?  Not on the systems weft runs on."""
    return False


def _write_atomic(path, data, mode=0o666):
    """Write a file beside its final name and rename it: readers see a whole file or none."""
    temporary = f'{path}.{id(path)}'
    descriptor = _os.open(temporary, _os.O_EXCL | _os.O_CREAT | _os.O_WRONLY, mode & 0o666)
    try:
        with _io.FileIO(descriptor, 'wb') as file:
            if file.write(data) != len(data):
                raise OSError('os.write() returned fewer bytes than expected')
        _os.replace(temporary, path)
    except OSError:
        try:
            _os.unlink(temporary)
        except OSError:
            pass
        raise


# ---- little-endian numbers in headers ----

def _pack_uint32(x):
    return (int(x) & 0xFFFFFFFF).to_bytes(4, 'little')


def _unpack_uint(data, size):
    assert len(data) == size
    return int.from_bytes(data, 'little')


def _unpack_uint64(data):
    return _unpack_uint(data, 8)


def _unpack_uint32(data):
    return _unpack_uint(data, 4)


def _unpack_uint16(data):
    return _unpack_uint(data, 2)


# ---- bytecode files (PEP 3147, 488, 552) ----

# The number changes with the instruction set: what another build has written is stale.
MAGIC_NUMBER = _imp._weft_magic()
_RAW_MAGIC_NUMBER = int.from_bytes(MAGIC_NUMBER, 'little')

_PYCACHE = '__pycache__'
_OPT = 'opt-'
SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES  # the names of before Python 3.5
EXTENSION_SUFFIXES = _imp.extension_suffixes()


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the bytecode of a source file is: a path in __pycache__, or below sys.pycache_prefix.

    The .py file does not need to exist. `optimization` is the optimisation level or what names it, '' for none;
    without it the interpreter's counts. debug_override is deprecated: True is '', False is 1.
    sys.implementation.cache_tag None is NotImplementedError.
    """
    if debug_override is not None:
        _warnings.warn("the debug_override parameter is deprecated; use 'optimization' instead", DeprecationWarning)
        if optimization is not None:
            raise TypeError('debug_override or optimization must be set to None')
        optimization = '' if debug_override else 1
    head, tail = _path_split(_os.fspath(path))
    base, dot, rest = tail.rpartition('.')
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    name = (base or rest) + dot + tag
    if optimization is None:
        optimization = sys.flags.optimize or ''
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name += f'.{_OPT}{optimization}'
    name += BYTECODE_SUFFIXES[0]
    if sys.pycache_prefix is None:
        return _path_join(head, _PYCACHE, name)
    # Below the prefix stands the whole absolute path of the source's directory.
    return _path_join(sys.pycache_prefix, _path_abspath(head).lstrip(path_separators), name)


def source_from_cache(path):
    """Where the source of a bytecode file is: cache_from_source() the other way round."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    path = _os.fspath(path)
    head, name = _path_split(path)
    prefix = sys.pycache_prefix and sys.pycache_prefix.rstrip(path_separators)
    if prefix and head.startswith(prefix + path_sep):
        head = head[len(prefix):]
    else:
        head, directory = _path_split(head)
        if directory != _PYCACHE:
            raise ValueError(f'{_PYCACHE} not bottom-level directory in {path!r}')
    dots = name.count('.')
    if dots not in (2, 3):
        raise ValueError(f'expected only 2 or 3 dots in {name!r}')
    if dots == 3:
        optimization = name.rsplit('.', 2)[-2]
        if not optimization.startswith(_OPT):
            raise ValueError(f'optimization portion of filename does not start with {_OPT!r}')
        if not optimization[len(_OPT):].isalnum():
            raise ValueError(f'optimization level {optimization!r} is not an alphanumeric value')
    return _path_join(head, name.partition('.')[0] + SOURCE_SUFFIXES[0])


def _get_sourcefile(bytecode_path):
    """The .py file of a .pyc file when it is there, else the .pyc itself (None for no path)."""
    if len(bytecode_path) == 0:
        return None
    rest, _, extension = bytecode_path.rpartition('.')
    if not rest or extension.lower()[-3:-1] != 'py':
        return bytecode_path
    try:
        source_path = source_from_cache(bytecode_path)
    except (NotImplementedError, ValueError):
        source_path = bytecode_path[:-1]
    return source_path if _path_isfile(source_path) else bytecode_path


def _get_cached(filename):
    """What __cached__ is for a file: None when it is neither source nor bytecode."""
    if filename.endswith(tuple(SOURCE_SUFFIXES)):
        try:
            return cache_from_source(filename)
        except NotImplementedError:
            return None
    return filename if filename.endswith(tuple(BYTECODE_SUFFIXES)) else None


def _calc_mode(path):
    """The permissions of the bytecode file of this source: the source's, writable in any case."""
    try:
        mode = _path_stat(path).st_mode
    except OSError:
        mode = 0o666
    return mode | 0o200


def _classify_pyc(data, name, exc_details):
    """Check the header of bytecode and return its flags.

    ImportError (with exc_details): written by somebody else, or unknown flags.  EOFError: too short.
    """
    magic = data[:4]
    if magic != MAGIC_NUMBER:
        message = f'bad magic number in {name!r}: {magic!r}'
        _bootstrap._verbose_message('{}', message)
        raise ImportError(message, **exc_details)
    if len(data) < 16:
        message = f'reached EOF while reading pyc header of {name!r}'
        _bootstrap._verbose_message('{}', message)
        raise EOFError(message)
    flags = _unpack_uint32(data[4:8])
    if flags & ~0b11:
        raise ImportError(f'invalid flags {flags!r} in {name!r}', **exc_details)
    return flags


def _validate_timestamp_pyc(data, source_mtime, source_size, name, exc_details):
    """ImportError unless bytecode belongs to a source of this mtime and size (None: any size)."""
    stale = _unpack_uint32(data[8:12]) != source_mtime & 0xFFFFFFFF
    if stale:
        _bootstrap._verbose_message('{}', f'bytecode is stale for {name!r}')
    if stale or source_size is not None and _unpack_uint32(data[12:16]) != source_size & 0xFFFFFFFF:
        raise ImportError(f'bytecode is stale for {name!r}', **exc_details)


def _validate_hash_pyc(data, source_hash, name, exc_details):
    """ImportError unless bytecode belongs to a source with this hash."""
    if data[8:16] != source_hash:
        raise ImportError(f"hash in bytecode doesn't match hash of source {name!r}", **exc_details)


def _compile_bytecode(data, name=None, bytecode_path=None, source_path=None):
    """The code object in marshalled data; its file is where the source is now."""
    code = marshal.loads(data)
    if not isinstance(code, _code_type):
        raise ImportError(f'Non-code object in {bytecode_path!r}', name=name, path=bytecode_path)
    _bootstrap._verbose_message('code object from {!r}', bytecode_path)
    if source_path is not None:
        _imp._fix_co_filename(code, source_path)
    return code


_code_type = type(_write_atomic.__code__)


def _code_to_timestamp_pyc(code, mtime=0, source_size=0):
    """The contents of a bytecode file that is checked by its source's mtime and size."""
    return b''.join([MAGIC_NUMBER, _pack_uint32(0), _pack_uint32(mtime), _pack_uint32(source_size),
                     marshal.dumps(code)])


def _code_to_hash_pyc(code, source_hash, checked=True):
    """The contents of a bytecode file that is checked (or not at all) by its source's hash."""
    assert len(source_hash) == 8
    return b''.join([MAGIC_NUMBER, _pack_uint32(0b1 | checked << 1), source_hash, marshal.dumps(code)])


def decode_source(source_bytes):
    """The text of source bytes: the encoding that PEP 263 says, newlines made uniform."""
    import tokenize
    encoding, _ = tokenize.detect_encoding(_io.BytesIO(source_bytes).readline)
    newlines = _io.IncrementalNewlineDecoder(None, True)
    return newlines.decode(source_bytes.decode(encoding))


# ---- specs of files ----

_POPULATE = object()


def _place_of(name, location, loader):
    """Where a module's file is, absolute if that can be; without a location the loader is asked."""
    if location is not None:
        path = _os.fspath(location)
        try:
            return _path_abspath(path)
        except OSError:
            return path
    try:
        return loader.get_filename(name) if hasattr(loader, 'get_filename') else '<unknown>'
    except ImportError:
        return '<unknown>'


def _loader_by_suffix(name, path):
    """A loader for a file, which its suffix decides; None when there is none for it."""
    for make, suffixes in _get_supported_file_loaders():
        if path.endswith(tuple(suffixes)):
            return make(name, path)
    return None


def _says_package(loader, name):
    try:
        return hasattr(loader, 'is_package') and loader.is_package(name)
    except ImportError:
        return False


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_POPULATE):
    """A spec for the module in a file.

    Without a loader the suffix decides; None when none fits.  submodule_search_locations marks a package; without it
    the loader is asked, and a package is searched in the file's directory.
    """
    path = _place_of(name, location, loader)
    if loader is None and (loader := _loader_by_suffix(name, path)) is None:
        return None
    if submodule_search_locations is _POPULATE:
        submodule_search_locations = [] if _says_package(loader, name) else None
    if submodule_search_locations == [] and path:
        submodule_search_locations.append(_path_split(path)[0])
    spec = _bootstrap.ModuleSpec(name, loader, origin=path)
    spec.submodule_search_locations = submodule_search_locations
    spec._set_fileattr = True
    return spec


def _bless_my_loader(module_globals):
    """The loader of a module, from its globals: for the source line that a warning shows.

    __loader__ and __spec__.loader should be the same (gh-86298): who has one of them only, or two, is told so.
    """
    if not isinstance(module_globals, dict):
        return None
    missing = object()
    loader = module_globals.get('__loader__')
    spec = module_globals.get('__spec__', missing)
    if loader is None:
        if spec is missing:
            return None
        if spec is None:
            raise ValueError('Module globals is missing a __spec__.loader')
    spec_loader = getattr(spec, 'loader', missing)
    if spec_loader is missing or spec_loader is None:
        if loader is None:
            error = AttributeError if spec_loader is missing else ValueError
            raise error('Module globals is missing a __spec__.loader')
        _warnings.warn('Module globals is missing a __spec__.loader', DeprecationWarning)
        spec_loader = loader
    if loader is not None and loader != spec_loader:
        _warnings.warn('Module globals; __loader__ != __spec__.loader', DeprecationWarning)
        return loader
    return spec_loader


def _fix_up_module(ns, name, pathname, cpathname=None):
    """Give a namespace that was filled without import (zipimport, C code) what import would have given it."""
    spec = ns.get('__spec__')
    loader = ns.get('__loader__') or (spec and spec.loader)
    if not loader and not spec:
        loader = (SourcelessFileLoader if pathname == cpathname else SourceFileLoader)(name, pathname)
    if not spec:
        spec = spec_from_file_location(name, pathname, loader=loader)
        if cpathname:
            spec.cached = _path_abspath(cpathname)
    try:
        ns.update(__spec__=spec, __loader__=loader, __file__=pathname, __cached__=cpathname)
    except Exception:
        pass  # no dict that takes them: then without


# ---- loaders ----

def _check_name(method):
    """Let a loader's method reject names that are not the loader's; without a name its own is meant."""
    def checked(self, name=None, *args, **kwargs):
        if name is None:
            name = self.name
        elif self.name != name:
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)
        return method(self, name, *args, **kwargs)
    _wrap(checked, method)
    return checked


def _wrap(new, old):
    """Like _bootstrap._wrap, which is not there yet while this module is being made."""
    new.__name__, new.__qualname__, new.__doc__ = old.__name__, old.__qualname__, old.__doc__


class _LoaderBasics:
    """What loaders of code have in common; get_filename() and get_code() are the subclass's."""

    def is_package(self, fullname):
        """Is the file an __init__?  That of a module that is itself called __init__ is not."""
        stem = _path_split(self.get_filename(fullname))[1].rsplit('.', 1)[0]
        return stem == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        """None: a module of the usual kind will do."""

    def exec_module(self, module):
        """Run the code of the module in the module."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        _bootstrap._call_with_frames_removed(exec, code, module.__dict__)

    def load_module(self, fullname):
        """Load the module and return it (deprecated)."""
        return _bootstrap._load_module_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """Loading of source with bytecode beside it; get_data() and get_filename() are the subclass's."""

    def path_mtime(self, path):
        """Return the modification time of the source at path; OSError when there is none."""
        raise OSError

    def path_stats(self, path):
        """Return a dict with the key 'mtime', and 'size' where that is known."""
        return {'mtime': self.path_mtime(path)}

    def _cache_bytecode(self, source_path, cache_path, data):
        """Write the bytecode of a source; subclasses may want to know the source."""
        return self.set_data(cache_path, data)

    def set_data(self, path, data):
        """Write data to a file where the loader can; else do nothing."""

    def get_source(self, fullname):
        """Return the source text; ImportError when it cannot be read."""
        path = self.get_filename(fullname)
        try:
            source_bytes = self.get_data(path)
        except OSError as exc:
            raise ImportError('source not available through get_data()', name=fullname) from exc
        return decode_source(source_bytes)

    def source_to_code(self, data, path, *, _optimize=-1):
        """Return the code object compiled from source: str, bytes, or a tree from ast."""
        return _bootstrap._call_with_frames_removed(compile, data, path, 'exec', dont_inherit=True,
                                                    optimize=_optimize)

    def get_code(self, fullname):
        """Return the code object: from the bytecode file when that is fresh, else compiled (and written there)."""
        source_path = self.get_filename(fullname)
        try:
            bytecode_path = cache_from_source(source_path)
            stats = self.path_stats(source_path)
        except (NotImplementedError, OSError):
            # No place for bytecode, or nothing to compare it with: then there is none.
            source_bytes = self.get_data(source_path)
            return self._compile(source_bytes, source_path)
        cached = _CachedCode(self, fullname, source_path, bytecode_path, stats)
        code = cached.read()
        if code is not None:
            return code
        if cached.source_bytes is None:
            cached.source_bytes = self.get_data(source_path)
        code = self._compile(cached.source_bytes, source_path)
        cached.write(code)
        return code

    def _compile(self, source_bytes, source_path):
        code = self.source_to_code(source_bytes, source_path)
        _bootstrap._verbose_message('code object from {}', source_path)
        return code


class _CachedCode:
    """The bytecode file of one source: how to tell whether it is fresh, and how to write it anew.

    A file with a hash stays one with a hash: whoever made it so (PEP 552) does not want mtimes.
    """

    def __init__(self, loader, name, source_path, bytecode_path, stats):
        self.loader, self.name = loader, name
        self.source_path, self.bytecode_path = source_path, bytecode_path
        self.mtime, self.size = int(stats['mtime']), stats.get('size')
        self.source_bytes = self.source_hash = None  # read when a hash is asked for
        self.hash_based = False
        self.check_source = True

    def read(self):
        """The code in the file; None when there is none, or it is stale or broken."""
        try:
            data = self.loader.get_data(self.bytecode_path)
        except OSError:
            return None
        try:
            self._validate(data, {'name': self.name, 'path': self.bytecode_path})
        except (ImportError, EOFError):
            return None
        _bootstrap._verbose_message('{} matches {}', self.bytecode_path, self.source_path)
        return _compile_bytecode(memoryview(data)[16:], name=self.name, bytecode_path=self.bytecode_path,
                                 source_path=self.source_path)

    def _validate(self, data, exc_details):
        flags = _classify_pyc(data, self.name, exc_details)
        self.hash_based = flags & 0b01 != 0
        if not self.hash_based:
            _validate_timestamp_pyc(data, self.mtime, self.size, self.name, exc_details)
            return
        self.check_source = flags & 0b10 != 0
        policy = _imp.check_hash_based_pycs
        if policy == 'always' or policy != 'never' and self.check_source:
            self.source_bytes = self.loader.get_data(self.source_path)
            self.source_hash = _imp.source_hash(_RAW_MAGIC_NUMBER, self.source_bytes)
            _validate_hash_pyc(data, self.source_hash, self.name, exc_details)

    def write(self, code):
        if sys.dont_write_bytecode:
            return
        if self.hash_based:
            if self.source_hash is None:
                self.source_hash = _imp.source_hash(_RAW_MAGIC_NUMBER, self.source_bytes)
            data = _code_to_hash_pyc(code, self.source_hash, self.check_source)
        else:
            data = _code_to_timestamp_pyc(code, self.mtime, len(self.source_bytes))
        try:
            self.loader._cache_bytecode(self.source_path, self.bytecode_path, data)
        except NotImplementedError:
            pass


class FileLoader:
    """What loaders of one file have in common: whose it is and where."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    @_check_name
    def load_module(self, fullname):
        """Load the module and return it (deprecated)."""
        return super().load_module(fullname)

    @_check_name
    def get_filename(self, fullname):
        """Where the file is."""
        return self.path

    def get_data(self, path):
        """Return the contents of a file, as bytes."""
        # What will be run is opened for running, so that audit hooks can tell (PEP 578).
        if isinstance(self, (SourceLoader, ExtensionFileLoader)):
            with _io.open_code(str(path)) as file:
                return file.read()
        with _io.FileIO(path, 'r') as file:
            return file.read()

    @_check_name
    def get_resource_reader(self, module):
        from importlib.readers import FileReader
        return FileReader(self)


class SourceFileLoader(FileLoader, SourceLoader):
    """Loader of a source file."""

    def path_stats(self, path):
        """Return the modification time and size of the file."""
        st = _path_stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def _cache_bytecode(self, source_path, bytecode_path, data):
        return self.set_data(bytecode_path, data, _mode=_calc_mode(source_path))

    def set_data(self, path, data, *, _mode=0o666):
        """Write bytes to a file, its directories made where they are missing; what fails is not done."""
        parent, _ = _path_split(path)
        if not _make_directories(parent):
            return
        try:
            _write_atomic(path, data, _mode)
            _bootstrap._verbose_message('created {!r}', path)
        except OSError as exc:
            _bootstrap._verbose_message('could not create {!r}: {!r}', path, exc)


def _make_directories(path):
    """Make path and the directories above it; False when one of them cannot be."""
    if not path or _path_isdir(path):
        return True
    if not _make_directories(_path_split(path)[0]):
        return False
    try:
        _os.mkdir(path)
    except FileExistsError:
        pass  # another process was quicker
    except OSError as exc:
        _bootstrap._verbose_message('could not create {!r}: {!r}', path, exc)
        return False
    return True


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Loader of a bytecode file without its source."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        data = self.get_data(path)
        _classify_pyc(data, fullname, {'name': fullname, 'path': path})
        return _compile_bytecode(memoryview(data)[16:], name=fullname, bytecode_path=path)

    def get_source(self, fullname):
        """None: there is no source."""
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Loader of an extension module: those built for CPython are refused with a clear ImportError."""

    def __init__(self, name, path):
        super().__init__(name, path)

    def create_module(self, spec):
        """Refuse: see _imp.create_dynamic()."""
        return _bootstrap._call_with_frames_removed(_imp.create_dynamic, spec)

    def exec_module(self, module):
        """Never reached."""
        _bootstrap._call_with_frames_removed(_imp.exec_dynamic, module)

    def is_package(self, fullname):
        """Return whether the file is the __init__ of a package."""
        name = _path_split(self.path)[1]
        return any(name == '__init__' + suffix for suffix in EXTENSION_SUFFIXES)

    def get_code(self, fullname):
        """None: compiled modules have no code objects."""
        return None

    def get_source(self, fullname):
        """None: compiled modules have no source."""
        return None

    @_check_name
    def get_filename(self, fullname):
        """Where the file is."""
        return self.path


class AppleFrameworkLoader(ExtensionFileLoader):
    """Loader of extension modules in iOS frameworks: there are none here."""


# ---- namespace packages (PEP 420) ----

class _NamespacePath:
    """The __path__ of a namespace package: searched anew when the parent's path has changed.

    The parent of a top-level package is sys.path.
    """

    _epoch = 0  # raised by PathFinder.invalidate_caches(): directories may have come or gone

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path
        self._last_parent_path = tuple(self._get_parent_path())
        self._last_epoch = self._epoch
        self._path_finder = path_finder

    def _find_parent_path_names(self):
        """The module and the attribute where the parent's path is."""
        parent, dot, _ = self._name.rpartition('.')
        return (parent, '__path__') if dot else ('sys', 'path')

    def _get_parent_path(self):
        module, attribute = self._find_parent_path_names()
        return getattr(sys.modules[module], attribute)

    def _recalculate(self):
        parent_path = tuple(self._get_parent_path())
        if parent_path != self._last_parent_path or self._epoch != self._last_epoch:
            spec = self._path_finder(self._name, parent_path)
            # Found as something else now: this package keeps what it has.
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = spec.submodule_search_locations
            self._last_parent_path = parent_path
            self._last_epoch = self._epoch
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __repr__(self):
        return f'_NamespacePath({self._path!r})'

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)


class NamespaceLoader:
    """Loader of namespace packages: there is nothing to run."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        """None: a module of the usual kind will do."""

    def exec_module(self, module):
        pass

    def load_module(self, fullname):
        """Load the module and return it (deprecated)."""
        _bootstrap._verbose_message('namespace module loaded with path {!r}', self._path)
        return _bootstrap._load_module_shim(self, fullname)

    def get_resource_reader(self, module):
        from importlib.readers import NamespaceReader
        return NamespaceReader(self._path)


_NamespaceLoader = NamespaceLoader  # the name before Python 3.11


# ---- finders ----

class PathFinder:
    """Meta path finder for sys.path and package __path__ attributes: asks the path entry finders."""

    @staticmethod
    def invalidate_caches():
        """Call invalidate_caches() on all path entry finders that have it."""
        _imp._weft_invalidate_caches()
        for name, finder in list(sys.path_importer_cache.items()):
            # A relative name means another place after a chdir; None may have a finder by now.
            if finder is None or not _path_isabs(name):
                del sys.path_importer_cache[name]
            elif hasattr(finder, 'invalidate_caches'):
                finder.invalidate_caches()
        _NamespacePath._epoch += 1
        metadata = sys.modules.get('importlib.metadata')
        if metadata is not None:
            metadata.MetadataPathFinder.invalidate_caches()

    @staticmethod
    def _path_hooks(path):
        """The finder of the first hook that takes this path; None."""
        if sys.path_hooks is not None and not sys.path_hooks:
            _warnings.warn('sys.path_hooks is empty', ImportWarning)
        for hook in sys.path_hooks:
            try:
                return hook(path)
            except ImportError:
                continue
        return None

    @classmethod
    def _path_importer_cache(cls, path):
        """The finder of a path entry, made once; '' is the current directory."""
        if path == '':
            try:
                path = _os.getcwd()
            except (FileNotFoundError, PermissionError):
                return None  # it has been removed or closed: nothing to remember
        try:
            return sys.path_importer_cache[path]
        except KeyError:
            finder = sys.path_importer_cache[path] = cls._path_hooks(path)
            return finder

    @classmethod
    def _get_spec(cls, fullname, path, target=None):
        """The first spec with a loader along the path; else one that holds the portions of a namespace."""
        portions = []
        for entry in path:
            finder = cls._path_importer_cache(entry) if isinstance(entry, str) else None
            spec = None if finder is None else finder.find_spec(fullname, target)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            if spec.submodule_search_locations is None:
                raise ImportError('spec missing loader')
            portions.extend(spec.submodule_search_locations)
        spec = _bootstrap.ModuleSpec(fullname, None)
        spec.submodule_search_locations = portions
        return spec

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """Find a spec on sys.path, or on the path of the parent package."""
        spec = cls._get_spec(fullname, sys.path if path is None else path, target)
        if spec.loader is not None:
            return spec
        if not spec.submodule_search_locations:
            return None
        spec.origin = None
        spec.submodule_search_locations = _NamespacePath(fullname, spec.submodule_search_locations, cls._get_spec)
        return spec

    @staticmethod
    def find_distributions(*args, **kwargs):
        """Find installed distributions: see importlib.metadata."""
        from importlib.metadata import MetadataPathFinder
        return MetadataPathFinder.find_distributions(*args, **kwargs)


class FileFinder:
    """Path entry finder for one directory, whose listing is kept until its mtime changes.

    The loaders say which suffixes they want, in order.
    """

    def __init__(self, path, *loader_details):
        """Take the directory and any number of (loader, suffixes)."""
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = _os.getcwd() if not path or path == '.' else _path_abspath(path)
        self._path_mtime = -1
        self._path_cache = set()

    def invalidate_caches(self):
        """Forget the directory's listing."""
        self._path_mtime = -1

    def find_spec(self, fullname, target=None):
        """Find a package, a module or a portion of a namespace package in the directory."""
        tail = fullname.rpartition('.')[2]
        self._refresh()
        base = _path_join(self.path, tail)
        is_directory = tail in self._path_cache and _path_isdir(base)
        if is_directory:
            for suffix, loader in self._loaders:
                init = _path_join(base, '__init__' + suffix)
                if _path_isfile(init):
                    return self._get_spec(loader, fullname, init, [base])
        for suffix, loader in self._loaders:
            try:
                full_path = _path_join(self.path, tail + suffix)
            except ValueError:
                return None
            _bootstrap._verbose_message('trying {}', full_path, verbosity=2)
            if tail + suffix in self._path_cache and _path_isfile(full_path):
                return self._get_spec(loader, fullname, full_path, None)
        if not is_directory:
            return None
        _bootstrap._verbose_message('possible namespace for {}', base)
        spec = _bootstrap.ModuleSpec(fullname, None)
        spec.submodule_search_locations = [base]
        return spec

    def _get_spec(self, loader_class, fullname, path, locations):
        return spec_from_file_location(fullname, path, loader=loader_class(fullname, path),
                                       submodule_search_locations=locations)

    def _refresh(self):
        try:
            mtime = _path_stat(self.path or _os.getcwd()).st_mtime
        except OSError:
            mtime = -1
        if mtime != self._path_mtime:
            self._fill_cache()
            self._path_mtime = mtime

    def _fill_cache(self):
        """List the directory; one that is gone, unreadable or no directory is empty."""
        try:
            self._path_cache = set(_os.listdir(self.path or _os.getcwd()))
        except (FileNotFoundError, PermissionError, NotADirectoryError):
            self._path_cache = set()

    @classmethod
    def path_hook(cls, *loader_details):
        """Return a function for sys.path_hooks that makes a finder for a directory, with these loaders."""
        def path_hook_for_FileFinder(path):
            """Path hook for importlib.machinery.FileFinder."""
            if not _path_isdir(path):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def __repr__(self):
        return f'FileFinder({self.path!r})'


class WindowsRegistryFinder:
    """Meta path finder for the Windows registry, which is not here: it finds nothing."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


def _get_supported_file_loaders():
    """A list of (loader, suffixes), in the order in which files of one name are taken."""
    return [(ExtensionFileLoader, EXTENSION_SUFFIXES), (SourceFileLoader, SOURCE_SUFFIXES),
            (SourcelessFileLoader, BYTECODE_SUFFIXES)]


def _set_bootstrap_module(_bootstrap_module):
    global _bootstrap
    _bootstrap = _bootstrap_module


def _install(_bootstrap_module):
    """Make the path-based import work: the hook for directories and the finder that uses hooks."""
    _set_bootstrap_module(_bootstrap_module)
    sys.path_hooks.append(FileFinder.path_hook(*_get_supported_file_loaders()))
    sys.meta_path.append(PathFinder)
