# Without columns (-X no_debug_ranges) tracebacks have no carets, from the interpreter and from the module.
import os
import sys

if "no_debug_ranges" not in sys._xoptions:
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-X", "no_debug_ranges", __file__])
import traceback


def f():
    return 1 + 1 / 0


print({position[2:] for position in f.__code__.co_positions()})
try:
    f()
except ZeroDivisionError as error:
    print(traceback.format_exc().replace(__file__, "FILE"))
    print(traceback.extract_tb(error.__traceback__)[-1].colno)
