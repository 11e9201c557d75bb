"""Parameters and arguments as they were described before there was signature(); annotations, closures."""
import builtins
from collections import namedtuple
import functools
import sys
import types

from ._predicates import CO_VARARGS, CO_VARKEYWORDS, iscode, isfunction, ismethod, ismodule

__name__ = "inspect"  # whose functions these are

Arguments = namedtuple("Arguments", "args, varargs, varkw")
FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


# ---- annotations ----

def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a function, class or module, not those a class inherits: always a new dict.

    With eval_str=True strings are evaluated, in the given namespaces or else in those of the object.
    """
    if isinstance(obj, type):
        annotations, own_globals, own_locals = _annotations_of_class(obj)
    elif isinstance(obj, types.ModuleType):
        annotations, own_globals, own_locals = getattr(obj, "__annotations__", None), obj.__dict__, None
    elif callable(obj):
        annotations = getattr(obj, "__annotations__", None)
        own_globals, own_locals = getattr(obj, "__globals__", None), None
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if annotations is None:
        return {}
    if not isinstance(annotations, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not annotations or not eval_str:
        return dict(annotations)
    if not isinstance(obj, types.ModuleType):
        own_globals = getattr(_innermost(obj), "__globals__", own_globals)
    if globals is None:
        globals = own_globals
    if locals is None:
        locals = own_locals or {}
    parameters = getattr(obj, "__type_params__", ())
    if parameters:
        # They are visible to annotations, unless a local name hides them.
        locals = {parameter.__name__: parameter for parameter in parameters} | locals
    return {name: eval(value, globals, locals) if isinstance(value, str) else value
            for name, value in annotations.items()}


def _annotations_of_class(cls):
    """(annotations or None, globals of its module or None, its own namespace)"""
    namespace = getattr(cls, "__dict__", None)
    annotations = namespace.get("__annotations__") if namespace and hasattr(namespace, "get") else None
    if isinstance(annotations, types.GetSetDescriptorType):
        annotations = None  # type itself has that
    module = sys.modules.get(getattr(cls, "__module__", None) or "")
    return annotations, getattr(module, "__dict__", None), dict(vars(cls))


def _innermost(obj):
    """What decorators and partial() were given."""
    while True:
        if hasattr(obj, "__wrapped__"):
            obj = obj.__wrapped__
        elif isinstance(obj, functools.partial):
            obj = obj.func
        else:
            return obj


def formatannotation(annotation, base_module=None):
    """An annotation as it may be written: names of builtins and of base_module, and of typing, without their module."""
    if getattr(annotation, "__module__", None) == "typing":
        import re
        return re.sub(r"[\w\.]+", lambda match: match.group().removeprefix("typing."), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


def formatannotationrelativeto(object):
    """A formatannotation() for what stands in the object's module."""
    module = getattr(object, "__module__", None)

    def _formatannotation(annotation):
        return formatannotation(annotation, module)

    return _formatannotation


# ---- parameters ----

def getargs(co):
    """The parameters of a code object: (names, name of *args or None, name of **kwargs or None)."""
    if not iscode(co):
        raise TypeError("{!r} is not a code object".format(co))
    names = co.co_varnames
    n = co.co_argcount + co.co_kwonlyargcount
    args = list(names[:n])
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[n]
        n += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[n]
    return Arguments(args, varargs, varkw)


def getfullargspec(func):
    """The parameters of a callable as a FullArgSpec; that of a bound method has the first one too.

    signature() is newer and says more.
    """
    from ._callables import _signature_from_callable
    from ._signature import Parameter, Signature
    try:
        sig = _signature_from_callable(func, follow_wrapper_chains=False, skip_bound_arg=False, sigcls=Signature,
                                       eval_str=False)
    except Exception as error:
        # Whatever a strange object raises: this function always said TypeError.
        raise TypeError("unsupported callable") from error
    names = {kind: [] for kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD,
                                   Parameter.VAR_POSITIONAL, Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD)}
    defaults = []
    keyword_defaults = {}
    annotations = {} if sig.return_annotation is sig.empty else {"return": sig.return_annotation}
    for name, parameter in sig.parameters.items():
        names[parameter.kind].append(name)
        if parameter.default is not parameter.empty:
            if parameter.kind is Parameter.KEYWORD_ONLY:
                keyword_defaults[name] = parameter.default
            else:
                defaults.append(parameter.default)
        if parameter.annotation is not parameter.empty:
            annotations[name] = parameter.annotation
    positional_only, positional, var_positional, keyword_only, var_keyword = names.values()
    return FullArgSpec(positional_only + positional, var_positional[0] if var_positional else None,
                       var_keyword[0] if var_keyword else None, tuple(defaults) or None, keyword_only,
                       keyword_defaults or None, annotations)


