# A compound statement typed at a prompt ends with an empty line.
from codeop import compile_command
for text in ("def x():", "def x():\n  pass", "def x():\n  pass\n ", "def x():\n  pass\n", "a = (", "a = 1", "if 1: pass", "'''"):
    print(repr(text), compile_command(text) is not None)
