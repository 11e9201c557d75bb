"""The methods of a data class, as source text that is compiled once for each class."""
from reprlib import recursive_repr

from dataclasses._field import _FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR, _HAS_DEFAULT_FACTORY, _POST_INIT_NAME, MISSING

__name__ = "dataclasses"


class FrozenInstanceError(AttributeError):
    pass


_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_REFUSED = ("__setattr__", "name, value", "assign to"), ("__delattr__", "name", "delete")  # in a frozen class


class Methods:
    """Collects the methods of one class and adds them to it.

    Values that the methods need are parameters of a function around them all, so that their globals can be those of
    the class's module.
    """

    def __init__(self, cls, fields, params, namespace):
        self.cls = cls
        self.params = params
        self.namespace = namespace
        self.fields = [f for f in fields.values() if f._field_type is _FIELD]
        in_init = [f for f in fields.values() if f._field_type is not _FIELD_CLASSVAR]
        self.positional = [f for f in in_init if f.init and not f.kw_only]
        self.keyword_only = [f for f in in_init if f.init and f.kw_only]
        self.in_init = in_init
        self.self_name = "__dataclass_self__" if "self" in fields else "self"
        self.lines = []
        self.names = []
        self.values = {}          # by the name that the source has for them
        self.decorators = {}      # by the name of the method
        self.made_init = None     # the __init__() made here

    def add(self, name, parameters, body):
        """Add a method, given the lines of its body."""
        self.names.append(name)
        self.lines.append(f" def {name}({', '.join(parameters)}):")
        self.lines += [f"  {line}" for line in body]

    def install(self):
        """Compile what was added and put it into the class, but for what that defines itself."""
        if not self.names:
            return
        source = "\n".join([f"def __create_fn__({', '.join(self.values)}):", *self.lines,
                            f" return {', '.join(self.names)},"])
        created = {}
        exec(source, self.namespace, created)
        for name, function in zip(self.names, created["__create_fn__"](**self.values)):
            if name in self.decorators:
                function = self.decorators[name](function)
            function.__qualname__ = f"{self.cls.__qualname__}.{name}"
            if name == "__init__":
                self._describe_init(function)
            if name not in self.cls.__dict__:
                setattr(self.cls, name, function)
                if name == "__init__":
                    self.made_init = function

    def _refuse_overwriting(self, name, advice=""):
        if name in self.cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {self.cls.__name__}{advice}")

    # ---- __init__ ----

    def add_init(self):
        """__init__(), which also calls __post_init__()."""
        with_default = None
        for f in self.positional:
            if f.has_default():
                with_default = f
            elif with_default:
                raise TypeError(f"non-default argument {f.name!r} follows default argument {with_default.name!r}")
        parameters = [self.self_name, *[f.name for f in self.positional]]
        if self.keyword_only:
            parameters += ["*", *[f.name for f in self.keyword_only]]
        body = [line for f in self.in_init if (line := self._assignment(f))]
        if hasattr(self.cls, _POST_INIT_NAME):
            passed_on = ",".join([f.name for f in self.in_init if f._field_type is _FIELD_INITVAR])
            body.append(f"{self.self_name}.{_POST_INIT_NAME}({passed_on})")
        self.add("__init__", parameters, body or ["pass"])

    def _assignment(self, f):
        """The line of __init__() that sets a field, None when there is nothing to set."""
        if f._field_type is _FIELD_INITVAR:
            return None
        value = f.name
        if f.default_factory is not MISSING:
            factory = self._value(f"__dataclass_dflt_{f.name}__", f.default_factory)
            value = f"{factory}()"
            if f.init:
                is_default = self._value("__dataclass_HAS_DEFAULT_FACTORY__", _HAS_DEFAULT_FACTORY)
                value = f"{value} if {f.name} is {is_default} else {f.name}"
        elif not f.init:
            # The class attribute is the default, but not beside a slot of that name.
            if not self.params.slots or f.default is MISSING:
                return None
            value = self._value(f"__dataclass_dflt_{f.name}__", f.default)
        if self.params.frozen:
            setter = self._value("__dataclass_builtins_object__", object)
            return f"{setter}.__setattr__({self.self_name},{f.name!r},{value})"
        return f"{self.self_name}.{f.name}={value}"

    def _value(self, name, value):
        """Let the source have the value under that name."""
        self.values[name] = value
        return name

    def _describe_init(self, function):
        """Give __init__() its defaults and annotations: they need not go through the compiler."""
        function.__defaults__ = tuple([_default_argument(f) for f in self.positional if f.has_default()]) or None
        function.__kwdefaults__ = {f.name: _default_argument(f) for f in self.keyword_only if f.has_default()} or None
        function.__annotations__ = {f.name: f.type for f in self.positional + self.keyword_only}
        function.__annotations__["return"] = None

    # ---- the others ----

    def add_repr(self):
        """__repr__()"""
        text = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in self.fields if f.repr])
        self.add("__repr__", ["self"], [f'return f"{{self.__class__.__qualname__}}({text})"'])
        self.decorators["__repr__"] = recursive_repr()

    def add_eq(self):
        """__eq__()"""
        equal = " and ".join([f"self.{f.name}==other.{f.name}" for f in self.fields if f.compare])
        self.add("__eq__", ["self", "other"], [
            "if self is other:",
            " return True",
            "if other.__class__ is self.__class__:",
            f" return {equal or 'True'}",
            "return NotImplemented"])

    def add_order(self):
        """The four comparisons, of tuples of the fields."""
        compared = [f for f in self.fields if f.compare]
        for name, operator in _ORDER.items():
            self._refuse_overwriting(name, " Consider using functools.total_ordering")
            self.add(name, ["self", "other"], [
                "if other.__class__ is self.__class__:",
                f" return {_tuple_text('self', compared)}{operator}{_tuple_text('other', compared)}",
                "return NotImplemented"])

    def add_frozen(self):
        """__setattr__() and __delattr__() that refuse fields; and everything, unless a subclass asks."""
        names = "{" + ", ".join([repr(f.name) for f in self.fields]) + "}" if self.fields else "()"
        cls = self._value("__dataclass_cls__", self.cls)
        error = self._value("__dataclass_FrozenInstanceError__", FrozenInstanceError)
        for method, parameters, verb in _REFUSED:
            self._refuse_overwriting(method)
            self.add(method, ["self", parameters], [
                f"if type(self) is {cls} or name in {names}:",
                f' raise {error}(f"cannot {verb} field {{name!r}}")',
                f"super({cls}, self).{method}({parameters})"])

    def add_hash(self):
        """__hash__(), or None for it, or nothing: as unsafe_hash, eq, frozen and what the class has itself demand."""
        own = self.cls.__dict__.get("__hash__", MISSING)
        # A class with __eq__() and without __hash__() has been given None.
        is_explicit = not (own is MISSING or own is None and "__eq__" in self.cls.__dict__)
        if self.params.unsafe_hash:
            if is_explicit:
                self._refuse_overwriting("__hash__")
        elif not self.params.eq or is_explicit:
            return
        elif not self.params.frozen:
            self.cls.__hash__ = None
            return
        if own is None:
            del self.cls.__hash__
        hashed = [f for f in self.fields if (f.compare if f.hash is None else f.hash)]
        self.add("__hash__", ["self"], [f"return hash({_tuple_text('self', hashed)})"])


