# A node's fields default to None, [] or Load(); what is required and missing warns.
import ast, warnings
warnings.simplefilter("always")
print([(name, value) for name, value in ast.iter_fields(ast.FunctionDef("f", None))], type(ast.Name("x").ctx).__name__)
for build in (lambda: ast.BinOp(1, 2), lambda: ast.Name("a", id="b"), lambda: ast.Name("a", ast.Load(), 3),
              lambda: ast.Name("a", colour=1)):
    with warnings.catch_warnings(record=True) as caught:
        try:
            build()
        except TypeError as error:
            print("TypeError:", error)
    for one in caught:
        print(one.category.__name__, one.message)
print(ast.Return._field_types, ast.Dict._field_types, ast.BinOp.__doc__)
