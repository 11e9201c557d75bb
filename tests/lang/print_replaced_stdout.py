# print() goes where sys.stdout points, and nowhere when it is None.
import sys, io
saved = sys.stdout
sys.stdout = io.StringIO()
print('captured')
text = sys.stdout.getvalue()
sys.stdout = None
print('lost')
del sys.stdout
try:
    print('x')
except RuntimeError as e:
    error = e
sys.stdout = saved
print(repr(text), error)
