"""signature(): what parameters a callable has, whatever kind of callable it is."""
import functools
import types

from ._arguments import get_annotations
from ._members import getattr_static, unwrap
from ._predicates import (CO_VARARGS, CO_VARKEYWORDS, _signature_is_functionlike, isbuiltin, isclass, isfunction,
                          ismethoddescriptor)
from ._signature import (Parameter, Signature, _KEYWORD_ONLY, _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_KEYWORD,
                         _VAR_POSITIONAL, _empty)
from ._text_signature import _signature_fromstr

__name__ = "inspect"  # whose functions these are

# Callables in C, which have a __text_signature__ or say nothing.
_NonUserDefinedCallables = (types.WrapperDescriptorType, types.MethodWrapperType, types.ClassMethodDescriptorType,
                            types.BuiltinFunctionType)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The Signature of a callable.

    follow_wrapped=False does not look behind decorators; with eval_str=True annotations that are strings are
    evaluated.  ValueError when nothing is known about its parameters, TypeError when it is no callable.
    """
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True, globals=None, locals=None,
                             eval_str=False, sigcls):
    if not callable(obj):
        raise TypeError("{!r} is not a callable object".format(obj))
    ask = functools.partial(_signature_from_callable, follow_wrapper_chains=follow_wrapper_chains,
                            skip_bound_arg=skip_bound_arg, globals=globals, locals=locals, eval_str=eval_str,
                            sigcls=sigcls)
    if isinstance(obj, types.MethodType):
        sig = ask(obj.__func__)
        return _signature_bound_method(sig) if skip_bound_arg else sig
    if follow_wrapper_chains:
        # A method loses its first parameter, also at the end of a chain.
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return ask(obj)
    sig = _own_signature(sigcls, obj)
    if sig is not None:
        return sig
    partialmethod = getattr(obj, "__partialmethod__", None)
    if isinstance(partialmethod, functools.partialmethod):
        return _signature_of_partialmethod(ask(partialmethod.func), partialmethod)
    if isinstance(obj, functools.partial):
        return _signature_get_partial(ask(obj.func), obj)
    if isfunction(obj) or _signature_is_functionlike(obj):
        return _signature_from_function(sigcls, obj, skip_bound_arg=skip_bound_arg, globals=globals, locals=locals,
                                        eval_str=eval_str)
    if _signature_is_builtin(obj):
        return _signature_from_builtin(sigcls, obj, skip_bound_arg=skip_bound_arg)
    sig = _signature_of_class(sigcls, obj, ask, skip_bound_arg) if isinstance(obj, type) \
        else _signature_of_instance(sigcls, obj, ask)
    if sig is None:
        raise ValueError("callable {!r} is not supported by signature".format(obj))
    return sig


def _own_signature(sigcls, obj):
    """What the attribute __signature__ says: a Signature, text, or a function that returns such; None without one."""
    own = sig = getattr(obj, "__signature__", None)
    if sig is None:
        return None
    if not isinstance(sig, (Signature, str)) and callable(sig):
        sig = sig()
    if isinstance(sig, str):
        return _signature_fromstr(sigcls, obj, sig)
    if not isinstance(sig, Signature):
        raise TypeError("unexpected object {!r} in __signature__ attribute".format(own))
    return sig


# ---- functions ----

def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None, eval_str=False):
    """The signature of a function written in Python, or of what looks like one."""
    is_function = isfunction(func)
    if not is_function and not _signature_is_functionlike(func):
        raise TypeError("{!r} is not a Python function".format(func))
    text = getattr(func, "__text_signature__", None)
    if text:
        return _signature_fromstr(cls, func, text, skip_bound_arg)
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    parameters = [cls._parameter_cls(name, kind, default=default, annotation=annotations.get(name, _empty))
                  for name, kind, default in _parameters_of_code(func)]
    # A real function has them in order.
    return cls(parameters, return_annotation=annotations.get("return", _empty),
               __validate_parameters__=not is_function)


def _parameters_of_code(func):
    """Triples (name, kind, default or _empty) in the order of the definition."""
    code = func.__code__
    names = iter(code.co_varnames)
    positional = [next(names) for _ in range(code.co_argcount)]
    keyword_only = [next(names) for _ in range(code.co_kwonlyargcount)]
    defaults = func.__defaults__ or ()
    defaults = (_empty,) * (len(positional) - len(defaults)) + defaults
    keyword_defaults = func.__kwdefaults__ or {}
    for i, (name, default) in enumerate(zip(positional, defaults)):
        yield name, _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD, default
    if code.co_flags & CO_VARARGS:
        yield next(names), _VAR_POSITIONAL, _empty
    for name in keyword_only:
        yield name, _KEYWORD_ONLY, keyword_defaults.get(name, _empty)
    if code.co_flags & CO_VARKEYWORDS:
        yield next(names), _VAR_KEYWORD, _empty


def _signature_is_builtin(obj):
    return isbuiltin(obj) or ismethoddescriptor(obj) or isinstance(obj, _NonUserDefinedCallables) \
        or obj is type or obj is object


def _signature_from_builtin(cls, func, skip_bound_arg=True):
    """The signature of a function in C, from its __text_signature__."""
    if not _signature_is_builtin(func):
        raise TypeError("{!r} is not a Python builtin function".format(func))
    text = getattr(func, "__text_signature__", None)
    if not text:
        raise ValueError("no signature found for builtin {!r}".format(func))
    return _signature_fromstr(cls, func, text, skip_bound_arg)


def _signature_bound_method(sig):
    """The signature without its first parameter, which the object has taken."""
    parameters = tuple(sig.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _VAR_POSITIONAL:
        parameters = parameters[1:]
    return sig.replace(parameters=parameters)


# ---- partial objects ----

def _signature_get_partial(wrapped_sig, partial, extra_args=()):
    """The signature of functools.partial: without what is given by position; what is given by name is a default.

    From the first parameter that was given by name on, all are keyword-only: a positional argument would meet it.
    """
    keywords = partial.keywords or {}
    try:
        bound = wrapped_sig.bind_partial(*extra_args, *(partial.args or ()), **keywords)
    except TypeError as error:
        raise ValueError("partial object {!r} has incorrect arguments".format(partial)) from error
    positional, keyword_only = [], []
    by_keyword = False
    for name, parameter in wrapped_sig.parameters.items():
        kind = parameter.kind
        if name in bound.arguments:
            if kind is _POSITIONAL_ONLY or (kind is _POSITIONAL_OR_KEYWORD and name not in keywords):
                continue
            if kind in (_POSITIONAL_OR_KEYWORD, _KEYWORD_ONLY):
                parameter = parameter.replace(default=bound.arguments[name])
                by_keyword = by_keyword or kind is _POSITIONAL_OR_KEYWORD
        if by_keyword and kind is _VAR_POSITIONAL:
            continue
        if by_keyword and kind is _POSITIONAL_OR_KEYWORD:
            parameter = parameter.replace(kind=_KEYWORD_ONLY)
        (keyword_only if by_keyword else positional).append(parameter)
    return wrapped_sig.replace(parameters=positional + keyword_only)


def _signature_of_partialmethod(wrapped_sig, partialmethod):
    """The signature of what a partialmethod is in its class: the first parameter, self, stays."""
    sig = _signature_get_partial(wrapped_sig, partialmethod, (None,))
    first = next(iter(wrapped_sig.parameters.values()))
    if first.kind is Parameter.VAR_POSITIONAL:
        return sig  # it takes self too
    return sig.replace(parameters=(first, *sig.parameters.values()))


# ---- classes and instances ----

def _descriptor_get(descriptor, obj):
    if isclass(descriptor):
        return descriptor
    get = getattr(type(descriptor), "__get__", None)
    return descriptor if get is None else get(descriptor, obj, type(obj))


def _signature_get_user_defined_method(cls, method_name):
    """The method as it is called for the class, or None when it is one in C."""
    if method_name == "__new__":
        method = getattr(cls, method_name, None)
    else:
        method = getattr_static(cls, method_name, None)
    if method is None or isinstance(method, _NonUserDefinedCallables):
        return None
    return method if method_name == "__new__" else _descriptor_get(method, cls)


def _signature_of_class(sigcls, cls, ask, skip_bound_arg):
    """Of __call__ in the metaclass, of the nearest __new__ or __init__, or from the text of a class in C."""
    call = _signature_get_user_defined_method(type(cls), "__call__")
    if call is not None:
        return ask(call)
    new = _signature_get_user_defined_method(cls, "__new__")
    init = _signature_get_user_defined_method(cls, "__init__")
    for base in cls.__mro__:
        if new is not None and "__new__" in base.__dict__:
            sig = ask(new)
            return _signature_bound_method(sig) if skip_bound_arg else sig
        if init is not None and "__init__" in base.__dict__:
            return ask(init)
    for base in cls.__mro__[:-1]:
        text = getattr(base, "__text_signature__", None)
        if text:
            return _signature_fromstr(sigcls, base, text)
    if type in cls.__mro__:
        return None
    if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
        return sigcls.from_callable(object)
    raise ValueError("no signature found for builtin type {!r}".format(cls))


def _signature_of_instance(sigcls, obj, ask):
    """Of the method __call__; None without one."""
    call = getattr_static(type(obj), "__call__", None)
    if call is None:
        return None
    text = getattr(obj, "__text_signature__", None)
    if text:
        return _signature_fromstr(sigcls, obj, text)
    return ask(_descriptor_get(call, obj))
