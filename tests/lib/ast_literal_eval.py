# literal_eval takes literals and nothing else.
import ast

for source in ["1", " \t-1", "+1.5", "1+2j", "-1-2j", "'a' \"b\"", "b'x'", "(1, [2, {3: {4}}])", "set()", "{}", "None, True, ...",
               "\n1", "f()", "a", "1+1", "- -1", "[1][0]", "f'x'", "{**a}", "1 if 1 else 2", "set(1)", "2j+1", "'a'+'b'", "~1",
               "{1: 2, 1: 3}", "", "1;2", "  1\n 2", "not 1", "-'a'"]:
    try:
        print(repr(source), ast.literal_eval(source))
    except (ValueError, SyntaxError) as error:
        print(repr(source), type(error).__name__, str(error).split("<")[0])
print(ast.literal_eval(ast.Dict([ast.Constant(1)], [ast.Tuple([])])), ast.literal_eval(ast.parse("[1]", mode="eval")))
try:
    ast.literal_eval(ast.Dict([], [ast.Constant(1)]))
except ValueError as error:
    print(str(error).split("<")[0])
