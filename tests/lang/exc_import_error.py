# ImportError takes name and path by keyword and keeps them when reduced.
e = ImportError('text', name='n', path='p')
print(e, e.msg, e.name, e.path, e.name_from, e.args, e.__reduce__())
print(ImportError(1, 2).msg, ImportError(1, 2), ImportError().msg, str(ImportError(None)))
for kw in ({'z': 1}, {'name': 1, 'zz': 2}):
    try:
        ImportError('a', **kw)
    except TypeError as x:
        print(x)
print(ModuleNotFoundError('q', name='w').name)
