"""Finding a codec by name: aliases, the modules of this package, tables of code pages.

codecs.lookup() asks search_function(). The codecs that are written in C have a module here, single-byte code pages
have a row in _code_pages; for what is left an installed library continues the package.
"""
import codecs
from encodings import aliases
from encodings.aliases import aliases as _aliases

_cache = {}  # normalised name -> CodecInfo, or None for names nobody knows


class CodecRegistryError(LookupError, SystemError):
    """A module of this package does not say properly which codec it is."""


def normalize_encoding(encoding):
    """A name as modules are spelled: one underscore for each run of characters that are no letter, digit or dot."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    normal = []
    gap = False
    for char in encoding:
        if not char.isalnum() and char != ".":
            gap = True
            continue
        if gap and normal:
            normal.append("_")
        gap = False
        if char.isascii():  # other letters are dropped
            normal.append(char)
    return "".join(normal)


def search_function(encoding):
    """The CodecInfo of an encoding; None when it is not known."""
    try:
        return _cache[encoding]
    except KeyError:
        pass
    info = _cache[encoding] = _find(encoding)
    return info


def _find(encoding):
    name = normalize_encoding(encoding)
    alias = _aliases.get(name) or _aliases.get(name.replace(".", "_"))
    for module_name in (alias, name):
        # A dot could name a module outside this package.
        if not module_name or "." in module_name:
            continue
        info = _code_page(module_name) or _codec_of_module(module_name)
        if info is not None:
            return info
    return None


def _code_page(name):
    from encodings._code_pages import code_pages
    if name not in code_pages:
        return None
    from encodings._charmap import code_page_codec
    return code_page_codec(name, code_pages[name])


def _codec_of_module(name):
    try:
        module = __import__("encodings." + name, fromlist=["getregentry"], level=0)
        getregentry = module.getregentry
    except (ImportError, AttributeError):
        return None  # no such module, or no codec module
    info = getregentry()
    if not isinstance(info, codecs.CodecInfo):
        info = _as_codec_info(info, module)
    _take_aliases(module, name)
    return info


def _as_codec_info(entry, module):
    """getregentry() used to return a tuple of at least four functions and classes."""
    if not 4 <= len(entry) <= 7:
        raise CodecRegistryError(f'module "{module.__name__}" ({module.__file__}) failed to register')
    if not callable(entry[0]) or not callable(entry[1]) or any(part and not callable(part) for part in entry[2:6]):
        raise CodecRegistryError(f'incompatible codecs in module "{module.__name__}" ({module.__file__})')
    entry = tuple(entry) + (None,) * (6 - len(entry)) + ((module.__name__.rpartition(".")[2],) if len(entry) < 7 else ())
    return codecs.CodecInfo(*entry)


def _take_aliases(module, name):
    """A codec module may bring names of its own."""
    for alias in getattr(module, "getaliases", tuple)():
        _aliases.setdefault(alias, name)


codecs.register(search_function)
