# An interactive session through a pipe: values are shown, errors reported, blocks end with an empty line.
import subprocess, sys
lines = """1 + 1
_ * 5
def f():
    yield 1

list(f())
for i in range(2):
    print(i)

1 / 0
x = (
3)
x
if True:
print('wrong')
import __future__
from __future__ import annotations
def g(a: nowhere): pass

g.__annotations__
input()
typed for input
"""
done = subprocess.run([sys.executable, "-i", "-q"], input=lines, capture_output=True, text=True)
print(done.stdout)
for line in done.stderr.replace(">>> ", "").replace("... ", "").splitlines():
    if "Error" in line:
        print(line)
