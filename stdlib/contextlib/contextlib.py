"""Tools for the with statement.

The parts, in order: what a context manager is (abstract classes); context managers that are decorators too; context
managers written as generators; small ready-made ones; the stacks that unwind any number of them.
"""
import sys
from _contextlib import GeneratorCall
from abc import ABC, abstractmethod
from functools import update_wrapper
from types import GenericAlias, MethodType

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
           "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "ExitStack", "redirect_stdout",
           "redirect_stderr", "suppress", "aclosing", "chdir"]


# ---- what a context manager is ----

def _has_methods(C, *names):
    """What the __subclasshook__ of an abstract class answers that asks for these methods only."""
    from _collections_abc import _check_methods  # a module that not every program needs
    return _check_methods(C, *names)


class AbstractContextManager(ABC):
    """A class whose instances stand in with: __enter__ gives the instance itself, __exit__ is to be defined."""

    __class_getitem__ = classmethod(GenericAlias)
    __slots__ = ()

    def __enter__(self):
        """What `with ... as` binds: self."""
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Leave; a true result swallows the exception."""

    @classmethod
    def __subclasshook__(cls, C):
        if cls is not AbstractContextManager:
            return NotImplemented  # a subclass asks for more, and is asked by other means
        return _has_methods(C, "__enter__", "__exit__")


class AbstractAsyncContextManager(ABC):
    """A class whose instances stand in async with: __aenter__ gives the instance itself, __aexit__ is to be defined."""

    __class_getitem__ = classmethod(GenericAlias)
    __slots__ = ()

    async def __aenter__(self):
        """What `async with ... as` binds: self."""
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Leave; a true result swallows the exception."""

    @classmethod
    def __subclasshook__(cls, C):
        if cls is not AbstractAsyncContextManager:
            return NotImplemented  # a subclass asks for more, and is asked by other means
        return _has_methods(C, "__aenter__", "__aexit__")


# ---- decorators ----

