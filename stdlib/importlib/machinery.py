"""The finders, loaders and file name suffixes that import works with."""
from ._bootstrap import BuiltinImporter, FrozenImporter, ModuleSpec
from ._bootstrap_external import (
    BYTECODE_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, OPTIMIZED_BYTECODE_SUFFIXES, SOURCE_SUFFIXES,
    AppleFrameworkLoader, ExtensionFileLoader, FileFinder, NamespaceLoader, PathFinder, SourceFileLoader,
    SourcelessFileLoader, WindowsRegistryFinder)


def all_suffixes():
    """All suffixes that files of modules have here."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
