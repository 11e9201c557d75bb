# singledispatchmethod: by the first argument after self, over methods of all kinds.
import functools


class Negator:
    @functools.singledispatchmethod
    def neg(self, arg):
        "negates"
        raise NotImplementedError("Cannot negate a")

    @neg.register
    def _(self, arg: int):
        return -arg

    @neg.register(str)
    def _(self, arg):
        return arg[::-1]

    @functools.singledispatchmethod
    @classmethod
    def make(cls, arg):
        return cls.__name__, "object"

    @make.register(int)
    @classmethod
    def _(cls, arg):
        return cls.__name__, "int"

    @functools.singledispatchmethod
    @staticmethod
    def static(arg):
        return "object"

    @static.register(int)
    @staticmethod
    def _(arg):
        return "int"


n = Negator()
print(n.neg(5), n.neg("abc"), Negator.make(1), n.make("x"), Negator.static(1), n.static("x"))
for action in (lambda: n.neg([]), lambda: n.neg(), lambda: functools.singledispatchmethod(5)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
print(n.neg.__name__, n.neg.__doc__, n.neg.__isabstractmethod__, callable(n.neg.register))


@Negator.neg.register(list)
def _(self, arg):
    return [-x for x in arg]


print(n.neg([1, 2]))
