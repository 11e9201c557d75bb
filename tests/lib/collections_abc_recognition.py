# Which classes are what: built-in types registered, others known by their methods; None takes a method back.
import collections.abc
import warnings

warnings.simplefilter("ignore")
samples = [int, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, memoryview, float, object, type, type(None),
           type({}.keys()), type({}.items()), type({}.values()), type(iter([])), type(reversed([])), type(zip()),
           type(lambda: 1), type(i for i in ()), type(type.__dict__), type(iter(range(1 << 100)))]
for name in collections.abc.__all__:
    abc = getattr(collections.abc, name)
    print(name, abc.__module__, sorted(abc.__abstractmethods__), [t.__name__ for t in samples if issubclass(t, abc)])


class Silent:
    __hash__ = None
    __iter__ = None

    def __len__(self):
        return 0

    def __contains__(self, x):
        return False

    async def __aiter__(self):
        pass


for abc in "Hashable", "Iterable", "Sized", "Container", "Collection", "AsyncIterable", "AsyncIterator":
    print(abc, issubclass(Silent, getattr(collections.abc, abc)))


class Both(collections.abc.Hashable, collections.abc.Sized):
    pass


class Looks:
    def __hash__(self):
        return 1

    def __len__(self):
        return 1


print("a derived class does not go by methods:", issubclass(Looks, Both), issubclass(Looks, collections.abc.Sized))
