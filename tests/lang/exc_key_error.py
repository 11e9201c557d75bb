# KeyError shows the repr of a single key.
print(str(KeyError('a')), str(KeyError('')), str(KeyError(1, 2)), str(KeyError()))
print(repr(KeyError(('a', 'b'))), str(KeyError(('a',))))
try:
    {}[(1, 2)]
except KeyError as e:
    print(e.args)
