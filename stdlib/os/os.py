"""The operating system: files, directories, processes, the environment.

Most functions are the system's own, from the module posix, or are in the modules named here:

    os.path       paths (posixpath)
    os.environ    the environment (_os_environ)
    here          walking trees, making chains of directories, exec and spawn in all their spellings, popen
"""
import abc
import sys
import stat as st
from _collections_abc import _check_methods

import posix
from posix import *
from posix import _exit, _have_functions

import posixpath as path
sys.modules["os.path"] = path
from os.path import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

from _os_environ import _Environ, environ, environb

GenericAlias = type(list[int])  # the module types would be a lot to import for this

name = "posix"
linesep = "\n"
supports_bytes_environ = True

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


def _get_exports_list(module):
    """The public names of a module."""
    try:
        return list(module.__all__)
    except AttributeError:
        return [name for name in dir(module) if not name.startswith("_")]


def _exists(name):
    """Has this system a function os.name?"""
    return name in globals()


__all__ = [
    "altsep", "curdir", "pardir", "sep", "pathsep", "linesep", "defpath", "name", "path", "devnull", "extsep",
    "SEEK_SET", "SEEK_CUR", "SEEK_END", "P_WAIT", "P_NOWAIT", "P_NOWAITO", "supports_bytes_environ",
    "environb", "getenv", "getenvb", "fsencode", "fsdecode", "fdopen", "popen", "get_exec_path",
    "makedirs", "removedirs", "renames", "walk", "fwalk",
    "execl", "execle", "execlp", "execlpe", "execvp", "execvpe",
    "spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe", "_exit",
]
__all__ += _get_exports_list(posix)


# ---- what the functions of this system can do ----

def _functions_with(**functions_of_feature):
    """The functions named for those features (of configure: HAVE_*) that this system has."""
    return {globals()[function]
            for feature, functions in functions_of_feature.items()
            if feature == "always" or f"HAVE_{feature}" in _have_functions
            for function in functions.split()
            if function in globals()}


supports_dir_fd = _functions_with(
    FACCESSAT="access", FCHMODAT="chmod", FCHOWNAT="chown", FSTATAT="stat", FUTIMESAT="utime", LINKAT="link",
    MKDIRAT="mkdir", MKFIFOAT="mkfifo", MKNODAT="mknod", OPENAT="open", READLINKAT="readlink", RENAMEAT="rename",
    SYMLINKAT="symlink", UNLINKAT="unlink rmdir", UTIMENSAT="utime")
supports_effective_ids = _functions_with(FACCESSAT="access")
supports_fd = _functions_with(
    always="stat", FCHDIR="chdir", FCHMOD="chmod", FCHOWN="chown", FDOPENDIR="listdir scandir", FEXECVE="execve",
    FTRUNCATE="truncate", FUTIMENS="utime", FUTIMES="utime", FPATHCONF="pathconf", FSTATVFS="statvfs")
supports_follow_symlinks = _functions_with(
    FACCESSAT="access", FCHOWNAT="chown", FSTATAT="stat", LCHFLAGS="chflags", LCHMOD="chmod", LCHOWN="chown",
    LINKAT="link", LUTIMES="utime", LSTAT="stat", UTIMENSAT="utime")


# ---- the environment and the names of files, as text and as bytes ----

def getenv(key, default=None):
    """The value of an environment variable; default when it is not set."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """The value of an environment variable as bytes; default when it is not set."""
    return environb.get(key, default)


_fs_encoding = sys.getfilesystemencoding()
_fs_errors = sys.getfilesystemencodeerrors()


def fsencode(filename):
    """A file name (str, bytes or path-like) as the bytes the system knows it by."""
    filename = fspath(filename)
    return filename.encode(_fs_encoding, _fs_errors) if isinstance(filename, str) else filename


def fsdecode(filename):
    """A file name (str, bytes or path-like) as str; bytes that are no text survive as lone surrogates."""
    filename = fspath(filename)
    return filename.decode(_fs_encoding, _fs_errors) if isinstance(filename, bytes) else filename


_fspath = fspath  # CPython has a second one, in Python, under this name


class PathLike(abc.ABC):
    """What stands for a path of the file system: it has __fspath__ (PEP 519)."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return _check_methods(subclass, "__fspath__") if cls is PathLike else NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


# ---- directories ----

