# A copy of a generator context manager shares its generator and knows as much as the original.
import copy
from contextlib import contextmanager


@contextmanager
def scope(value):
    """What scope does."""
    print("in")
    yield value
    print("out")


original = scope(1)
duplicate = copy.copy(original)
print(duplicate.__doc__, duplicate.args, duplicate.func is original.func, duplicate.gen is original.gen)
with duplicate as value:
    print(value)
entered = scope(2)
with entered:
    duplicate = copy.copy(entered)
    print(duplicate.__doc__, hasattr(duplicate, "args"), duplicate.gen is entered.gen)
try:
    copy.deepcopy(scope(3))
except TypeError as e:
    print(e)
