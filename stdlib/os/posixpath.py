"""os.path where paths are spelled with slashes: joining, splitting, comparing, resolving.

Paths are str or bytes or path-like objects; the result is str or bytes as the argument was.
"""
# Before the imports: os takes these from here, and whichever of the two is imported first imports the other.
curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"

import os
import sys
import genericpath
from genericpath import *
from posix import _path_join, _path_normpath as normpath, _path_splitroot_ex as splitroot, fspath
from stat import S_ISLNK

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename", "dirname",
           "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir",
           "isfile", "ismount", "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile",
           "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath", "isjunction", "isdevdrive"]

# Are names arbitrary Unicode strings to the file system itself?
supports_unicode_filenames = sys.platform == "darwin"


def _get_sep(path):
    return "/" if isinstance(path, str) else b"/"


# ---- taking apart, putting together ----

def normcase(s):
    """The path in one case where case does not matter; unchanged here, where it does."""
    return fspath(s)


def isabs(s):
    """Does the path start at the root?"""
    s = fspath(s)
    return s.startswith(_get_sep(s))


def join(a, *p):
    """Join paths with slashes; one that is absolute discards what stands before it.

    A last part that is empty gives a path that ends in a slash.
    """
    path = _path_join(a, *p)
    if path is not None:
        return path
    path = a = fspath(a)
    slash = _get_sep(path)
    try:
        for part in map(fspath, p):
            if part.startswith(slash) or not path:
                path = part
            elif path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return path


def _without_trailing_slashes(head, slash):
    # What is nothing but slashes is a root, and stays.
    return head.rstrip(slash) or head


def split(p):
    """(head, tail): tail is what follows the last slash, head all before it, without slashes at its end."""
    p = fspath(p)
    slash = _get_sep(p)
    start = p.rfind(slash) + 1
    return _without_trailing_slashes(p[:start], slash), p[start:]


def basename(p):
    """What follows the last slash."""
    p = fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """All before the last slash."""
    p = fspath(p)
    slash = _get_sep(p)
    return _without_trailing_slashes(p[:p.rfind(slash) + 1], slash)


def splitext(p):
    """(root, extension): the extension begins at the last dot of the last component, or is empty."""
    p = fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b"/", None, b".")
    return genericpath._splitext(p, sep, None, extsep)


def splitdrive(p):
    """(drive, path): the drive is always empty here."""
    p = fspath(p)
    return p[:0], p


# ---- asking the file system ----

def ismount(path):
    """Is something mounted there: is it a root of a file system?"""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if S_ISLNK(here.st_mode):
        return False
    path = fspath(path)
    parent = join(path, b".." if isinstance(path, bytes) else "..")
    try:
        above = os.lstat(parent)
    except OSError:
        # `path` may be a directory we cannot search; its real parent may answer.
        try:
            above = os.lstat(dirname(realpath(path)))
        except OSError:
            return False
    # Another device above, or the root, which is its own parent.
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def abspath(path):
    """The path from the root, normalized: without ".", ".." or double slashes. Links are not followed."""
    path = fspath(path)
    if isinstance(path, bytes):
        if not path.startswith(b"/"):
            path = join(os.getcwdb(), path)
    elif not path.startswith("/"):
        path = join(os.getcwd(), path)
    return normpath(path)


_LINK_ENDS = object()  # among the names still to walk: behind it stands the link whose target has been walked


