# A SyntaxError shows its place, whatever its fields are.
import traceback

for source in "a b", "  x = (1,\n", "def f():\n\tx = $\n", "f'{a b}'":
    try:
        compile(source, "name.py", "exec")
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)))

for details in [None, ("f", 3, 2, "text here\n"), ("f", 3, 2, "text here\n", 3, 6), ("f", 3, 2, "  text here\n", 4, 6),
                (None, 3, 50, "short\n"), ("f", None, None, None), ("f", 1, 0, "x\n", 1, 0), ("f", 1, -1, "x y\n"),
                ("f", 2, 3, "\ta\tb\n", 2, 5), ("f", 1, None, " \f x")]:
    error = SyntaxError("message", details) if details else SyntaxError()
    print(details)
    print("".join(traceback.format_exception_only(error)))
