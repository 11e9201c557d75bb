# Statements as source: a program comes out as the same program.
import ast

source = '''
"""A docstring
of two lines with \\\\ and \'quotes\'"""
from __future__ import annotations
import a, b.c as d
from . import x
from ..y import (z as w, v)
@decorator(1)
@other
async def f[T: int, *Ts, **P](a, /, b: int = 1, *, c=2) -> x:
    u"""doc"""
    global g, h
    async for i, j in k: break
    else: continue_ = 1
    async with a as b, (c): pass
    return
class C[T = int](Base, metaclass=M, **kw):
    x: int = 1
    (y): int
    a.b: str
    def m(self): "text"
def empty(): ...
for x, in y: continue
while True:
    if a: pass
    elif b: pass
    else:
        if c: pass
        else: pass
    if a: pass
    else:
        if c: pass
        d
try: raise
except (A, B) as e: raise X from None
except: assert a, b
else: del a, b[1], (c, d)
finally: x = y = 1, 2
try: pass
except* A: x @= 1; y //= (yield_)
match a, b:
    case [1, -2, *rest] | (x, "a" as y) if z: pass
    case {"k": v, **rest}: pass
    case Point(1, x=(A.B | None)) as p: pass
    case _ : pass
type X[T] = list[T]
with (a as b, c): pass
with a, b as (c, d): pass
(yield)
x = *a, b
lambda *, a: 0
'''
tree = ast.parse(source)
text = ast.unparse(tree)
print(text)
print(ast.dump(ast.parse(text)) == ast.dump(tree))
print(ast.unparse(tree.body[5:7]), ast.unparse(ast.FunctionType([ast.Name("a")], ast.Name("b"))))
try:
    ast.unparse(ast.Raise(None, ast.Name("x")))
except ValueError as error:
    print(error)
