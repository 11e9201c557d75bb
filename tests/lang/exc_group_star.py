# except* gives each clause its part and raises the rest.
def run(e):
    try:
        try:
            raise e
        except* ValueError as g:
            print('V', repr(g))
        except* (KeyError, TypeError) as g:
            print('KT', repr(g))
            raise OSError('new')
        else:
            print('else')
        finally:
            print('finally')
    except BaseException as x:
        print('out', repr(x), repr(x.__context__))
run(ExceptionGroup('g', [ValueError(1)]))
run(ExceptionGroup('g', [ValueError(1), KeyError(2)]))
run(ExceptionGroup('g', [ValueError(1), RuntimeError(2)]))
run(ValueError('naked'))
run(RuntimeError('naked'))
run(ExceptionGroup('g', [KeyError(1), RuntimeError(2), ExceptionGroup('h', [ValueError(3), RuntimeError(4)])]))
try:
    try:
        raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
    except* ValueError:
        raise
except ExceptionGroup as x:
    print(repr(x))
for bad in (ExceptionGroup, 1, (ValueError, ExceptionGroup)):
    try:
        try:
            raise ValueError
        except* bad:
            pass
    except TypeError as e:
        print(e)
