"""From objects to their files and source.

The public functions call each other through the package: notebooks replace getfile(), debuggers findsource().
"""
import inspect
import linecache
import os
import sys

from ._members import unwrap
from ._predicates import iscode, isclass, isframe, isfunction, ismethod, ismodule, istraceback

__name__ = "inspect"  # whose functions these are

modulesbyfile = {}    # absolute file name -> module name
_filesbymodname = {}  # module name -> its __file__, when it was last looked at

_INTERPRETER = "<weft>/"  # where files are that are part of it


# ---- files ----

def getfile(object):
    """The file in which the object was defined; TypeError for what is built in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError("{!r} is a built-in module".format(object))
    if isclass(object):
        return _file_of_class(object)
    code = _code_of(object)
    if not iscode(code):
        raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got {}".format(
            type(code).__name__))
    return code.co_filename


def _file_of_class(cls):
    if hasattr(cls, "__module__"):
        module = sys.modules.get(cls.__module__)
        file = getattr(module, "__file__", None)
        if file:
            return _file_of_part(cls, file) if file.startswith(_INTERPRETER) else file
        if cls.__module__ == "__main__":
            raise OSError("source code not available")
    raise TypeError("{!r} is a built-in class".format(cls))


def _file_of_part(cls, file):
    """Our own packages have private parts, whose classes bear the name of the package: methods know better."""
    own = [value.__code__.co_filename for value in vars(cls).values() if isfunction(value)]
    return next((name for name in own if name.startswith(_INTERPRETER)), file)


def _code_of(object):
    """The code object of a method, function, traceback or frame; everything else as it is."""
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object


def getmodulename(path):
    """The name of the module that a file is, or None if its name is no module's."""
    from importlib.machinery import all_suffixes
    name = os.path.basename(path)
    for suffix in sorted(all_suffixes(), key=len, reverse=True):
        if name.endswith(suffix):
            return name[:-len(suffix)]
    return None


def getsourcefile(object):
    """The file of source in which the object was defined, or None when there is none to be had."""
    from importlib import machinery
    filename = inspect.getfile(object)
    if filename.endswith(tuple(machinery.BYTECODE_SUFFIXES)):
        filename = os.path.splitext(filename)[0] + machinery.SOURCE_SUFFIXES[0]
    elif filename.endswith((*machinery.EXTENSION_SUFFIXES, ".fwork")):
        return None
    if filename in linecache.cache or os.path.exists(filename):
        return filename
    # A loader may have the source of what is no file.
    module = inspect.getmodule(object, filename)
    spec = getattr(module, "__spec__", None)
    if getattr(module, "__loader__", None) is not None or getattr(spec, "loader", None) is not None:
        return filename
    return None


