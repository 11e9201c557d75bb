# weft only
# The source of modules inside the interpreter, also of private parts of a package.
import inspect
import linecache
import traceback

print(linecache.getline(traceback.__file__, 1))
print(linecache.getlines(traceback.__file__.replace("__init__", "missing")))
print(inspect.getsource(inspect.getmro))
print(inspect.getsourcefile(traceback.print_exc), inspect.getmodule(traceback.FrameSummary).__name__)
print(inspect.getsource(traceback.TracebackException).splitlines()[0], inspect.getsourcelines(inspect.Signature)[0][0])
