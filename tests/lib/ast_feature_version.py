# parse(feature_version=(3, minor)) refuses what came later.
import ast

SOURCES = [
    (7, "(x:=1)"), (7, "def f(a, /): pass"), (7, "lambda a, /: 0"), (9, "match x:\n case 1: pass"),
    (10, "try: pass\nexcept* A: pass"), (11, "type X = 1"), (11, "def f[T](): pass"), (11, "class C[T]: pass"),
    (12, "def f[T = int](): pass"), (8, "with (a, b): pass"), (5, "x: int"), (5, "1_0"), (4, "async def f(): pass"),
    (4, "a @ b"), (4, "a @= b"), (5, "async def f(): [x async for x in y]"), (3, "x"), (12, "type X[T = int] = 1"),
]
for version, source in SOURCES:
    try:
        ast.parse(source, feature_version=(3, version))
        print(version, repr(source), "is fine")
    except SyntaxError as error:
        print(version, repr(source), error.msg)
    ast.parse(source, feature_version=(3, 13))
try:
    ast.parse("x", feature_version=(2, 7))
except ValueError as error:
    print(error)
