# What pkgutil finds in directories, names it resolves, packages spread over two places.
import os
import pkgutil
import sys

folder = os.getcwd()
for path, text in {'one/pack/__init__.py': 'import pkgutil\n__path__ = pkgutil.extend_path(__path__, __name__)\n',
                   'one/pack/left.py': 'class Thing:\n    class Inner:\n        value = 3\n', 'one/pack/data.txt': 'text',
                   'one/pack/sub/__init__.py': '', 'one/pack/sub/leaf.py': '', 'one/plain.py': '',
                   'one/directory/module.py': '', 'one/broken/__init__.py': 'raise ImportError("no")\n',
                   'two/pack/__init__.py': '', 'two/pack/right.py': '', 'two/pack.pkg': '# comment\n\n/somewhere/else\n',
                   'two/bad-name.py': '', 'two/a.b.py': ''}.items():
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)
places = [os.path.join(folder, 'one'), os.path.join(folder, 'two')]
sys.path[:0] = places
print([(info.name, info.ispkg) for info in pkgutil.iter_modules(places, 'x.')])
print([info.name for info in pkgutil.walk_packages(places, onerror=lambda name: print('cannot import', name))])
import pack
print([path.removeprefix(folder) for path in pack.__path__])
print(pkgutil.get_data('pack', 'data.txt'), pkgutil.get_data('missing', 'data.txt'))
for name in ('pack', 'pack.left', 'pack.left.Thing', 'pack.left:Thing.Inner.value', 'pack:', 'pack.left.Thing.Inner.value',
             'pack.missing', 'pack:missing', 'missing:x', 'pack..left', '1pack', 'pack:a:b', '', 'pack:2'):
    try:
        found = pkgutil.resolve_name(name)
        print(name, getattr(found, '__name__', found))
    except (ImportError, AttributeError, ValueError) as error:
        print(name, type(error).__name__, error)
try:
    pkgutil.iter_modules('text')
except ValueError as error:
    print(error)
print(pkgutil.get_importer(places[0]) is pkgutil.get_importer(places[0]), pkgutil.get_importer('/nowhere/at/all'))
