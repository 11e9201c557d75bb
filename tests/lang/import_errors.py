# The messages of imports that fail.
import sys
def attempt(statement):
    try:
        exec(statement, {'__name__': 'here'})
    except BaseException as e:
        print(statement, '->', type(e).__name__, e, getattr(e, 'name', None))
attempt('import nothing_here')
attempt('import sys.nothing')
attempt('from sys import nothing_here')
attempt('from . import x')
attempt('from .x import y')
sys.modules['blocked'] = None
attempt('import blocked')
attempt("__import__('')")
attempt("__import__('sys', level=-1)")
attempt('__import__(3)')
