# parse(mode="func_type"): signatures of PEP 484.
import ast

for source in ["() -> int", "(int, *str, **Any) -> float", "(int,) -> x", "(*a, b) -> c", "(**a, *b) -> c", "(*a, *b) -> c",
               "(**a,) -> c", "(a, b) -> c", "(*a) -> c", "(*a, **b, c) -> d", "( -> x", "(a) -> "]:
    try:
        print(source, ast.dump(ast.parse(source, mode="func_type")))
    except SyntaxError as error:
        print(source, error.msg)
