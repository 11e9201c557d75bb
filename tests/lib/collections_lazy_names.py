# The names of collections are there however they are asked for.
import collections
from collections import *
from collections.abc import Mapping, MutableSequence

print(sorted(name for name in dir() if not name.startswith("__") and name != "collections"))
print(set(collections.__all__) <= set(dir(collections)))
for name in collections.__all__:
    thing = getattr(collections, name)
    print(name, thing.__module__, thing.__qualname__, thing is globals()[name])
try:
    collections.nothing
except AttributeError as error:
    print(error)
try:
    from collections import Mappings
except ImportError as error:
    print(type(error).__name__, error.name, error.name_from)
print(isinstance(deque(), MutableSequence), isinstance(Counter(), Mapping), issubclass(OrderedDict, Mapping))