def _split_last(name):
    """split() that does not count slashes at the end."""
    head, tail = path.split(name)
    return (head, tail) if tail else path.split(head)


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and all that are missing above it; `mode` is for the last one.

    When the directory exists already it is FileExistsError, unless exist_ok.
    """
    head, tail = _split_last(name)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else was faster
        if tail in (curdir, b"."):
            return  # new/. exists once new does
    try:
        mkdir(name, mode)
    except OSError:
        # Not only FileExistsError: a read-only file system may say something else about a directory it has.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove an empty directory, then those above it, up to the first that is not empty."""
    rmdir(name)
    head, tail = _split_last(name)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Rename, making directories that `new` needs, and removing those of `old` that have become empty."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


# ---- walking a tree ----

# For walk(followlinks=...): links to directories count as files. pathlib asks for it.
_walk_symlinks_as_files = object()


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Walk the tree below top: (directory, names of its directories, names of its other files) for each directory.

    Top-down, the list of directories can be changed in place to say where to go, and in which order. Errors of
    listing a directory go to onerror(error), when there is one, and are otherwise passed over. A link to a
    directory counts as a directory but is only walked into with followlinks.
    """
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    yield from _walk(fspath(top), topdown, onerror, followlinks)


def _walk(top, topdown, onerror, followlinks):
    # Recursion by delegation: however deep the tree, an item costs the same.
    try:
        with scandir(top) as entries:
            dirs, nondirs, walkable = _sort_entries(entries, topdown, followlinks)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    if topdown:
        yield top, dirs, nondirs
        for name in dirs:
            below = path.join(top, name)
            # Looked at again: the caller may have changed the list, or the directory.
            if followlinks or not path.islink(below):
                yield from _walk(below, topdown, onerror, followlinks)
    else:
        for below in walkable:
            yield from _walk(below, topdown, onerror, followlinks)
        yield top, dirs, nondirs


def _sort_entries(entries, topdown, followlinks):
    """Names of directories, names of others, and bottom-up the paths to walk into."""
    dirs, nondirs, walkable = [], [], []
    for entry in entries:
        if not _is_directory(entry, followlinks):
            nondirs.append(entry.name)
            continue
        dirs.append(entry.name)
        if not topdown and (followlinks or not _is_link(entry)):
            walkable.append(entry.path)
    return dirs, nondirs, walkable


def _is_directory(entry, followlinks=False):
    try:
        return entry.is_dir(follow_symlinks=followlinks is not _walk_symlinks_as_files)
    except OSError:
        return False  # as os.path.isdir would answer


def _is_link(entry):
    try:
        return entry.is_symlink()
    except OSError:
        return False


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """walk() that also gives a descriptor of each directory: (directory, directories, others, descriptor).

    The descriptor is good until the next item is asked for. With it, and dir_fd, a program stays within the tree
    even when somebody exchanges a directory for a link meanwhile; so does fwalk itself, without follow_symlinks.
    """
    sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    if not follow_symlinks and not st.S_ISDIR(stat(top, follow_symlinks=False, dir_fd=dir_fd).st_mode):
        return
    directory = _open_directory(top, dir_fd, follow_symlinks)
    if directory is not None:
        yield from _fwalk(directory, top, topdown, onerror, follow_symlinks)


def _open_directory(name, dir_fd, follow_symlinks):
    """A descriptor to list; None when it is a link, or was exchanged for one while we looked."""
    before = None if follow_symlinks else stat(name, follow_symlinks=False, dir_fd=dir_fd)
    directory = open(name, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
    if follow_symlinks or path.samestat(before, stat(directory)):
        return directory
    close(directory)
    return None


def _fwalk(directory, top, topdown, onerror, follow_symlinks):
    """Walk the open directory, whose path is `top`, and close it."""
    try:
        with scandir(directory) as entries:
            dirs, nondirs, _ = _sort_entries(entries, True, follow_symlinks)
        if isinstance(top, bytes):
            # A descriptor's entries are always str.
            dirs, nondirs = list(map(fsencode, dirs)), list(map(fsencode, nondirs))
        if topdown:
            yield top, dirs, nondirs, directory
        for name in dirs:
            try:
                below = _open_directory(name, directory, follow_symlinks)
            except OSError as error:
                if onerror is not None:
                    onerror(error)
                continue
            if below is not None:
                yield from _fwalk(below, path.join(top, name), topdown, onerror, follow_symlinks)
        if not topdown:
            yield top, dirs, nondirs, directory
    finally:
        close(directory)


# ---- exec: become another program ----

def execl(file, *args):
    """Run the program at the path `file` in place of this one; its arguments (the first is its name) are spread out."""
    execv(file, args)


def execle(file, *args):
    """execl() whose last argument is the environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """execl() that searches PATH for the program."""
    execvp(file, args)


