# Source to tree to source to code: the same program at every step.
import ast
def show(node):
    """ast.dump differs from version to version."""
    if isinstance(node, ast.AST):
        place = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset) if hasattr(node, "lineno") else ()
        return type(node).__name__, place, [(name, show(value)) for name, value in ast.iter_fields(node)]
    return [show(item) for item in node] if isinstance(node, list) else node
source = '''
@d
async def f(a, /, b=1, *c, d=2, **e) -> x:
    async with a as b, c:
        return [i async for i in a if i]
class C(B, metaclass=M):
    x: int = 3
match p:
    case [1, *_] | {'k': v, **r} | K(1, z=2) if v:
        pass
try:
    raise A from b
except* E as e:
    del e.x, y[1:2]
lambda q: f'{q!r:>{w}}' 'tail'
'''
tree = ast.parse(source)
text = ast.unparse(tree)
print(text)
print(ast.dump(ast.parse(text)) == ast.dump(tree))
print(eval(compile(ast.parse("[x ** 2 for x in range(4)]", mode="eval"), "t", "eval")))
print(show(ast.parse("x = 1 # c\ny")))
