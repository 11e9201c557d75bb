# catch_warnings: recording, restoring, hooks, wrong use.
import warnings

warnings.resetwarnings()
with warnings.catch_warnings(record=True, action='always', category=UserWarning) as log:
    warnings.warn('one')
    warnings.warn(RuntimeWarning('two'))
    warnings.warn_explicit('three', UserWarning, 'file.py', 7)
print([(str(entry.message), entry.category.__name__, entry.lineno) for entry in log])
print(str(log[-1]), warnings.filters)
context = warnings.catch_warnings(record=True)
print(context)
for attempt in (context.__exit__, context.__enter__, context.__enter__, context.__exit__):
    try:
        print(attempt())
    except RuntimeError as error:
        print(error)


def show(message, category, filename, lineno, file=None, line=None):
    print('shown:', message, category.__name__, lineno)


def prefixed():
    warnings.warn('from here', stacklevel=2)


warnings.showwarning = show
for _ in range(2):
    prefixed()  # the second is known to the registry
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        prefixed()
    except UserWarning as error:
        print('raised:', error)
prefixed()
warnings.showwarning = 3
try:
    warnings.warn('no hook')
except TypeError as error:
    print(error)
print(warnings.formatwarning('text', UserWarning, 'nowhere', 3, '  a line  '), end='')
warnings.showwarning = show
for filters in ([3], [('foo', None, UserWarning, None, 0)]):
    warnings.filters[:] = filters
    warnings._filters_mutated()
    try:
        warnings.warn('wrong')
    except Exception as error:
        print(type(error).__name__, error)
