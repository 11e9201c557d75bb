# stacklevel says whose line the warning points at.
import sys, _warnings
class Out:
    def write(self, s):
        if 'level.py:' in s:
            print(s.split('level.py:')[1], end='')
        else:
            print(s, end='')
    def flush(self): pass
def inner(level): _warnings.warn('at level', UserWarning, level)
def outer(level):
    inner(level)
sys.stderr = Out()
for level in (0, 1, 2, 3):
    __warningregistry__ = {}
    outer(level)
