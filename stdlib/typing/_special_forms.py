"""Any, Union, Literal, ClassVar and the other names with a meaning of their own."""
from typing._alias import _GenericAlias
from typing._alias_kinds import (_AnnotatedAlias, _ConcatenateGenericAlias, _LiteralGenericAlias, _UnionGenericAlias,
                                 _UnpackGenericAlias)
from typing._check import (_deduplicate, _flatten_literal_params, _remove_dups_flatten, _type_check,
                           _value_and_type_iter)
from typing._form import _SpecialForm, _TypedCacheSpecialForm, _bare_form, _tp_cache
from typing._parameter import _is_unpacked_typevartuple
from _typing import ParamSpec

__name__ = "typing"


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Compatible with every type: a value of type Any can be used as anything, and anything as a value of it.

    A class may have Any among its bases, for a checker to accept every attribute (mocks, say).
    """

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


# ---- types as they stand ----

@_bare_form
def NoReturn():
    """The type of what a function returns that never returns.

        def stop() -> NoReturn:
            raise SystemExit
    """


@_bare_form
def Never():
    """The type without values: of an argument that can never be given, of code that cannot be reached.

        def never_call_me(arg: Never) -> None: ...
    """


@_bare_form
def Self():
    """The type of the instance in a method of a class.

        class Shape:
            def scale(self, factor: float) -> Self:
                self.factor = factor
                return self
    """


@_bare_form
def LiteralString():
    """A str that the program's text says, literally or put together from such: safe in a query or a command.

        def run_query(sql: LiteralString) -> None: ...
    """


@_bare_form
def TypeAlias():
    """Marks an assignment as the definition of an alias.

        Predicate: TypeAlias = Callable[..., bool]

    The statement `type Predicate = ...` has taken its place.
    """


# ---- qualifiers: about the variable rather than its type ----

@_SpecialForm
def ClassVar(self, parameters):
    """A variable of the class, not of its instances.

        class Starship:
            stats: ClassVar[dict[str, int]] = {}
            damage: int = 10
    """
    item = _type_check(parameters, f"{self} accepts only single type.", allow_special_forms=True)
    return _GenericAlias(self, (item,))


@_SpecialForm
def Final(self, parameters):
    """A name that is neither assigned again nor overridden in a subclass.

        MAX_SIZE: Final = 9000
    """
    item = _type_check(parameters, f"{self} accepts only single type.", allow_special_forms=True)
    return _GenericAlias(self, (item,))


def _item_of_typed_dict(self, parameters):
    item = _type_check(parameters, f"{self._name} accepts only a single type.")
    return _GenericAlias(self, (item,))


@_SpecialForm
def Required(self, parameters):
    """A key that a TypedDict with total=False must have all the same.

        class Movie(TypedDict, total=False):
            title: Required[str]
            year: int
    """
    return _item_of_typed_dict(self, parameters)


@_SpecialForm
def NotRequired(self, parameters):
    """A key that a TypedDict may lack.

        class Movie(TypedDict):
            title: str
            year: NotRequired[int]
    """
    return _item_of_typed_dict(self, parameters)


@_SpecialForm
def ReadOnly(self, parameters):
    """A key of a TypedDict whose item is not changed.

        class Movie(TypedDict):
            title: ReadOnly[str]
            year: int
    """
    return _item_of_typed_dict(self, parameters)


# ---- forms that make types ----

@_SpecialForm
def Union(self, parameters):
    """Union type; Union[X, Y] means either X or Y: X | Y is the shorter way to say it.

    Unions of unions are flattened, what is there twice counts once, one type alone is no union, order does not
    matter in comparisons:

        Union[Union[int, str], float] == Union[int, str, float]
        Union[int, str, int] == Union[str, int] == int | str
        Union[int] is int

    Classes and instances can be checked against it.
    """
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    members = _remove_dups_flatten(_type_check(member, "Union[arg, ...]: each arg must be a type.")
                                   for member in parameters)
    if len(members) == 1:
        return members[0]
    name = "Optional" if len(members) == 2 and type(None) in members else None
    return _UnionGenericAlias(self, members, name=name)


def _make_union(left, right):
    """left | right of type variables (runtime/typevar.c)."""
    return Union[left, right]


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is equivalent to Union[X, None]."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """A type whose values are those given.

        def open(file: str, mode: Literal["r", "rb", "w", "wb"]): ...

    Any value is accepted here; checkers want int, bytes, str, bool, None and members of enums.
    """
    parameters = _flatten_literal_params(parameters)
    try:
        parameters = tuple(value for value, _ in _deduplicate(_value_and_type_iter(parameters)))
    except TypeError:
        pass  # unhashable: no checker will like it, but here it goes
    return _LiteralGenericAlias(self, parameters)


@_SpecialForm
def Concatenate(self, parameters):
    """Parameters in front of those that a ParamSpec stands for.

        def with_lock[**P, R](f: Callable[Concatenate[Lock, P], R]) -> Callable[P, R]: ...
    """
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    *first, last = parameters
    if not (last is ... or isinstance(last, ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    first = [_type_check(item, "Concatenate[arg, ...]: each arg must be a type.") for item in first]
    return _ConcatenateGenericAlias(self, (*first, last))


def _narrowing(self, parameters):
    item = _type_check(parameters, f"{self} accepts only single type.")
    return _GenericAlias(self, (item,))


@_SpecialForm
def TypeGuard(self, parameters):
    """What a function returns that tells, when true, that its first argument is of this type; false tells nothing.

        def is_str_list(value: list[object]) -> TypeGuard[list[str]]:
            return all(isinstance(item, str) for item in value)

    The type need not be narrower than the argument's own.
    """
    return _narrowing(self, parameters)


@_SpecialForm
def TypeIs(self, parameters):
    """What a function returns that tells whether its first argument is of this type, both ways.

        def is_str(value: object) -> TypeIs[str]:
            return isinstance(value, str)

    The type is narrower than the argument's own; false tells that the argument is not of it.
    """
    return _narrowing(self, parameters)


@_SpecialForm
def Unpack(self, parameters):
    """The items of a tuple type, or the types of a TypeVarTuple, one by one: Unpack[Ts] is *Ts.

    For **kwargs it takes a TypedDict that says the keywords:

        def make(**options: Unpack[Options]): ...
    """
    item = _type_check(parameters, f"{self} accepts only single type.")
    return _UnpackGenericAlias(origin=self, args=(item,))


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Annotated(self, *params):
    """A type, and anything else to be said about it for whoever reads annotations.

        Name = Annotated[str, MaxLength(20)]

    __metadata__ has what follows the type; Annotated[Annotated[t, 1], 2] is Annotated[t, 1, 2].  Type parameters in
    the type can be given arguments; get_type_hints() leaves the metadata out unless asked for them.
    """
    if len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])
