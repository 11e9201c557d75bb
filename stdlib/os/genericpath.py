"""The part of os.path that asks the file system, or compares; the same wherever paths are spelled differently."""
import os
import stat

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdevdrive", "isdir", "isfile",
           "isjunction", "islink", "lexists", "samefile", "sameopenfile", "samestat"]


def exists(path):
    """Does the path, or the descriptor, refer to something? False also for a symbolic link that leads nowhere."""
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def lexists(path):
    """Does the path refer to something? True also for a symbolic link that leads nowhere."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """Is it a regular file, or a link to one?"""
    try:
        st = os.stat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(st.st_mode)


def isdir(s):
    """Is it a directory, or a link to one?"""
    try:
        st = os.stat(s)
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(st.st_mode)


def islink(path):
    """Is it a symbolic link?"""
    try:
        st = os.lstat(path)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISLNK(st.st_mode)


def isjunction(path):
    """Is it a junction? Only Windows has them."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Is it on a Dev Drive? Only Windows has them."""
    os.fspath(path)
    return False


def getsize(filename):
    """The size of a file in bytes."""
    return os.stat(filename).st_size


def getmtime(filename):
    """When a file was last modified, in seconds since the epoch."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """When a file was last read, in seconds since the epoch."""
    return os.stat(filename).st_atime


def getctime(filename):
    """When a file's metadata last changed, in seconds since the epoch."""
    return os.stat(filename).st_ctime


def commonprefix(m):
    """The longest string that all of m begin with, letter by letter: it need not be a path. commonpath() is."""
    if not m:
        return ""
    # Lists of components serve too.
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    first, last = min(m), max(m)  # all others lie between
    for i, item in enumerate(first):
        if item != last[i]:
            return first[:i]
    return first


def samestat(s1, s2):
    """Are these two results of os.stat() about the same file?"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Do two paths refer to the same file or directory?"""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Do two descriptors refer to the same file?"""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    """splitext() for any spelling of paths: altsep may be None or empty."""
    last_sep = p.rfind(sep)
    if altsep:
        last_sep = max(last_sep, p.rfind(altsep))
    last_dot = p.rfind(extsep)
    # Dots in front are part of the name: ".profile" and "..." have no extension.
    start = last_sep + 1
    while start < last_dot:
        if p[start:start + 1] != extsep:
            return p[:last_dot], p[last_dot:]
        start += 1
    return p, p[:0]


def _check_arg_types(funcname, *args):
    """Raise the TypeError that fits arguments which could not be joined; return when they look right."""
    kinds = set()
    for arg in args:
        if not isinstance(arg, (str, bytes)):
            raise TypeError(f"{funcname}() argument must be str, bytes, or os.PathLike object, "
                            f"not {arg.__class__.__name__!r}") from None
        kinds.add(isinstance(arg, str))
    if len(kinds) == 2:
        raise TypeError("Can't mix strings and bytes in path components") from None
