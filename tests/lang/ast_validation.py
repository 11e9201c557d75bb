# A tree made by hand is checked before it is compiled.
import ast
at = dict(lineno=1, col_offset=0)
name = ast.Name("x", ast.Load(), **at)
bad = [
    ast.Module(1), ast.Module([1]), ast.Module([ast.Expr(None, **at)]), ast.Module([None]),
    ast.Module([ast.Expr(ast.Name("x", ast.Load()), **at)]), ast.Module([ast.Expr(ast.Name("x", ast.Store(), **at), **at)]),
    ast.Module([ast.Delete([], **at)]), ast.Module([ast.Assign([ast.Constant(1, **at)], name, **at)]),
    ast.Module([ast.If(name, [], **at)]), ast.Module([ast.Expr(ast.Constant([], **at), **at)]),
    ast.Module([ast.Expr(ast.Dict([name], [], **at), **at)]), ast.Module([ast.Expr(ast.Name("None", **at), **at)]),
    ast.Module([ast.Raise(None, name, **at)]), ast.Module([ast.Global([], **at)]), ast.Expression(name),
    ast.Module([ast.Match(name, [ast.match_case(ast.MatchStar("a", **at), None, [ast.Pass(**at)])], **at)]),
]
for tree in bad:
    try:
        compile(tree, "t", "exec")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).partition(" at 0x")[0])
