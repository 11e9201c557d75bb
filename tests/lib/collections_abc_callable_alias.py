# Callable[[...], ...]: repr, flat arguments, substitution, reduction, errors.
from collections.abc import Callable, Iterable


def generic[T, *Ts, **P]():
    return T, Ts, P


T, Ts, P = generic.__type_params__
for expression in (
    "Callable[[int, str], list]", "Callable[..., int]", "Callable[[], int]", "Callable[P, int]", "Callable[int]",
    "Callable[int, int]", "Callable[int, int, int]", "Callable[[int], T][str]", "Callable[P, T][[int, str], bool]",
    "Callable[P, T][..., bool]", "Callable[[int, T], None].__args__", "Callable[P, T].__parameters__", "Callable[P, int][int]",
    "Callable[P, int][int, str]", "Callable[P, int][[int]]", "Callable[[int, *Ts], T][str, bool, float]", "Callable[[None], None]",
    "Callable['x', int]", "Callable[[int], 'x']", "Callable[(int, str), int]", "Callable[[int], int][str]",
    "Callable[[int, str], list] | None", "Callable[[Callable[[T], int]], T][str]", "Callable[[len], int]",
    "Callable[[int], int] == Callable[[int], int]", "Callable[[int], int].__origin__", "Iterable[int]",
    "Callable[[int], int]()",
):
    try:
        print(expression, "->", repr(eval(expression)))
    except Exception as error:
        print(expression, "->", repr(error))
for alias in Callable[[int, str], list], Callable[..., int], Callable[[], int]:
    function, args = alias.__reduce__()
    print(args, function(*args) == alias, type(alias).__name__)
