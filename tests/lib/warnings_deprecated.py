# The decorator deprecated (PEP 702): functions, classes, their subclasses.
import warnings

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *place: print('  warning:', message, category.__name__, place[1])


@warnings.deprecated('old class')
class Base:
    def __init__(self, value=1):
        self.value = value


@warnings.deprecated('old function', category=FutureWarning, stacklevel=2)
def function(a, *, b=2):
    "Its docstring."
    return a, b


@warnings.deprecated('only for checkers', category=None)
class Quiet:
    pass


@warnings.deprecated('with hook')
class Hooked:
    def __init_subclass__(cls, **options):
        print('hook', cls.__name__, options)


@warnings.deprecated('with new')
class Made:
    def __new__(cls, a):
        return super().__new__(cls)


@warnings.deprecated('plain')
class Plain:
    pass


def outer():
    return function(1)


print(Base(5).value)
print(outer())
print(function.__name__, function.__doc__, function.__deprecated__, Base.__deprecated__, Quiet.__deprecated__)
Quiet()


class Derived(Base):
    pass


class Keen(Hooked, level=3):
    pass


print(type(Derived()).__name__, type(Made(1)).__name__)
for attempt in (lambda: Plain(1), lambda: Base(1, 2), lambda: warnings.deprecated(3), lambda: warnings.deprecated('x')(3)):
    try:
        attempt()
    except TypeError as error:
        print(error)
