# dump with all its options, and of nodes that lack fields.
import ast

tree = ast.parse("def f(a, /, b=1, *c, d: int = 2, **e) -> x:\n    'doc'\n    return a[1:2, ...], None\nx: int\n")
for options in [{}, dict(annotate_fields=False), dict(indent=2), dict(indent="\t", include_attributes=True),
                dict(show_empty=True)]:
    print(ast.dump(tree, **options))
for node in [ast.Constant(None), ast.Constant([]), ast.MatchSingleton(None), ast.Name("x", []), ast.Raise(), ast.Slice(),
             ast.Slice(None, ast.Name("x")), ast.arguments(), ast.Constant(1, kind="u"), ast.Load()]:
    print(ast.dump(node), ast.dump(node, annotate_fields=False), ast.dump(node, show_empty=True))
call = ast.Call(ast.Name("f"), [], [])
del call.func
print(ast.dump(call), ast.dump(call, annotate_fields=False))
try:
    ast.dump("text")
except TypeError as error:
    print(error)
