# The node classes of old give Constants, and warn.
import ast
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    Num, Str, NameConstant = ast.Num, ast.Str, ast.NameConstant
    number = Num(1)
    print(type(number).__name__, number.n, number.s, isinstance(number, Num), isinstance(number, Str),
          isinstance(ast.Constant(True), Num), isinstance(ast.Constant(None), NameConstant), Num.__doc__)
    print(ast.dump(ast.Ellipsis()), ast.dump(ast.Index(ast.Name("x"))), ast.dump(ast.ExtSlice([ast.Name("x")])))
    number.n = 2
    print(number.value, issubclass(Num, ast.Constant), ast.Tuple([]).dims)

    class Visitor(ast.NodeVisitor):
        def visit_Num(self, node):
            print("a number")

    Visitor().visit(ast.parse("1 + 'a'"))
    try:
        Num(1, n=2)
    except TypeError as error:
        print(error)
for warning in caught:
    print(warning.category.__name__, warning.message)
try:
    ast.missing
except AttributeError as error:
    print(error)
