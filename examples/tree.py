# Walking trees with yield from: recursion that can be paused, compared and stopped early.
# weft only: elsewhere the last walk is a RecursionError.
from itertools import zip_longest


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def insert(self, value):
        side = "left" if value < self.value else "right"
        child = getattr(self, side)
        if child:
            child.insert(value)
        else:
            setattr(self, side, Tree(value))


def tree_of(values):
    first, *rest = values
    tree = Tree(first)
    for value in rest:
        tree.insert(value)
    return tree


def picture(tree, indent=""):
    if tree:
        yield from picture(tree.right, indent + "    ")
        yield f"{indent}{tree.value}"
        yield from picture(tree.left, indent + "    ")


def same_fringe(a, b):
    """Do two trees hold the same values in order? Stops at the first difference."""
    compared = 0
    for x, y in zip_longest(a, b, fillvalue=object()):
        compared += 1
        if x != y:
            return False, compared
    return True, compared


def flatten(nested):
    """The leaves of any nesting of lists, and as the value of the generator how many there were."""
    n = 0
    for item in nested:
        if isinstance(item, list):
            n += yield from flatten(item)
        else:
            yield item
            n += 1
    return n


if __name__ == "__main__":
    one, two = tree_of([4, 2, 6, 1, 3, 5, 7]), tree_of([1, 2, 3, 4, 5, 6, 7])
    print(*picture(one), sep="\n")
    print("in order:", *one)
    print("balanced and degenerate tree:", same_fringe(one, two))
    print("another:", same_fringe(one, tree_of([2, 1, 9, 3])))

    def report():
        count = yield from flatten([1, [2, [3, []], [[4]]], 5])
        print("leaves:", count)
    print("flat:", *report())

    # A tree that is only a line: the walk delegates through 5,000 generators, and each step costs the same.
    line = None
    for value in range(5_000):
        line = Tree(value, left=line)
    walk = iter(line)
    print("deep:", next(walk), next(walk), next(walk))
