# colorize=True paints places, carets and the last line.
import traceback


def f():
    return {}["a"] + (1 /
                      0)


try:
    f()
except KeyError as error:
    caught = error
print(ascii("".join(traceback.format_exception(caught, colorize=True))).replace(__file__, "FILE").replace("\\n", "\n"))
try:
    compile("a = = b", "name", "exec")
except SyntaxError as error:
    print(ascii("".join(traceback.format_exception(error, colorize=True)[-4:])).replace("\\n", "\n"))
print(ascii("".join(traceback.format_exception_only(ValueError(), colorize=True))))
