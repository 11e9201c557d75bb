# sys._getframe() finds the callers.
import sys
def inner():
    return [sys._getframe(i).f_code.co_name for i in range(3)], sys._getframe(1).f_lineno
def outer():
    return inner()
print(outer())
try:
    sys._getframe(1000)
except ValueError as e:
    print(e)
print(sys._getframemodulename(), sys.exc_info(), sys.exception())
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[0].__name__, sys.exception() is e)
