# The module warnings: filters, catch_warnings, formatting, errors.
import warnings, sys
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('always')
    warnings.warn('one')
    warnings.warn('two', DeprecationWarning, stacklevel=1)
    warnings.warn(RuntimeWarning('three'))
    print([(str(m.message), m.category.__name__, m.lineno) for m in log])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        warnings.warn('boom', FutureWarning)
    except FutureWarning as e:
        print('raised', e)
with warnings.catch_warnings(record=True) as log:
    warnings.filterwarnings('once', category=UserWarning, append=True)
    for i in range(3):
        warnings.warn('show this')
    print(len(log))
print(warnings.formatwarning('text', UserWarning, 'nofile.py', 3), end='')
def show(*args): print('show', str(args[0]), args[1].__name__, args[3])
with warnings.catch_warnings():
    warnings.simplefilter('always')
    warnings.showwarning = show
    warnings.warn('hello')
