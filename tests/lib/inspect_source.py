# Source, comments, docstrings and places of what this file defines.
import functools
import inspect


# Comment of f,
#  in two lines.
def f(a,
      b=(1,
         2)):
    # inside

    return a
    # the end

# behind


def decorator(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)
    return wrapper


@decorator
@decorator
def decorated():
    "doc"


class C:
    """Class
        doc"""
    x = 1

    def method(self):
        """Method doc"""
        return [lambda: 1,
                lambda x: (x,
                           2)]

    async def coroutine(self):
        pass; pass

    class Inner:
        pass


class D(C):
    def method(self):
        pass

    @property
    def prop(self):
        return 1


def one_line(): return 1
@decorator
# between
@decorator
# between
def commented(): pass
number = 3


first, second = C().method()
for thing in f, decorated, C, C.method, C.coroutine, C.Inner, D.prop.fget, one_line, commented, first, second, D:
    print(inspect.getsourcelines(thing), repr(inspect.getcomments(thing)), repr(inspect.getdoc(thing)))
print(inspect.getsourcelines(inspect.currentframe())[1], inspect.getmodule(f).__name__, inspect.getmodulename("/a/b.py"),
      inspect.getmodulename("x.txt"), inspect.getsourcefile(C) == __file__, inspect.getabsfile(f) == __file__)
print(repr(inspect.getdoc(D.method)), repr(inspect.getdoc(D)), inspect.getdoc(3) == inspect.getdoc(int))
for thing in 3, len, int, type(len):
    for function in inspect.getsource, inspect.getfile:
        try:
            print(function(thing))
        except (TypeError, OSError) as error:
            print(type(error).__name__, error)
namespace = {}
exec("def g(): pass\nclass K: pass", namespace)
for thing in namespace["g"], namespace["K"]:
    try:
        print(inspect.getsource(thing))
    except (TypeError, OSError) as error:
        print(type(error).__name__, error)
print([inspect.cleandoc(text) for text in ("", " a\n  b\n    c\n", "\n\n  x\n\n", "a\n\tb")], inspect.indentsize("\t x"))
