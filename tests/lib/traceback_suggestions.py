# "Did you mean" stands behind the last line, once, also for errors that __getattr__ raises.
import traceback


class A:
    blech = some_name = 1

    def method(self):
        return some_name

    def __getattr__(self, name):
        raise AttributeError()


def attempt(function):
    try:
        function()
    except Exception as error:
        print(traceback.format_exception(error)[-1], end="")


attempt(lambda: A().bluch)
attempt(lambda: A().method())
attempt(lambda: pritn)
attempt(lambda: sys.path)
attempt(lambda: exec("from sys import pathh"))
attempt(lambda: "x".uper())
print(str(traceback.TracebackException(NameError, NameError("text", name="prnt"), None)))
