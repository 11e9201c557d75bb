# Errors in finalisers go to sys.unraisablehook.
import sys
class C:
    def __del__(self):
        raise ValueError('in del')
def hook(u):
    print(type(u).__name__, u.exc_type, u.exc_value, u.err_msg, getattr(u.object, '__qualname__', None), u.exc_traceback is not None)
sys.unraisablehook = hook
C()
def bad(u):
    raise KeyError('hook fails')
sys.unraisablehook = sys.__unraisablehook__
class Out:
    text = ''
    def write(self, s): Out.text += s
    def flush(self): pass
sys.stderr = Out()
C()
sys.stderr = sys.__stderr__
lines = Out.text.splitlines()
print(lines[0].split(' at ')[0], lines[1], lines[-1])