def realpath(filename, *, strict=False):
    """The path from the root without any symbolic links on the way.

    What does not exist is taken as it is spelled, a link that leads back to itself too; with strict they are errors.
    """
    filename = fspath(filename)
    if isinstance(filename, bytes):
        slash, here, parent, getcwd = b"/", b".", b"..", os.getcwdb
    else:
        slash, here, parent, getcwd = "/", ".", "..", os.getcwd
    path = slash if filename.startswith(slash) else getcwd()
    to_walk = filename.split(slash)[::-1]  # a stack: the next name is the last
    targets = {}  # link -> where it leads; None while we are finding out
    while to_walk:
        name = to_walk.pop()
        if name is _LINK_ENDS:
            targets[to_walk.pop()] = path
            continue
        if not name or name == here:
            continue
        if name == parent:
            path = path[:path.rindex(slash)] or slash
            continue
        new_path = path + name if path == slash else path + slash + name
        if new_path in targets:
            if strict and targets[new_path] is None:
                os.stat(new_path)  # a loop: the system has the words for it
            path = targets[new_path] or new_path
            continue
        try:
            target = os.readlink(new_path) if S_ISLNK(os.lstat(new_path).st_mode) else None
        except OSError:
            if strict:
                raise
            target = None
        if target is None:
            path = new_path
            continue
        targets[new_path] = None
        to_walk += [new_path, _LINK_ENDS]
        if target.startswith(slash):
            path = slash
        to_walk += target.split(slash)[::-1]
    return path


# ---- ~ and $ ----

def _home_of_user(name):
    """The home directory of a user (bytes, or str; "" is the current one); None when unknown."""
    if not name and "HOME" in os.environ:
        return os.environ["HOME"]
    try:
        import pwd
    except ImportError:
        return None
    try:
        entry = pwd.getpwnam(os.fsdecode(name)) if name else pwd.getpwuid(os.getuid())
    except KeyError:
        return None
    return entry.pw_dir


def expanduser(path):
    """Replace a ~ or ~user in front by the home directory; unchanged when that is not known."""
    path = fspath(path)
    tilde, slash = (b"~", b"/") if isinstance(path, bytes) else ("~", "/")
    if not path.startswith(tilde):
        return path
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    home = _home_of_user(path[1:end])
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return (home.rstrip(slash) + path[end:]) or slash


_NAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def _variable_at(path, start):
    """(name, end) of the variable reference whose $ stands before start; name None when it is none."""
    if path[start:start + 1] == "{":
        end = path.find("}", start)
        return (None, start) if end < 0 else (path[start + 1:end], end + 1)
    end = start
    while end < len(path) and path[end] in _NAME_LETTERS:
        end += 1
    return (path[start:end] if end > start else None), end


def _expand(path, environ):
    pieces = []
    done = 0
    at = path.find("$")
    while at >= 0:
        name, end = _variable_at(path, at + 1)
        if name is not None:
            value = environ(name)
            if value is not None:
                pieces += [path[done:at], value]
                done = end
        # A value is not looked at again: what it contains stands for itself.
        at = path.find("$", max(end, at + 1))
    pieces.append(path[done:])
    return "".join(pieces)


def expandvars(path):
    """Replace $name and ${name} by variables of the environment; unknown ones stay as they are."""
    path = fspath(path)
    if isinstance(path, bytes):
        if b"$" not in path:
            return path
        return os.fsencode(_expand(os.fsdecode(path), os.environ.get))
    return _expand(path, os.environ.get)


# ---- two paths ----

def relpath(path, start=None):
    """The way from the directory `start` (the current one by default) to `path`, both taken by their spelling."""
    path = fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        slash, here, parent = b"/", b".", b".."
    else:
        slash, here, parent = "/", ".", ".."
    start = here if start is None else fspath(start)
    try:
        origin = [name for name in abspath(start).split(slash) if name]
        goal = [name for name in abspath(path).split(slash) if name]
        shared = len(commonprefix([origin, goal]))
        return slash.join([parent] * (len(origin) - shared) + goal[shared:]) or here
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """The longest path that all of `paths` lie below."""
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash, here = (b"/", b".") if isinstance(paths[0], bytes) else ("/", ".")
    try:
        absolute = {path.startswith(slash) for path in paths}
        if len(absolute) > 1:
            raise ValueError("Can't mix absolute and relative paths")
        split_paths = [[name for name in path.split(slash) if name and name != here] for path in paths]
        root = slash if absolute.pop() else slash[:0]
        return root + slash.join(commonprefix(split_paths))
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
