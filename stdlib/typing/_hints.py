"""Looking at annotations: get_type_hints(), get_origin(), get_args(); and declaring that they are none of ours."""
import sys
import types
from types import GenericAlias

from typing._alias import _BaseGenericAlias, _GenericAlias
from typing._alias_kinds import _AnnotatedAlias
from typing._check import _should_unflatten_callable_args
from typing._forward import ForwardRef, _eval_type, _with_arguments
from typing._special_forms import Annotated, NotRequired, ReadOnly, Required
from _typing import Generic, ParamSpecArgs, ParamSpecKwargs

__name__ = "typing"

# What has a signature but, made in C, no annotations.
_allowed_types = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
                  types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class (with those of its bases), module, function or method, as a dict of types.

    Strings in them are evaluated, None becomes its type.  Unless include_extras is true, metadata of Annotated and the
    qualifiers Required, NotRequired and ReadOnly are taken off.

    Names are looked up in localns, then globalns.  By default these are the namespaces of the module that a class is
    from and of the class, for each class along the MRO; the globals of a function; the module itself.
    """
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = _class_hints(obj, globalns, localns) if isinstance(obj, type) else _other_hints(obj, globalns, localns)
    return hints if include_extras else {name: _strip_annotations(t) for name, t in hints.items()}


def _class_hints(cls, globalns, localns):
    hints = {}
    for base in reversed(cls.__mro__):
        base_globals = globalns
        if globalns is None:
            base_globals = getattr(sys.modules.get(base.__module__, None), "__dict__", {})
        annotations = base.__dict__.get("__annotations__", {})
        if isinstance(annotations, types.GetSetDescriptorType):
            continue
        base_locals = dict(vars(base)) if localns is None else localns
        if localns is None and globalns is None:
            # The module's names go first, as they did when the class's were not looked at: x: 'int' means the type
            # even if the class has a method int().
            base_globals, base_locals = base_locals, base_globals
        for name, value in annotations.items():
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=False, is_class=True)
            hints[name] = _evaluate_hint(value, base_globals, base_locals, base.__type_params__)
    return hints


def _other_hints(obj, globalns, localns):
    annotations = getattr(obj, "__annotations__", None)
    if annotations is None:
        if isinstance(obj, _allowed_types):
            return {}
        raise TypeError(f"{obj!r} is not a module, class, method, or function.")
    if globalns is None:
        globalns = _globals_of(obj)
        if localns is None:
            localns = globalns
    elif localns is None:
        localns = globalns
    is_module = isinstance(obj, types.ModuleType)
    type_params = getattr(obj, "__type_params__", ())
    hints = {}
    for name, value in dict(annotations).items():
        if isinstance(value, str):
            # At module level Final and ClassVar qualify variables.
            value = ForwardRef(value, is_argument=not is_module, is_class=False)
        hints[name] = _evaluate_hint(value, globalns, localns, type_params)
    return hints


def _globals_of(obj):
    if isinstance(obj, types.ModuleType):
        return obj.__dict__
    while hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    return getattr(obj, "__globals__", {})


def _evaluate_hint(value, globalns, localns, type_params):
    return type(None) if value is None else _eval_type(value, globalns, localns, type_params)


def _strip_annotations(t):
    """t without the metadata of Annotated and without the qualifiers of TypedDict items, at any depth."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, "__origin__") and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if not isinstance(t, (_GenericAlias, GenericAlias, types.UnionType)):
        return t
    args = tuple(map(_strip_annotations, t.__args__))
    return t if args == t.__args__ else _with_arguments(t, args)


def get_origin(tp):
    """What was subscripted: the class or form without its arguments; None if nothing was.

    >>> P = ParamSpec('P')
    >>> assert get_origin(Literal[42]) is Literal
    >>> assert get_origin(int) is None
    >>> assert get_origin(ClassVar[int]) is ClassVar
    >>> assert get_origin(Generic) is Generic
    >>> assert get_origin(Union[T, int]) is Union
    >>> assert get_origin(List[Tuple[T, T]][int]) is list
    >>> assert get_origin(P.args) is P
    """
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """What it was subscripted with, as written after substitution: parameters of Callable are in a list.

    >>> T = TypeVar('T')
    >>> assert get_args(Dict[str, int]) == (str, int)
    >>> assert get_args(int) == ()
    >>> assert get_args(Union[int, Union[T, int], str][int]) == (int, str)
    >>> assert get_args(Union[int, Tuple[T, int]][str]) == (int, Tuple[str, int])
    >>> assert get_args(Callable[[], T][int]) == ([], int)
    """
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if _should_unflatten_callable_args(tp, args):
            return list(args[:-1]), args[-1]
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


# ---- no annotations of ours ----

def no_type_check(arg):
    """Decorator: the annotations of this function, or of this class's methods and nested classes, are no types.

    The mark is the attribute __no_type_check__; get_type_hints() respects it.
    """
    if isinstance(arg, type):
        for name in dir(arg):
            _mark_member(arg, getattr(arg, name))
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass  # a built-in class
    return arg


def _mark_member(cls, member):
    # What the class only has from elsewhere, by inheritance or assignment, is not its own.
    is_own = (hasattr(member, "__qualname__")
              and member.__qualname__ == f"{cls.__qualname__}.{member.__name__}"
              and getattr(member, "__module__", None) == cls.__module__)
    if not is_own:
        return
    if isinstance(member, types.MethodType):
        member = member.__func__
    if isinstance(member, types.FunctionType):
        member.__no_type_check__ = True
    elif isinstance(member, type):
        no_type_check(member)


def no_type_check_decorator(decorator):
    """Make a decorator whose functions are marked with no_type_check.  Deprecated: no checker ever knew it."""
    import functools
    import warnings
    warnings._deprecated("typing.no_type_check_decorator", remove=(3, 15))

    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped_decorator
