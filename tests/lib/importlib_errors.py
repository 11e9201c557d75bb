# What the functions of importlib say about wrong arguments.
import importlib
import importlib.machinery as machinery
import importlib.util as util
import sys
import warnings

warnings.simplefilter('ignore')
Module = type(sys)
source = machinery.SourceFileLoader('a', 'b')
for attempt in (
        lambda: importlib.import_module('.x'),
        lambda: importlib.import_module(3),
        lambda: importlib.import_module('..a', 'b'),
        lambda: importlib.reload(3),
        lambda: importlib.reload(Module('abcd')),
        lambda: util.find_spec('.x'),
        lambda: util.find_spec('sys.x'),
        lambda: util.find_spec('__main__'),
        lambda: util.resolve_name('.x', 'a'),
        lambda: util.resolve_name('..x', 'a'),
        lambda: util.resolve_name('.x', None),
        lambda: util.cache_from_source('a.py', True, optimization=1),
        lambda: util.cache_from_source('a.py', optimization='a-'),
        lambda: util.source_from_cache('a.pyc'),
        lambda: util.source_from_cache('__pycache__/a.pyc'),
        lambda: util.source_from_cache('__pycache__/a.x.y.z.pyc'),
        lambda: util.source_from_cache('__pycache__/a.x.opt-1.pyc'),
        lambda: util.source_from_cache('__pycache__/a.x.op-1.pyc'),
        lambda: util.source_from_cache('__pycache__/a.x.opt-.pyc'),
        lambda: util.LazyLoader(object()),
        lambda: util.spec_from_file_location('x', 3),
        lambda: util.spec_from_file_location('x', '/tmp/x.foo'),
        lambda: util.module_from_spec(None),
        lambda: source.get_filename('c'),
        lambda: source.get_code('a'),
        lambda: source.get_source('a'),
        lambda: machinery.SourcelessFileLoader('a', 'b').get_code('a'),
        lambda: machinery.PathFinder.find_spec(3),
        lambda: machinery.BuiltinImporter.get_code('zz'),
        lambda: machinery.FrozenImporter.get_code('zz'),
        lambda: machinery.FileFinder.path_hook()('/zz'),
        lambda: machinery.ModuleSpec('a.b', None, is_package=True),
        lambda: hash(machinery.ModuleSpec('a.b', None)),
        lambda: machinery.NamespaceLoader('a', ['x'], None)._path):
    try:
        print(attempt())
    except Exception as error:
        print(f'{type(error).__name__}: {error}', *(repr(getattr(error, name, None)) for name in ('name', 'path')),
              repr(error.__cause__))