def execlpe(file, *args):
    """execle() that searches PATH, the new environment's, for the program."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """execv() that searches PATH for the program."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """execve() that searches PATH, the new environment's, for the program."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    if env is None:
        run, rest, env = execv, (args,), environ
    else:
        run, rest = execve, (args, env)
    if path.dirname(file):
        run(file, *rest)
        return
    file = fsencode(file)
    # Which error is reported: that of a file which is there but cannot be run, else the last.
    worse = last = None
    for directory in map(fsencode, get_exec_path(env)):
        try:
            run(path.join(directory, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            worse = worse or error
    raise worse or last


def get_exec_path(env=None):
    """The directories that are searched for a program: PATH of env (default: os.environ), as a list."""
    found = environ.get("PATH") if env is None or env is environ else _path_variable(env)
    return (defpath if found is None else found).split(pathsep)


def _path_variable(env):
    """PATH in a mapping whose keys are str or bytes, or either; None when it is not there."""
    import warnings
    with warnings.catch_warnings():
        # Under -b a dict with keys of both types warns when it compares them.
        warnings.simplefilter("ignore", BytesWarning)
        text, encoded = _lookup(env, "PATH"), _lookup(env, b"PATH")
    if text is not None and encoded is not None:
        raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
    found = text if encoded is None else encoded
    return found if found is None else fsdecode(found)


def _lookup(env, key):
    try:
        return env.get(key)
    except TypeError:
        return None  # os.environ and os.environb take keys of one type only


# ---- spawn: run another program beside this one ----

P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1


def _spawnvef(mode, file, args, env, func):
    """Fork and call one of the exec functions; with P_NOWAIT return the child's id, else its exit status."""
    if not isinstance(args, (tuple, list)):
        raise TypeError("argv must be a tuple or a list")
    if not args or not args[0]:
        raise ValueError("argv first element cannot be empty")
    pid = fork()
    if pid == 0:
        try:
            func(file, args) if env is None else func(file, args, env)
        finally:
            _exit(127)  # as shells say "not found"
    if mode == P_NOWAIT:
        return pid
    status = waitpid(pid, 0)[1]
    while WIFSTOPPED(status):
        status = waitpid(pid, 0)[1]
    return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Run the program at the path `file`. With P_WAIT wait for it: its exit status, or minus the signal that
    killed it. With P_NOWAIT go on: its process id."""
    return _spawnvef(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """spawnv() with an environment."""
    return _spawnvef(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """spawnv() that searches PATH for the program."""
    return _spawnvef(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """spawnve() that searches PATH for the program."""
    return _spawnvef(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """spawnv() with the arguments spread out."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """spawnve() with the arguments spread out; the last one is the environment."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """spawnvp() with the arguments spread out."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """spawnvpe() with the arguments spread out; the last one is the environment."""
    return spawnvpe(mode, file, args[:-1], args[-1])


# ---- streams ----

def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """open() for a descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    import io
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def popen(cmd, mode="r", buffering=-1):
    """Run a command of the shell; a text stream from its output, or with mode "w" to its input.

    close() waits for it, and returns None when it was successful, else its status as wait() encodes it.
    """
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess
    end = "stdout" if mode == "r" else "stdin"
    process = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering, **{end: subprocess.PIPE})
    return _wrap_close(getattr(process, end), process)


class _wrap_close:
    """A stream whose close() also waits for the process at its other end."""

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        status = self._proc.wait()
        return None if status == 0 else status << 8  # wait() keeps the exit status in the upper byte

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


# ---- the machine ----

def process_cpu_count():
    """How many processors the calling thread may use; -X cpu_count and PYTHON_CPU_COUNT override it."""
    asked = sys._get_cpu_count_config()
    return asked if asked >= 0 else len(sched_getaffinity(0))
