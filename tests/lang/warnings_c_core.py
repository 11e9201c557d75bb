# _warnings alone: filters, registries, actions.
import sys
sys.stderr = sys.stdout
import _warnings
__file__ = 'here.py'
def one(): _warnings.warn_explicit('once per place', UserWarning, 'file.py', 3, 'mod', registry)
registry = {}
one()
one()
print(registry)
_warnings.filters.insert(0, ('always', None, UserWarning, None, 0))
_warnings._filters_mutated()
one()
one()
_warnings.filters.insert(0, ('ignore', 'text', UserWarning, None, 0))
_warnings._filters_mutated()
_warnings.warn_explicit('text', UserWarning, 'file.py', 3)
_warnings.filters.insert(0, ('error', None, UserWarning, None, 7))
_warnings._filters_mutated()
try:
    _warnings.warn_explicit('boom', UserWarning, 'file.py', 7)
except UserWarning as e:
    print('raised', e)
_warnings.filters.insert(0, ('odd', None, UserWarning, None, 8))
for line in (7, 8):
    try:
        _warnings.warn_explicit('boom', UserWarning, 'file.py', line, registry={})
    except (UserWarning, RuntimeError) as e:
        print(type(e).__name__, e)
