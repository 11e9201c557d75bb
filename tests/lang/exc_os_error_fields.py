# OSError: errno, strerror, filenames, str and reduce.
cases = [OSError(2, 'x'), OSError(2, 'x', 'f'), OSError(2, 'x', 'f', None, 'g'), OSError(2, 'x', None), OSError('a'),
         OSError(), OSError(1, 2, 3, 4, 5, 6), OSError(99, 'big', b'bytes')]
for e in cases:
    print(str(e), '|', repr(e), e.args, e.errno, e.strerror, e.filename, e.filename2, e.__reduce__())