def _default_argument(f):
    return f.default if f.default_factory is MISSING else _HAS_DEFAULT_FACTORY


def _tuple_text(name, fields):
    return "(" + "".join([f"{name}.{f.name}," for f in fields]) + ")" if fields else "()"


# ---- the docstring ----

def signature_text(cls, methods):
    """The signature of a class for its docstring, without `-> None`; "" when it cannot be told."""
    if methods.made_init is not None and cls.__new__ is object.__new__ and type(cls).__call__ is type.__call__:
        text = [_parameter_text(f) for f in methods.positional]
        if methods.keyword_only:
            text += ["*", *[_parameter_text(f) for f in methods.keyword_only]]
        return f"({', '.join(text)})"
    from inspect import signature
    try:
        return str(signature(cls)).replace(" -> None", "")
    except (TypeError, ValueError):
        return ""


def _parameter_text(f):
    """A parameter of __init__() as inspect shows it."""
    annotation = f.type
    if getattr(annotation, "__module__", None) == "typing":  # Any too, which is a class
        text = repr(annotation).replace("typing.", "")
    elif isinstance(annotation, type) and type(annotation) is not _alias_type:
        text = annotation.__qualname__
        if annotation.__module__ != "builtins":
            text = f"{annotation.__module__}.{text}"
    else:
        text = repr(annotation)
    if f.has_default():
        text += f" = {_default_argument(f)!r}"
    return f"{f.name}: {text}"


_alias_type = type(list[int])
