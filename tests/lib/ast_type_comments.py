# parse(type_comments=True): comments of PEP 484 are in the tree, and wrong where they cannot be.
import ast


def show(source):
    try:
        print(ascii(source), ascii(ast.dump(ast.parse(source, type_comments=True))))
    except SyntaxError as error:
        print(ascii(source), error.msg, error.args[1][:4])


SOURCES = [
    'x = 1 # type: int',
    'x = 1; y = 2 # type: int',
    'x = y = 1 # type: int # more',
    'x: int = 1 # type: int',
    'x + 1 # type: int',
    'x += 1 # type: int',
    '# type: int\nx=1',
    '#type: int\nx=1',
    'x = 1 #   type:   int  ',
    'x = [ # type: ignore\n 1] # type: List[int]',
    'x = [ # type: int\n 1]',
    'def f(a, # type: int\n  b): # type: (...) -> int\n  pass',
    'def f(a=1 # type: int\n): pass',
    'def f(\n  *a, # type: int\n  **k # type: x\n):\n  # type: () -> int\n  pass',
    'def f(): # type: () -> int\n  # type: () -> str\n  pass',
    'def f(): pass # type: () -> int',
    'def f():\n  x # type: ignore[a]\n  # type: ignore@3\n# type: ignorexx\n# type: ignore xx',
    'for x in y: # type: int\n  pass # type: ignore',
    'for x in y: pass # type: int',
    'with a: # type: int\n  pass',
    'with (a as b): # type: int\n  pass\nwith (a, b): # type: int\n  pass',
    'if x: # type: int\n  pass',
    'class C: # type: int\n  pass',
    'def f(a, /, # type: int\n b=1, # type: str\n *, # type: no\n c): pass',
    'def f(a, # type: int\n *, b # type: x\n): pass',
    '(lambda a, # type: int\n: 0)',
    'f(a, # type: int\n)',
    'x = 1 # type: ignore\n',
    'def f(): # type: ignore\n  pass',
    'def f():\n\n  # comment\n  # type: () -> int\n  pass',
    "x = '# type: int'",
    "é = 'é' # type: é",
    "for é in 'é': # type: é\n  x = 1\n  y = 2 # type: b\n",
    "def f(a='é', # type: x\n   b=(1), # type: y\n **c): # type: z\n def g(a): # type: w\n   pass",
    'def f(\n # type: int\n a): pass',
    'async def f(): # type: () -> x\n  async with a: # type: q\n    async for y in z: # type: r\n       pass',
    "class C:\n def f(self, # type: C\n  x): # type: (int) -> str\n    'doc'\n    z = 1 # type: int\n",
    'x = (1) # type: int',
    'x = 1 ; # type: int',
    'while True:\n  x = yield # type: int\n',
    b"# coding: latin-1\nx = '\xe9' # type: \xe9\n",
    'if 1: x = 2 # type: y\n',
]
for source in SOURCES:
    show(source)
try:
    ast.parse("def f(\n *, # type: int\n a, # type: int\n): pass", type_comments=True)
except SyntaxError as error:
    print(error.msg)
