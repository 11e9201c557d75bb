# Trees too deep for the C stack raise RecursionError, both ways.
import ast
node = ast.Constant(1, lineno=1, col_offset=0)
for _ in range(100_000):
    node = ast.UnaryOp(ast.Not(), node, lineno=1, col_offset=0)
for action in (lambda: compile(ast.Expression(node), "t", "eval"), lambda: ast.parse("+".join(["a"] * 200_000))):
    try:
        action()
    except RecursionError as error:
        print("RecursionError")
del node
print("alive")
