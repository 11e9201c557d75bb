"""What kind of thing is it?"""
import functools
import types

__name__ = "inspect"  # whose functions these are

# Bits of code.co_flags.
CO_OPTIMIZED = 0x1
CO_NEWLOCALS = 0x2
CO_VARARGS = 0x4
CO_VARKEYWORDS = 0x8
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_NOFREE = 0x40
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100
CO_ASYNC_GENERATOR = 0x200

TPFLAGS_IS_ABSTRACT = 1 << 20  # a bit of type.__flags__


def ismodule(object):
    """Is it a module?"""
    return isinstance(object, types.ModuleType)


def isclass(object):
    """Is it a class?"""
    return isinstance(object, type)


def ismethod(object):
    """Is it a bound method written in Python?"""
    return isinstance(object, types.MethodType)


def isfunction(object):
    """Is it a function written in Python?"""
    return isinstance(object, types.FunctionType)


def _is_plain_callable(object):
    """Those that other predicates answer for, although they are descriptors."""
    return isclass(object) or ismethod(object) or isfunction(object)


def ismethoddescriptor(object):
    """Is it a descriptor that only gives something: with __get__, and without __set__ and __delete__?

    Not for classes, methods, functions and partial objects.
    """
    if _is_plain_callable(object) or isinstance(object, functools.partial):
        return False
    cls = type(object)
    return hasattr(cls, "__get__") and not hasattr(cls, "__set__") and not hasattr(cls, "__delete__")


def isdatadescriptor(object):
    """Is it a descriptor with __set__ or __delete__?  Properties are, as well as getset and member descriptors."""
    if _is_plain_callable(object):
        return False
    cls = type(object)
    return hasattr(cls, "__set__") or hasattr(cls, "__delete__")


def ismemberdescriptor(object):
    """Is it a member descriptor: a slot, or a field of an object in C?"""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Is it a getset descriptor: a property in C?"""
    return isinstance(object, types.GetSetDescriptorType)


def istraceback(object):
    """Is it a traceback?"""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Is it a frame?"""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Is it a code object?"""
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    """Is it a function, or a bound method, in C?"""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Is it a bound special method of a type in C?"""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Is it a function or method of any kind?"""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) \
        or ismethodwrapper(object)


def isabstract(object):
    """Is it a class with abstract methods?"""
    if not isinstance(object, type):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    from abc import ABCMeta
    if not issubclass(type(object), ABCMeta) or hasattr(object, "__abstractmethods__"):
        return False
    # ABCMeta has not finished with it: somebody asks from __init_subclass__().
    names = [name for base in object.__bases__ for name in getattr(base, "__abstractmethods__", ())]
    values = list(vars(object).values()) + [getattr(object, name, None) for name in names]
    return any(getattr(value, "__isabstractmethod__", False) for value in values)


# ---- generators and coroutines ----

def _underlying_function(f):
    """What methods and partial objects are made of."""
    f = functools._unwrap_partialmethod(f)
    while ismethod(f):
        f = f.__func__
    return functools._unwrap_partial(f)


def _has_code_flag(f, flag):
    f = _underlying_function(f)
    if not (isfunction(f) or _signature_is_functionlike(f)):
        return False
    return bool(f.__code__.co_flags & flag)


def _signature_is_functionlike(obj):
    """Does it look like a function written in Python, as functions of some compilers do?"""
    if not callable(obj) or isclass(obj):
        return False
    missing = ()
    defaults = getattr(obj, "__defaults__", missing)
    keyword_defaults = getattr(obj, "__kwdefaults__", missing)
    return (isinstance(getattr(obj, "__code__", None), types.CodeType)
            and isinstance(getattr(obj, "__name__", None), str)
            and (defaults is None or (isinstance(defaults, tuple) and hasattr(obj, "__defaults__")))
            and (keyword_defaults is None or isinstance(keyword_defaults, dict))
            and isinstance(getattr(obj, "__annotations__", None), (dict, type(None))))


def isgeneratorfunction(obj):
    """Is it a function or method whose calls give generators?"""
    return _has_code_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    """Is it a function or method whose calls give asynchronous generators?"""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Decorator for a function that gives coroutines although it is no `async def`: iscoroutinefunction() says yes."""
    if hasattr(func, "__func__"):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Is it a function or method that gives coroutines: an `async def`, or marked with markcoroutinefunction()?"""
    if _has_code_flag(obj, CO_COROUTINE):
        return True
    return getattr(_underlying_function(obj), "_is_coroutine_marker", None) is _is_coroutine_mark


def isgenerator(object):
    """Is it a generator?"""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Is it a coroutine?"""
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    """Is it an asynchronous generator?"""
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    """Can it be awaited?"""
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType) and object.gi_code.co_flags & CO_ITERABLE_COROUTINE:
        return True
    from collections.abc import Awaitable
    return isinstance(object, Awaitable)