class ContextDecorator:
    """A base that lets a context manager decorate functions: each call runs inside the with block."""

    def _recreate_cm(self):
        """The context manager for one call; one that can be entered only once gives a copy."""
        return self

    def __call__(self, func):
        def call_inside(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return update_wrapper(call_inside, func)


class AsyncContextDecorator:
    """A base that lets an async context manager decorate coroutine functions."""

    def _recreate_cm(self):
        """The context manager for one call; one that can be entered only once gives a copy."""
        return self

    def __call__(self, func):
        async def call_inside(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return update_wrapper(call_inside, func)


# ---- context managers written as generators ----

class _FunctionDoc:
    """The __doc__ of a class of _GeneratorContextManagerBase: the class has its own, an instance its function's.

    help() looks at the instance first.
    """

    def __init__(self, doc):
        self.doc = doc

    def __get__(self, instance, owner):
        function = getattr(instance, "_described", None)
        doc = None if function is None else getattr(function, "__doc__", None)
        return self.doc if doc is None else doc


class _GeneratorContextManagerBase(GeneratorCall):
    """One call of a decorated generator function: .gen, and until it is entered .func, .args and .kwds."""

    _made_runtime_errors = ()  # PEP 479: passing through the generator, these become the cause of a RuntimeError

    def __init_subclass__(cls, **kwds):
        super().__init_subclass__(**kwds)
        cls.__doc__ = _FunctionDoc(cls.__doc__)

    def __getstate__(self):
        # For copies, and for pickles of generators that stand inside the block.
        state = {name: getattr(self, name) for name in ("gen", "func", "args", "kwds") if hasattr(self, name)}
        return {**state, "__doc__": self.__doc__, **self.__dict__}

    def __setstate__(self, state):
        for name, value in state.items():
            setattr(self, name, value)

    def _recreate_cm(self):
        # A generator runs once, so each call of a decorated function gets a new one.
        return self.__class__(self.func, self.args, self.kwds)

    def _came_back(self, raised, thrown):
        """Is `raised`, which left the generator, only `thrown` on its way back?"""
        return raised is thrown or (isinstance(thrown, self._made_runtime_errors)
                                    and isinstance(raised, RuntimeError) and raised.__cause__ is thrown)


class _GeneratorContextManager(_GeneratorContextManagerBase, AbstractContextManager, ContextDecorator):
    """What a function decorated with @contextmanager returns."""

    _made_runtime_errors = StopIteration

    def __enter__(self):
        try:
            return next(self._begin())
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is not None:
            thrown = typ() if value is None else value  # its arguments, had it any, are not known
            try:
                self.gen.throw(thrown)
            except StopIteration as stop:
                # The generator returned; unless what passed through it is a StopIteration itself.
                return stop is not thrown
            except BaseException as raised:
                if self._came_back(raised, thrown):
                    # The with statement raises it again by itself; the generator's frames are no part of its story.
                    thrown.__traceback__ = traceback
                    return False
                raise
            self._refuse_to_go_on("generator didn't stop after throw()")
        # A loop that ends needs no StopIteration made and caught.
        for _ in self.gen:
            self._refuse_to_go_on("generator didn't stop")
        return False

    def _refuse_to_go_on(self, problem):
        """The generator yielded once more: that is an error, and the end of it."""
        try:
            raise RuntimeError(problem)
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(_GeneratorContextManagerBase, AbstractAsyncContextManager, AsyncContextDecorator):
    """What a function decorated with @asynccontextmanager returns."""

    _made_runtime_errors = StopIteration, StopAsyncIteration

    async def __aenter__(self):
        try:
            return await anext(self._begin())
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is not None:
            thrown = typ() if value is None else value
            try:
                await self.gen.athrow(thrown)
            except StopAsyncIteration as stop:
                return stop is not thrown
            except BaseException as raised:
                if self._came_back(raised, thrown):
                    thrown.__traceback__ = traceback
                    return False
                raise
            await self._refuse_to_go_on("generator didn't stop after athrow()")
        async for _ in self.gen:
            await self._refuse_to_go_on("generator didn't stop")
        return False

    async def _refuse_to_go_on(self, problem):
        try:
            raise RuntimeError(problem)
        finally:
            await self.gen.aclose()


def contextmanager(func):
    """Make a generator function with one yield a function that returns context managers.

        @contextmanager
        def tag(name):
            print(f"<{name}>")
            try:
                yield name          # the value of `with tag(...) as value`
            finally:
                print(f"</{name}>")

    What the block raises is raised at the yield; a generator that catches it and returns has swallowed it.
    """
    return _made_by_calls(func, _GeneratorContextManager)


def asynccontextmanager(func):
    """Make an async generator function with one yield a function that returns async context managers."""
    return _made_by_calls(func, _AsyncGeneratorContextManager)


def _made_by_calls(func, manager):
    """A function like func, each call of which becomes a context manager of the class `manager`."""
    def keep_call(*args, **kwds):
        return manager(func, args, kwds)
    return update_wrapper(keep_call, func)


# ---- ready-made context managers ----

class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """A context manager, sync and async, that does nothing; `as` gives enter_result."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        """Let every exception pass."""

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        """Let every exception pass."""


class suppress(AbstractContextManager):
    """Swallow the given exceptions: execution goes on after the block.  Of an exception group, only these members."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        """Nothing: `as` gives None."""

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return None
        # Classes are compared, not isinstance() asked, because that can be overridden and `except` does not ask either.
        swallowed = issubclass(exctype, self._exceptions)
        if not swallowed and issubclass(exctype, BaseExceptionGroup):
            _, others = excinst.split(self._exceptions)
            if others is not None:
                raise others
            swallowed = True
        return swallowed


class closing(AbstractContextManager):
    """Call thing.close() at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __exit__(self, *exc_info):
        self.thing.close()

    def __enter__(self):
        return self.thing


class aclosing(AbstractAsyncContextManager):
    """Await thing.aclose() at the end of the block: an async generator then ends here, not whenever it is collected."""

    def __init__(self, thing):
        self.thing = thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()

    async def __aenter__(self):
        return self.thing


class chdir(AbstractContextManager):
    """Change the current working directory for the block.  It belongs to the process: other threads see it change."""

    def __init__(self, path):
        self.path = path
        self._came_from = []  # a stack: the same object can be entered again inside itself

    def __enter__(self):
        from os import chdir as go_to, getcwd
        self._came_from.append(getcwd())
        go_to(self.path)

    def __exit__(self, *excinfo):
        from os import chdir as go_to
        go_to(self._came_from.pop())


class _RedirectStream(AbstractContextManager):
    """What both redirections are; a subclass for another stream needs its name only."""

    _stream = None  # the name in sys

    def __init__(self, new_target):
        self._target = new_target
        self._covered = []  # a stack, as chdir's

    def __enter__(self):
        name, target = self._stream, self._target
        self._covered.append(getattr(sys, name))
        setattr(sys, name, target)
        return target

    def __exit__(self, exctype, excinst, exctb):
        uncovered = self._covered.pop()
        setattr(sys, self._stream, uncovered)


class redirect_stdout(_RedirectStream):
    """Let sys.stdout be another file for the block, which is what `as` gives."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Let sys.stderr be another file for the block, which is what `as` gives."""

    _stream = "stderr"


# ---- stacks of context managers ----

class _Unwinding:
    """Which exception is in flight while the callbacks of a stack run, newest first."""

    def __init__(self, received):
        self.exc = received
        # Contexts of exceptions raised by callbacks end here, for this is being handled all the while.
        self.handled = sys.exception()
        self.received = received is not None
        self.swallowed = False
        self.raised = False  # self.exc is not what the with statement knows and has to be raised

    def details(self):
        """What the next callback is told."""
        exc = self.exc
        if exc is None:
            return None, None, None
        return type(exc), exc, exc.__traceback__

    def swallow(self):
        """A callback said that the exception shall go no further."""
        self.exc = None
        self.raised = False
        self.swallowed = True

    def replace(self, new):
        """A callback raised: what was in flight becomes new's context, as if these were with blocks in each other."""
        link = new
        while (context := link.__context__) is not None and context is not self.exc:
            if context is self.handled:
                link.__context__ = self.exc
                break
            link = context
        self.exc = new
        self.raised = True

    def is_over(self):
        """The result of __exit__: was a received exception swallowed?"""
        return self.received and self.swallowed


def _protocol(cm, enter, leave, kind):
    """The two functions by which a with statement would use cm; special methods are looked up in the type."""
    cls = type(cm)
    try:
        return getattr(cls, enter), getattr(cls, leave)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                        f"not support the {kind} protocol") from None


def _leaving(thing, leave):
    """How to leave thing: its type's method of the name `leave`, or thing itself, a function that is called like one."""
    try:
        function = getattr(type(thing), leave)
    except AttributeError:
        return thing
    return MethodType(function, thing)


class _BaseExitStack:
    """What both stacks have: registration of synchronous context managers and callbacks."""

    def __init__(self):
        self._exit_callbacks = []  # pairs: is it synchronous, and what to call with the exception's details

    def _register(self, leave, is_sync=True):
        self._exit_callbacks.append((is_sync, leave))

    def enter_context(self, cm):
        """Enter cm, register its exit, and return what entering gave."""
        enter, leave = _protocol(cm, "__enter__", "__exit__", "context manager")
        value = enter(cm)
        self._register(MethodType(leave, cm))
        return value

    def push(self, exit):
        """Register exit: a context manager (not entered here) or a function called like __exit__.  Returns it."""
        self._register(_leaving(exit, "__exit__"))
        return exit

    def callback(self, callback, /, *args, **kwds):
        """Register callback(*args, **kwds), which cannot swallow exceptions.  Returns callback."""
        def _exit_wrapper(*exc_details):
            callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback  # for introspection
        self._register(_exit_wrapper)
        return callback

    def pop_all(self):
        """Move everything registered to a new stack of the same type, and return that."""
        heir = type(self)()
        heir._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return heir


class ExitStack(_BaseExitStack, AbstractContextManager):
    """Any number of context managers and callbacks, registered as one goes, left in the reverse order.

        with ExitStack() as stack:
            files = [stack.enter_context(open(name)) for name in names]
    """

    def close(self):
        """Unwind now."""
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        unwinding = _Unwinding(exc_details[1])
        # Callbacks may register more, or take the rest away with pop_all().
        while self._exit_callbacks:
            synchronous, cb = self._exit_callbacks.pop()
            assert synchronous
            try:
                exc_details = unwinding.details()
                # Tests compare tracebacks with this line, and with the one of _exit_wrapper.
                if cb(*exc_details):
                    unwinding.swallow()
            except BaseException as raised:
                unwinding.replace(raised)
        if unwinding.raised:
            exc = unwinding.exc
            context = exc.__context__
            try:
                raise exc
            finally:
                exc.__context__ = context  # raising made it what is being handled here
        return unwinding.is_over()


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """An ExitStack for async with: holds async context managers and coroutine functions beside the others."""

    async def enter_async_context(self, cm):
        """Enter an async context manager, register its exit, and return what entering gave."""
        enter, leave = _protocol(cm, "__aenter__", "__aexit__", "asynchronous context manager")
        value = await enter(cm)
        self._register(MethodType(leave, cm), is_sync=False)
        return value

    def push_async_exit(self, exit):
        """Register exit: an async context manager (not entered here) or a coroutine function like __aexit__."""
        self._register(_leaving(exit, "__aexit__"), is_sync=False)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Register the coroutine function callback(*args, **kwds), which cannot swallow exceptions."""
        async def _exit_wrapper(*exc_details):
            await callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._register(_exit_wrapper, is_sync=False)
        return callback

    async def aclose(self):
        """Unwind now."""
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        unwinding = _Unwinding(exc_details[1])
        while self._exit_callbacks:
            is_sync, leave = self._exit_callbacks.pop()
            try:
                told = leave(*unwinding.details())
                if (told if is_sync else await told):
                    unwinding.swallow()
            except BaseException as raised:
                unwinding.replace(raised)
        if unwinding.raised:
            exc = unwinding.exc
            context = exc.__context__
            try:
                raise exc
            finally:
                exc.__context__ = context
        return unwinding.is_over()
