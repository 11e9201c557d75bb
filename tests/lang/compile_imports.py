# Forms of the import statement.
import sys as s, time
import importlib.util
import importlib.util as u
from sys import path as p, version_info
from time import (sleep, time as now)
print(s.__name__, time.__name__, importlib.util is u, p is s.path, version_info[0], callable(sleep), callable(now))
def f():
    import sys
    from importlib import util
    return sys, util
print(f() == (s, u))
try: from sys import nothing_there
except ImportError as e: print(e)
try: import nothing_there.at_all
except ModuleNotFoundError as e: print(e, e.name)
exec("from time import *\nprint('monotonic' in dir())", {})
