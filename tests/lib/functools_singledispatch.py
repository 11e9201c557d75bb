# singledispatch: by class, by abstract class, by annotation, by union; and what is ambiguous.
import collections
import functools
from collections import abc


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


@functools.singledispatch
def kind(x, note=None):
    "what it is"
    return "object"


@kind.register(int)
def _(x, note=None):
    return f"int {note}"


@kind.register
def _(x: str, note=None):
    return "str"


@kind.register
def _(x: list | tuple, note=None):
    return "list or tuple"


kind.register(abc.Mapping, lambda x: "mapping")
kind.register(abc.Sized, lambda x: "sized")
kind.register(type(None), lambda x: "none")
print(kind(1.5), kind(1, note="n"), kind(True), kind("s"), kind([]), kind(()), kind({}), kind(collections.ChainMap()), kind(set()), kind(None))
print(kind.dispatch(bool) is kind.registry[int], kind.dispatch(object) is kind.__wrapped__, kind.__name__, kind.__doc__, len(kind.registry))
attempt(kind)
attempt(kind.register, 5)
attempt(kind.register, 5, len)
attempt(kind.register, list[int], len)
attempt(kind.register, lambda x: x)


def wrong(x: "list[int]"):
    pass


def wrong_union(x: "int | list[int]"):
    pass


attempt(kind.register, wrong)
attempt(kind.register, wrong_union)


class Both(abc.Sized, abc.Iterable):
    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())


class Duck:
    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())

    def __contains__(self, x):
        return False


@functools.singledispatch
def g(x):
    return "object"


g.register(abc.Sized, lambda x: "sized")
g.register(abc.Iterable, lambda x: "iterable")
attempt(g, Both())
attempt(g, Duck())
g.register(abc.Container, lambda x: "container")
attempt(g, Duck())
g.register(abc.Set, lambda x: "set")
attempt(g, frozenset())
attempt(g, {})
abc.Set.register(Duck)
attempt(g, Duck())


class Late(abc.MutableMapping):
    __getitem__ = __setitem__ = __delitem__ = __iter__ = __len__ = None


attempt(lambda: [c.__name__ for c in functools._compose_mro(dict, [abc.Sequence, abc.MutableMapping, abc.Sized, abc.Hashable])])
attempt(lambda: [c.__name__ for c in functools._compose_mro(collections.OrderedDict, [abc.Mapping, abc.Sized, abc.Container])])
attempt(lambda: [c.__name__ for c in functools._c3_mro(collections.ChainMap)])
attempt(functools._c3_merge, [[1, 2], [2, 1]])
attempt(functools._c3_merge, [[1, 2, 3], [4, 2], [3]])