def getabsfile(object, _filename=None):
    """The absolute name of the file in which the object was defined."""
    if _filename is None:
        _filename = inspect.getsourcefile(object) or inspect.getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """The module in which the object was defined, or None when that is unknown."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = inspect.getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    if file not in modulesbyfile:
        _note_files_of_modules()
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    if not hasattr(object, "__name__"):
        return None
    for module in sys.modules["__main__"], sys.modules["builtins"]:
        if getattr(module, object.__name__, None) is object:
            return module
    return None


def _note_files_of_modules():
    for name, module in sys.modules.copy().items():
        if not ismodule(module) or not hasattr(module, "__file__"):
            continue
        file = module.__file__
        if file == _filesbymodname.get(name):
            continue
        _filesbymodname[name] = file
        file = inspect.getabsfile(module)
        modulesbyfile[file] = modulesbyfile[os.path.realpath(file)] = module.__name__


# ---- source ----

class ClassFoundException(Exception):
    pass


class EndOfBlock(Exception):
    """The BlockFinder has seen enough."""


def findsource(object):
    """(all lines of the object's file, index of the line where it starts); OSError when there is no source."""
    file = inspect.getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = inspect.getfile(object)
        # Names like <string> may be in the cache of lines.
        if not (file.startswith("<") and file.endswith(">")) or file.endswith(".fwork"):
            raise OSError("source code not available")
    module = inspect.getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines:
        raise OSError("could not get source code")
    start = _first_line(object) - 1
    if start >= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, start


def _first_line(object):
    if ismodule(object):
        return 1
    if isclass(object):
        try:
            return vars(object)["__firstlineno__"]
        except (TypeError, KeyError):
            raise OSError("source code not available")
    code = _code_of(object)
    if not iscode(code):
        raise OSError("could not find code object")
    if not hasattr(code, "co_firstlineno"):
        raise OSError("could not find function definition")
    return code.co_firstlineno


def indentsize(line):
    """How far the line is indented, with tabs expanded."""
    text = line.expandtabs()
    return len(text) - len(text.lstrip())


def getcomments(object):
    """The comment right above the object's source, or at the top of a module; None when there is none."""
    try:
        lines, start = inspect.findsource(object)
    except (OSError, TypeError):
        return None
    return _comment_at_top(lines) if ismodule(object) else _comment_above(lines, start)


def _comment_at_top(lines):
    start = 1 if lines[0][:2] == "#!" else 0
    while start < len(lines) and lines[start].strip() in ("", "#"):
        start += 1
    end = start
    while end < len(lines) and lines[end][:1] == "#":
        end += 1
    return "".join([line.expandtabs() for line in lines[start:end]]) or None


def _comment_above(lines, start):
    """The comment lines above that are indented as the line itself, but for empty ones at their ends."""
    indent = indentsize(lines[start])
    first = start
    while first > 0 and lines[first - 1].lstrip()[:1] == "#" and indentsize(lines[first - 1]) == indent:
        first -= 1
    if first == start:
        return None
    comments = [line.expandtabs().lstrip() for line in lines[first:start]]
    while comments and comments[0].strip() == "#":
        comments.pop(0)
    while comments and comments[-1].strip() == "#":
        comments.pop()
    return "".join(comments)


class BlockFinder:
    """Eats tokens until a definition, or the line of a lambda, is over; `last` is its last line then.

    EndOfBlock says that it is.
    """

    def __init__(self):
        self.indent = 0
        self.islambda = False
        self.started = False        # the statement itself, behind decorators
        self.passline = False       # skip to the end of the line
        self.indecorator = False
        self.last = 1
        self.body_col0 = None       # column of the first line of the body

    def tokeneater(self, type, token, srowcol, erowcol, line):
        from token import COMMENT, DEDENT, INDENT, NEWLINE, NL
        if not self.started and not self.indecorator:
            self._begin(token)
        elif type == NEWLINE:
            self.passline = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
            self.indecorator = False
        elif self.passline:
            pass
        elif type == INDENT:
            if self.body_col0 is None and self.started:
                self.body_col0 = erowcol[1]
            self.indent += 1
            self.passline = True
        elif type == DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == COMMENT:
            # One that is not indented as the body belongs to what follows.
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                self.last = srowcol[0]
        elif self.indent == 0 and type != NL:
            raise EndOfBlock

    def _begin(self, token):
        if token == "@":
            self.indecorator = True
        elif token in ("def", "class", "lambda"):
            self.started = True
            self.islambda = token == "lambda"  # which ends with its logical line
        self.passline = True


def getblock(lines):
    """The lines of the definition or lambda that begins with the first one; only that line if there is none."""
    from tokenize import TokenError
    # The tokenizer reads all it is given, and most blocks are short.
    n = 8
    while n < len(lines):
        try:
            last, is_certain = _end_of_block(lines[:n])
        except TokenError:
            is_certain = False  # in the middle of something
        if is_certain:
            return lines[:last]
        n *= 4
    return lines[:_end_of_block(lines)[0]]


def _end_of_block(lines):
    """(last line of the first block, was it found before the lines came to their end?)"""
    from tokenize import generate_tokens
    finder = BlockFinder()
    try:
        for token in generate_tokens(iter(lines).__next__):
            finder.tokeneater(*token)
    except EndOfBlock:
        return finder.last, token.start[0] <= len(lines)
    except IndentationError:
        return finder.last, True
    return finder.last, False


def getsourcelines(object):
    """(lines of the object's source, number of the first one); OSError when there is no source.

    For a module it is all lines, and 0.
    """
    object = unwrap(object)
    lines, start = inspect.findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or (isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return inspect.getblock(lines[start:]), start + 1


def getsource(object):
    """The object's source as one string; OSError when there is none."""
    return "".join(inspect.getsourcelines(object)[0])
