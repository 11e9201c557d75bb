"""Parameter, Signature and BoundArguments."""
from collections import OrderedDict
import enum
from keyword import iskeyword
import types

from ._arguments import formatannotation

__name__ = "inspect"  # whose classes these are


class _void:
    """Stands for an argument of replace() that was not given."""


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


class _ParameterKind(enum.IntEnum):
    """How arguments get to a parameter; in the order in which parameters must stand."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        value = len(cls.__members__)
        member = int.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    def __str__(self):
        return self.name


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


class Parameter:
    """A parameter of a callable: name, kind, default and annotation (or Parameter.empty).  Cannot be changed."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default = default
        self._annotation = annotation
        self._name = self._checked_name(name)

    def _checked_name(self, name):
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[0] == "." and name[1:].isdigit():
            # What a comprehension iterates over, in its code object.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword arguments, "
                                 f"not {self._kind.description}")
            self._kind = _POSITIONAL_ONLY
            name = f"implicit{name[1:]}"
        # Functions in C may call a positional-only parameter as they like.
        if not name.isidentifier() or (iskeyword(name) and self._kind is not _POSITIONAL_ONLY):
            raise ValueError(f"{name!r} is not a valid parameter name")
        return name

    @property
    def name(self):
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """A parameter with some of these changed."""
        return type(self)(self._name if name is _void else name, self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        text = {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + self._name
        annotated = self._annotation is not _empty
        if annotated:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f"{' = ' if annotated else '='}{self._default!r}"
        return text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and self._default == other._default
                and self._annotation == other._annotation)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __reduce__(self):
        return (type(self), (self._name, self._kind),
                {"_default": self._default, "_annotation": self._annotation})

    def __setstate__(self, state):
        self._default = state["_default"]
        self._annotation = state["_annotation"]


class BoundArguments:
    """Which argument each parameter gets in a call: what Signature.bind() returns.

    `arguments` is a dict, in the order of the parameters; it can be changed, and args and kwargs follow.
    """

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    def _split(self):
        """(positional arguments, keyword arguments): positional as long as none is missing before."""
        args, kwargs = [], {}
        by_position = True
        for name, parameter in self._signature.parameters.items():
            kind = parameter.kind
            if name not in self.arguments or kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                by_position = False
            if name not in self.arguments:
                continue
            value = self.arguments[name]
            if by_position:
                if kind == _VAR_POSITIONAL:
                    args.extend(value)
                else:
                    args.append(value)
            elif kind == _VAR_KEYWORD:
                kwargs.update(value)
            else:
                kwargs[name] = value
        return tuple(args), kwargs

    @property
    def args(self):
        return self._split()[0]

    @property
    def kwargs(self):
        return self._split()[1]

    def apply_defaults(self):
        """Give parameters without an argument their defaults; () to *args and {} to **kwargs."""
        arguments = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif parameter.default is not _empty:
                arguments[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                arguments[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                arguments[name] = {}
            # else it comes from bind_partial()
        self.arguments = arguments

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state["_signature"]
        self.arguments = state["arguments"]

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __repr__(self):
        arguments = [f"{name}={value!r}" for name, value in self.arguments.items()]
        return f"<{self.__class__.__name__} ({', '.join(arguments)})>"


class Signature:
    """The parameters and the return annotation of a callable.  Cannot be changed.

    `parameters` is an ordered mapping from names to Parameter objects, `return_annotation` may be Signature.empty.
    """

    __slots__ = ("_return_annotation", "_parameters")

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        parameters = list(parameters or ()) if parameters is not None else []
        if __validate_parameters__:
            _check_parameters(parameters)
        self._parameters = types.MappingProxyType(OrderedDict((parameter.name, parameter) for parameter in parameters))
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable."""
        from ._callables import _signature_from_callable
        return _signature_from_callable(obj, sigcls=cls, follow_wrapper_chains=follow_wrapped, globals=globals,
                                        locals=locals, eval_str=eval_str)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """A signature with other parameters, or another return annotation."""
        if parameters is _void:
            parameters = self.parameters.values()
        if return_annotation is _void:
            return_annotation = self._return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    __replace__ = replace

    # ---- binding ----

    def bind(self, /, *args, **kwargs):
        """Which parameter gets which argument; TypeError if such a call would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """As bind(), but arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def _bind(self, args, kwargs, *, partial=False):
        parameters = list(self.parameters.values())
        arguments = {}
        n = self._bind_positional(parameters, args, kwargs, arguments)
        var_keyword = None
        misused = []  # positional-only ones that came by name
        # Is it the first one that the positional arguments did not reach?  *args ends them.
        is_next = n == 0 or parameters[n - 1].kind != _VAR_POSITIONAL
        for parameter in parameters[n:]:
            name, kind = parameter.name, parameter.kind
            if is_next and kind == _POSITIONAL_ONLY and name in kwargs:
                misused.append(name)
                continue
            if kind == _VAR_KEYWORD:
                var_keyword = name
            elif kind != _VAR_POSITIONAL:
                if name in kwargs:
                    arguments[name] = kwargs.pop(name)
                elif parameter.default is _empty and not partial:
                    argument_kind = " keyword-only" if is_next and kind == _KEYWORD_ONLY else ""
                    raise TypeError(f"missing a required{argument_kind} argument: {name!r}")
            is_next = False
        if kwargs:
            if var_keyword is not None:
                arguments[var_keyword] = kwargs
            elif misused:
                raise TypeError("got some positional-only arguments passed as keyword arguments: "
                                f"{', '.join(misused)!r}")
            else:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return self._bound_arguments_cls(self, arguments)

    def _bind_positional(self, parameters, args, kwargs, arguments):
        """Bind the positional arguments, and return how many of the parameters are dealt with."""
        for n, value in enumerate(args):
            if n == len(parameters) or parameters[n].kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                raise TypeError("too many positional arguments")
            parameter = parameters[n]
            if parameter.kind == _VAR_POSITIONAL:
                arguments[parameter.name] = tuple(args[n:])
                return n + 1
            if parameter.name in kwargs and parameter.kind != _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {parameter.name!r}")
            arguments[parameter.name] = value
        return len(args)

    # ---- the rest ----

    def _hash_basis(self):
        """Keyword-only parameters are equal in any order."""
        ordered = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        unordered = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return ordered, unordered, self.return_annotation

    def __hash__(self):
        ordered, unordered, return_annotation = self._hash_basis()
        return hash((ordered, frozenset(unordered.values()), return_annotation))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._hash_basis() == other._hash_basis()

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {"_return_annotation": self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return f"<{self.__class__.__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """The signature as in a definition; with one parameter a line if it would be longer than max_width."""
        items = _with_separators(self.parameters.values())
        text = f"({', '.join(items)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    {}\n)".format(",\n    ".join(items))
        if self.return_annotation is not _empty:
            text += f" -> {formatannotation(self.return_annotation)}"
        return text


def _with_separators(parameters):
    """The parameters as texts, with / and * where they must stand."""
    items = []
    slash_wanted = False
    star_wanted = True
    for parameter in parameters:
        kind = parameter.kind
        if kind != _POSITIONAL_ONLY and slash_wanted:
            items.append("/")
        slash_wanted = kind == _POSITIONAL_ONLY
        if kind == _KEYWORD_ONLY and star_wanted:
            items.append("*")
        star_wanted = star_wanted and kind not in (_VAR_POSITIONAL, _KEYWORD_ONLY)
        items.append(str(parameter))
    if slash_wanted:
        items.append("/")
    return items


def _check_parameters(parameters):
    """ValueError unless they could stand in a definition."""
    names = set()
    top_kind = _POSITIONAL_ONLY
    seen_default = False
    for parameter in parameters:
        kind, name = parameter.kind, parameter.name
        if kind < top_kind:
            raise ValueError(f"wrong parameter order: {top_kind.description} parameter before "
                             f"{kind.description} parameter")
        top_kind = kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            if parameter.default is not _empty:
                seen_default = True
            elif seen_default:
                raise ValueError("non-default argument follows default argument")
        if name in names:
            raise ValueError(f"duplicate parameter name: {name!r}")
        names.add(name)
