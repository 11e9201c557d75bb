# Errors of _warnings.warn and warn_explicit.
import _warnings
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
w, x = _warnings.warn, _warnings.warn_explicit
t(lambda: w())
t(lambda: w('x', 1))
t(lambda: w('x', int))
t(lambda: w('x', None, 'a'))
t(lambda: w('x', skip_file_prefixes=1))
t(lambda: w('x', skip_file_prefixes=(1,)))
t(lambda: x('x'))
t(lambda: x('x', UserWarning, 'f', 1, registry=1))
t(lambda: x('x', UserWarning, 1, 1, registry={}))
t(lambda: x('x', UserWarning, 'a.py', 'b'))
t(lambda: x('x', UserWarning, 'a.py', 1, module_globals=1))
t(lambda: x('x', UserWarning, 'a.py', 1, source_line='abc'))