def getargvalues(frame):
    """The arguments that a frame was called with: (names, name of *args, name of **kwargs, local variables)."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name, formatvalue=lambda value: "=" + repr(value)):
    """The four values of getargvalues() as text, `(a=1, *args=(2,))`; the functions say how its parts look."""
    items = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        items.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        items.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f"({', '.join(items)})"


# ---- what a call would bind ----

def _s(n):
    return "" if n == 1 else "s"


def _missing_arguments(f_name, argnames, pos, values):
    names = [repr(name) for name in argnames if name not in values]
    if len(names) > 2:
        listed = f"{', '.join(names[:-2])}, {names[-2]} and {names[-1]}"
    else:
        listed = " and ".join(names)
    kind = "positional" if pos else "keyword-only"
    raise TypeError(f"{f_name}() missing {len(names)} required {kind} argument{_s(len(names))}: {listed}")


def _too_many(f_name, args, kwonly, varargs, defcount, given, values):
    least = len(args) - defcount
    if varargs:
        wanted, plural = f"at least {least}", _s(least)
    elif defcount:
        wanted, plural = f"from {least} to {len(args)}", "s"
    else:
        wanted, plural = str(len(args)), _s(len(args))
    n_keyword = len([name for name in kwonly if name in values])
    keywords = ""
    if n_keyword:
        keywords = f" positional argument{_s(given)} (and {n_keyword} keyword-only argument{_s(n_keyword)})"
    were = "was" if given == 1 and not n_keyword else "were"
    raise TypeError(f"{f_name}() takes {wanted} positional argument{plural} but {given}{keywords} {were} given")


def getcallargs(func, /, *positional, **named):
    """What each parameter would get in the call func(*positional, **named), by name; TypeError if that would fail.

    Signature.bind() is newer and says more.
    """
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, _ = getfullargspec(func)
    f_name = func.__name__
    defaults = defaults or ()
    kwonlydefaults = kwonlydefaults or {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    n = min(len(positional), len(args))
    values = dict(zip(args, positional))
    if varargs:
        values[varargs] = positional[n:]
    if varkw:
        values[varkw] = {}
    known = set(args + kwonlyargs)
    for name, value in named.items():
        if name not in known:
            if not varkw:
                raise TypeError("%s() got an unexpected keyword argument %r" % (f_name, name))
            values[varkw][name] = value
        elif name in values:
            raise TypeError("%s() got multiple values for argument %r" % (f_name, name))
        else:
            values[name] = value
    if len(positional) > len(args) and not varargs:
        _too_many(f_name, args, kwonlyargs, varargs, len(defaults), len(positional), values)
    required = args[:len(args) - len(defaults)]
    if any(name not in values for name in required):
        _missing_arguments(f_name, required, True, values)
    for name, default in zip(args[len(required):], defaults):
        values.setdefault(name, default)
    for name in kwonlyargs:
        if name in kwonlydefaults:
            values.setdefault(name, kwonlydefaults[name])
    if any(name not in values for name in kwonlyargs):
        _missing_arguments(f_name, kwonlyargs, False, values)
    return values


# ---- closures ----

def getclosurevars(func):
    """What the names in a function's body stand for: (nonlocals, globals, builtins, names that stand for nothing)."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError("{!r} is not a Python function".format(func))
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    namespace = func.__globals__
    builtin_namespace = namespace.get("__builtins__", builtins.__dict__)
    if ismodule(builtin_namespace):
        builtin_namespace = builtin_namespace.__dict__
    found_globals, found_builtins, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue  # names once, in code of old
        if name in namespace:
            found_globals[name] = namespace[name]
        elif name in builtin_namespace:
            found_builtins[name] = builtin_namespace[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, found_globals, found_builtins, unbound)
