# The docstring of a context manager made by a generator function is the function's; its class keeps its own.
import contextlib
import inspect


@contextlib.contextmanager
def documented():
    """What documented does."""
    yield


@contextlib.contextmanager
def plain():
    yield


@contextlib.asynccontextmanager
async def documented_too():
    """Async."""
    yield


class Sub(contextlib._GeneratorContextManager):
    """A subclass."""


print(documented().__doc__, inspect.getdoc(documented()), documented.__doc__)
print(plain().__doc__ == contextlib._GeneratorContextManager.__doc__, type(contextlib._GeneratorContextManager.__doc__))
print(documented_too().__doc__)
print(Sub.__doc__, Sub(documented.__wrapped__, (), {}).__doc__)
print(isinstance(documented(), contextlib.AbstractContextManager), isinstance(documented(), contextlib.ContextDecorator))
print(type(documented()).__mro__[0], type(documented_too()).__qualname__)
