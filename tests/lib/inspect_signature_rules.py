# signature() of everything that can be called.
import functools
import inspect


def plain(a, b=1, /, c: int = 2, *args: str, d, e=None, **kwargs) -> float:
    pass


@functools.wraps(plain)
def wrapper(*args, **kwargs):
    pass


class Meta(type):
    def __call__(cls, from_meta):
        pass


class WithInit:
    def __init__(self, x, *, y=2):
        pass

    def __call__(self, z):
        pass

    def method(self, a):
        pass

    @classmethod
    def class_method(cls, b):
        pass

    @staticmethod
    def static_method(c):
        pass

    partial = functools.partialmethod(method, 3)


class WithNew(WithInit):
    def __new__(cls, n):
        return super().__new__(cls)


class WithMeta(metaclass=Meta):
    pass


class Empty:
    pass


class Text:
    __signature__ = "(a, b=3, /)"

    def __call__(self):
        pass


class Slots(list):
    def __init__(*args):
        pass


class Wrong:
    def __call__():
        pass


def show(what, *args, **options):
    try:
        print(what, inspect.signature(*args, **options))
    except (TypeError, ValueError) as error:
        print(what, type(error).__name__, str(error).split("<")[0])


instance = WithInit(1)
for name in ("plain wrapper WithInit WithNew WithMeta Empty Text Slots instance instance.method instance.class_method "
             "WithInit.method WithInit.class_method WithInit.static_method WithInit.partial instance.partial Text() "
             "Wrong() 3 len print list.append [].append type object int.__add__ (1).__add__ Exception "
             "(lambda*a,**k:0) functools.partial(plain,1) functools.partial(plain,1,c=3) functools.partial(plain,d=1,z=2) "
             "functools.partial(plain,q=1,*range(9)) functools.partial(Empty,1)").split():
    show(name, eval(name))
show("unwrapped", wrapper, follow_wrapped=False)


def strings(a: "int", b: "list[a]" = 1) -> "None":
    pass


show("strings", strings)
show("namespace", strings, eval_str=True, locals={"a": str})
wrapper.__wrapped__ = wrapper
show("ring", wrapper)
plain.__signature__ = 42
show("wrong __signature__", plain)
