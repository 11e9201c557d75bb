# Endless recursion is a RecursionError in Python code, repr, compare and exceptions of str.
import sys
def f():
    f()
try:
    f()
except RecursionError as e:
    print(type(e).__name__, e)
l = []
for i in range(100000):
    l = [l]
try:
    repr(l)
except RecursionError as e:
    print(type(e).__name__, str(e)[:33])
class S(Exception):
    def __str__(self):
        return str(self)
try:
    str(S())
except RecursionError as e:
    print(type(e).__name__)
g = ValueError()
for i in range(5000):
    g = ExceptionGroup('g', [g])
try:
    g.split(KeyError)
    print('split')
except RecursionError as e:
    print(type(e).__name__)
