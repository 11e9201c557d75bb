# Trees that no source text has are refused, not compiled.
import ast
load, store = ast.Load(), ast.Store()
name = ast.Name("x", load)
pair = ast.Tuple([ast.Name("x", store)], store)
trees = [
    ast.AugAssign(pair, ast.Add(), name),
    ast.AnnAssign(pair, name, None, 0),
    ast.AnnAssign(pair, name, None, 1),
    ast.Expr(ast.FormattedValue(ast.Constant(1), 99, None)),
    ast.Expr(ast.NamedExpr(pair, name)),
]
for tree in trees:
    try:
        compile(ast.fix_missing_locations(ast.Module([tree], [])), "t", "exec")
    except Exception as error:
        print(type(error).__name__, error)
