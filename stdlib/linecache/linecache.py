"""Lines of source files by number, for tracebacks, debuggers and warnings.

`cache` maps a file name to (size, mtime, lines, full name), or to (function,) when only the loader that can give the
text is known yet.  The size and time say when a file changed; mtime is None for text that did not come from a file.
A name that is no file is looked for through the loader of its module, in the interpreter's own modules, and along
sys.path.
"""

import os
import sys

import _traceback

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line with its line end; '' for everything that is not there.  Never an error for a missing file."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of the file as a list, which is the cache's own; empty when there is no such file."""
    entry = cache.get(filename, ())
    if len(entry) > 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Drop the entry of the file, or of all files, that are gone or have changed."""
    names = list(cache) if filename is None else [filename]
    for name in names:
        entry = cache.get(name, ())
        if len(entry) <= 1:
            continue  # nothing, or nothing read yet
        size, mtime, _, path = entry
        if mtime is None:
            continue
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if (size, mtime) != (status.st_size, status.st_mtime):
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read the file anew and return its lines; an empty list, and no entry, when that fails."""
    if len(cache.get(filename, ())) > 1:
        cache.pop(filename, None)
    if _is_no_file(filename):
        return []
    try:
        path, status = filename, os.stat(filename)
    except OSError:
        text = _text_without_file(filename, module_globals)
        if text is not None:
            return _remember(filename, len(text), None, [line + "\n" for line in text.splitlines()], filename)
        if filename in cache:
            return []  # its loader knows it, and has no source
        path, status = _find_on_path(filename)
    except ValueError:
        return []
    lines = status and _read_lines(path)
    if lines is None:
        return []
    return _remember(filename, status.st_size, status.st_mtime, lines, path)


def lazycache(filename, module_globals):
    """Note how a module's source can be had, without reading it: True when there will be a way."""
    if filename in cache:
        return len(cache[filename]) == 1
    if _is_no_file(filename) or not module_globals or "__loader__" not in module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", None) or module_globals.get("__name__")
    loader = getattr(spec, "loader", None) or module_globals["__loader__"]
    get_source = getattr(loader, "get_source", None)
    if not (name and get_source):
        return False
    # Later the module may be gone, or be called otherwise.
    cache[filename] = (lambda: get_source(name),)
    return True


def _register_code(code, string, name):
    """Text that was typed or given as a string, to be found under `code`."""
    cache[code] = (len(string), None, [line + "\n" for line in string.splitlines()], name)


def _is_no_file(filename):
    """Is it a name like <string>, or none at all?"""
    return not filename or (filename.startswith("<") and filename.endswith(">"))


def _remember(filename, size, mtime, lines, path):
    cache[filename] = (size, mtime, lines, path)
    return lines


def _text_without_file(filename, module_globals):
    """Text of a module inside the interpreter, or from the module's loader; None when there is none.

    A module may consist of several files, of which its loader knows the first.
    """
    text = _traceback.embedded_source(filename)
    if text is None and lazycache(filename, module_globals):
        try:
            text = cache[filename][0]()
        except (ImportError, OSError):
            cache.pop(filename, None)
    return text


def _find_on_path(filename):
    """(path, status) of a relative name in the first directory of sys.path that has it, or (None, None)."""
    if not os.path.isabs(filename):
        for directory in sys.path:
            try:
                path = os.path.join(directory, filename)
                return path, os.stat(path)
            except (TypeError, AttributeError, OSError, ValueError):
                pass  # no str in sys.path, no such file
    return None, None


def _read_lines(path):
    text = _traceback.read_source(path)
    if text is None:
        return None
    lines = [line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if lines[-1] == "\n" and len(lines) > 1:
        lines.pop()  # behind the last line end is no line
    return lines
