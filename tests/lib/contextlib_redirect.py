# redirect_stdout and redirect_stderr can be entered again inside themselves; chdir too.
import io
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout

text = io.StringIO()
redirection = redirect_stdout(text)
with redirection as target:
    print("one")
    with redirection:
        print("two")
    print("three")
    with redirect_stderr(sys.stdout):
        print("four", file=sys.stderr)
print(text.getvalue().split(), target is text, sys.stdout is sys.__stdout__)
here = os.getcwd()
change = chdir("/")
with change as nothing:
    print(os.getcwd(), nothing)
    with change:
        pass
print(os.getcwd() == here)
try:
    with chdir("/no such directory"):
        pass
except FileNotFoundError as e:
    print(e)
