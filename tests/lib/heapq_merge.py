# merge: sorted inputs of all kinds, stable, lazy, with keys and in reverse.
from heapq import merge


def show(*iterables, **options):
    print(list(merge(*iterables, **options)))


show()
show([], [], [])
show([1, 3, 5], (2, 4, 6), range(0, 9, 4), iter([7]))
show([5, 3, 1], [6, 2], reverse=True)
show(["dog", "horse"], ["cat", "fish", "kangaroo"], key=len)
show(["kangaroo", "fish"], ["horse", "cat"], key=len, reverse=True)
show([(1, "a"), (1, "b"), (2, "c")], [(1, "A"), (2, "C")], key=lambda pair: pair[0])
show([(2, "c"), (1, "a"), (1, "b")], [(2, "C"), (1, "A")], key=lambda pair: pair[0], reverse=True)


class Uncomparable:
    def __repr__(self):
        return "U"


show([Uncomparable()] * 2, [Uncomparable()], key=lambda _: 0)


def noisy(name, items):
    for item in items:
        print(f"[{name}{item}]", end=" ")
        yield item
    print(f"[{name} ends]", end=" ")


lazy = merge(noisy("a", [1, 4]), noisy("b", [2, 3, 9]))
for _ in range(3):
    print(next(lazy))
print(list(lazy))
lazy = merge(noisy("c", [1, 2]), [5])
print(next(lazy))
lazy.close()
for action in (lambda: list(merge([1, "a"], [2])), lambda: list(merge(5)), lambda: list(merge([1], [2], key=5)),
               lambda: list(merge([1], ["a"]))):
    try:
        print(action())
    except TypeError as error:
        print(error)


def failing():
    yield 1
    raise KeyError("inside")


try:
    for item in merge([0, 5], failing()):
        print(item)
except KeyError as error:
    print(repr(error))
