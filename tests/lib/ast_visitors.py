# NodeVisitor, NodeTransformer, walk and the helpers for places.
import ast


class Names(ast.NodeVisitor):
    def __init__(self):
        self.seen = []

    def visit_Name(self, node):
        self.seen.append(node.id)

    def visit_Lambda(self, node):
        self.seen.append("lambda")
        self.generic_visit(node)

    def visit_Constant(self, node):
        self.seen.append(node.value)


names = Names()
names.visit(ast.parse("a + b(c, lambda x=1: d)\ne = 'text'"))
print(names.seen)


class Change(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name(node.id.upper(), node.ctx), node)

    def visit_Pass(self, node):
        return None

    def visit_Expr(self, node):
        self.generic_visit(node)
        return [node, node]

    def visit_Return(self, node):
        node.value = None
        return self.generic_visit(node)


print(ast.unparse(ast.fix_missing_locations(Change().visit(ast.parse("def f():\n pass\n a(b)\n return c\n")))))
tree = ast.parse("x = 1\nif y:\n    z(2)")
print([type(node).__name__ for node in ast.walk(tree)])
ast.increment_lineno(tree, 10)
print([(node.lineno, node.end_lineno, node.col_offset) for node in ast.walk(tree) if hasattr(node, "lineno")])
new = ast.copy_location(ast.Name("n", ast.Load()), tree.body[0])
print(new.lineno, new.end_col_offset, [name for name, value in ast.iter_fields(new)])
fixed = ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Name("a", ast.Load(), lineno=5), ast.Add(), ast.Constant(1))))
print(ast.dump(fixed, include_attributes=True))
for source in '"doc\\n   more\\n   lines"\nx', "def f():\n  '''  doc\n     text\n  '''", "x = 1", "class C: 'c'", "f'no'":
    module = ast.parse(source)
    node = module.body[0] if isinstance(module.body[0], (ast.FunctionDef, ast.ClassDef)) else module
    print(repr(ast.get_docstring(node)), repr(ast.get_docstring(node, clean=False)))
try:
    ast.get_docstring(ast.Name("x"))
except TypeError as error:
    print(error)
source = "a = [\n    'é', b,\f c\n  ]\r\nif x:\n\t y = (1,\n  2)\n"
for node in ast.walk(ast.parse(source)):
    if isinstance(node, (ast.expr, ast.stmt)):
        print(repr(ast.get_source_segment(source, node)), repr(ast.get_source_segment(source, node, padded=True)))
print(ast.get_source_segment("x", ast.Name("x")))
