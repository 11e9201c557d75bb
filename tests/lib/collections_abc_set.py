# What the mixin methods of Set and MutableSet make of three and five methods.
from collections.abc import MutableSet, Set


class Letters(Set):
    def __init__(self, letters=()):
        self.letters = list(dict.fromkeys(letters))

    def __contains__(self, letter):
        return letter in self.letters

    def __len__(self):
        return len(self.letters)

    def __iter__(self):
        return iter(self.letters)

    def __repr__(self):
        return f"{type(self).__name__}({''.join(map(str, self.letters))})"

    __hash__ = Set._hash


class Changing(MutableSet, Letters):
    def add(self, letter):
        if letter not in self.letters:
            self.letters.append(letter)

    def discard(self, letter):
        if letter in self.letters:
            self.letters.remove(letter)


def show(expression):
    try:
        result = eval(expression)
        print(expression, "->", sorted(result) if isinstance(result, Letters) else result)
    except Exception as error:
        print(expression, "->", repr(error))


a, b = Letters("abc"), Letters("bcd")
for operator in "& | - ^ < <= > >= == !=".split():
    for right in "b", "a", "'ab'", "{'a', 'b', 'c'}", "1":
        if right != "1" or operator not in ("==", "!="):
            show(f"a {operator} {right}")
for expression in ("'abx' - a", "'abx' ^ a", "'ab' & a", "'xy' | a", "{'a'} < a", "frozenset('abc') == a",
                   "hash(a) == hash(frozenset('abc'))", "Letters(range(50))._hash() == hash(frozenset(range(50)))",
                   "a.isdisjoint('xyz')", "a.isdisjoint('xyc')", "a.isdisjoint(1)", "Letters._from_iterable('ab')", "Set()"):
    show(expression)
x = Changing("abc")
for statement in ("x |= 'cde'", "x &= 'bcd'", "x ^= 'bq'", "x -= 'c'", "x ^= x", "x |= 1", "x |= Letters('xyz')",
                  "x -= x", "x ^= 'zz'", "x.remove('z')", "x.remove('z')", "x.pop()", "x |= 'k'", "print(x.pop())"):
    try:
        exec(statement)
        print(statement, "->", x)
    except Exception as error:
        print(statement, "->", repr(error))
