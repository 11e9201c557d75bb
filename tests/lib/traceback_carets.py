# Carets stand below what failed: operators, brackets, calls over several lines, wide characters.
import os
import traceback


def attempt(function):
    try:
        function()
    except Exception:
        lines = traceback.format_exc().replace(os.path.dirname(__file__) + os.sep, "").splitlines()
        print("\n".join(lines[3:]))


a = {"x": None}
b = 0


def deep():
    return (a["x"]
            ["y"]
            + 1)


def call():
    return max(
        1,
        None,
        3,
        key=5,
    )


def operator():
    return 1 + 2 * (3 / b) - 4


def wide():
    return "ｗｉｄｅ" + 1 / b


def attribute():
    return a.missing.too


def compare():
    x = 1 < "a" < b
    return x


for function in deep, call, operator, wide, attribute, compare, lambda: [i for i in range(3) if i / b]:
    attempt(function)
