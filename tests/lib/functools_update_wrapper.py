# update_wrapper and wraps: what is copied, what is updated, what may be missing.
import functools


def decorated(x: int) -> str:
    "docs"


decorated.mark = 1
decorated.shared = ["list"]


@functools.wraps(decorated)
def wrapper(*args):
    "other docs"


print(wrapper.__name__, wrapper.__qualname__, wrapper.__doc__, wrapper.__module__, wrapper.__annotations__, wrapper.mark)
print(wrapper.__wrapped__ is decorated, wrapper.shared is decorated.shared, sorted(wrapper.__dict__))


@functools.wraps(wrapper)
def outer():
    pass


print(outer.__wrapped__ is wrapper, outer.__wrapped__.__wrapped__ is decorated)


class NoName:
    def __call__(self):
        "calls"


def plain():
    "plain"


functools.update_wrapper(plain, NoName())
print(plain.__name__, plain.__doc__, type(plain.__wrapped__).__name__)


def partly():
    "partly"


functools.update_wrapper(partly, decorated, ("__name__",), ())
print(partly.__name__, partly.__doc__, hasattr(partly, "mark"))
functools.update_wrapper(partly, decorated, assigned=("mark", "nothing"), updated=["__dict__"])
print(partly.mark, partly.shared)
try:
    functools.update_wrapper(partly, decorated, (), ("nothing",))
except AttributeError as error:
    print(error)
wrap = functools.wraps(decorated)
print(wrap.func.__name__, wrap.keywords["wrapped"] is decorated, functools.WRAPPER_ASSIGNMENTS, functools.WRAPPER_UPDATES)


def generic[T](x: T) -> T:
    return x


@functools.wraps(generic)
def wraps_generic(*args):
    pass


print(wraps_generic.__type_params__)
