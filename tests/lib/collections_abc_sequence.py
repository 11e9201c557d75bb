# What the mixin methods of MutableSequence make of five methods.
from collections.abc import MutableSequence, Sequence


class Row(MutableSequence):
    def __init__(self, items=()):
        self.items = list(items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __len__(self):
        return len(self.items)

    def insert(self, index, value):
        self.items.insert(index, value)

    def __repr__(self):
        return f"Row({self.items})"


q = Row("abcabc")
nan = float("nan")
for expression in (
    "q.index('c')", "q.index('c', 3)", "q.index('c', -1)", "q.index('c', 0, 2)", "q.index('c', 0, -3)", "q.index('z')",
    "q.index('a', -100)", "q.index('a', 0, -100)", "q.index('a', None)", "q.count('a')", "'a' in q", "'z' in q", "list(reversed(q))",
    "q.reverse()", "q", "q.extend(q)", "q", "q.pop()", "q.pop(0)", "q.pop(100)", "q.remove('b')", "q.remove('zz')", "q.append(1)", "q",
    "q.__iadd__([2])", "q.clear()", "q", "q.pop()", "list(q)", "q.extend(1)", "Row([nan]).index(nan)", "nan in Row([nan])",
    "Row([nan]).count(nan)", "Sequence()",
):
    try:
        print(expression, "->", repr(eval(expression)))
    except Exception as error:
        print(expression, "->", repr(error))
match q:
    case []:
        print("matches a sequence pattern")
