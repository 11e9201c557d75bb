# What the mixin methods of MutableMapping make of five methods, and the views.
from collections.abc import ItemsView, KeysView, Mapping, MutableMapping, ValuesView


class Table(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __repr__(self):
        return f"Table({self.data})"


class Reader:
    def keys(self):
        return ["r"]

    def __getitem__(self, key):
        return key * 2


m = Table()
for expression in (
    "m.update(a=1, b=2)", "m.update({'c': 3})", "m.update([('d', 4)])", "m.update(Reader())", "m.update([1])",
    "m.update(1)", "m.update(self=3, other=5)", "m.update((), {})", "m.pop('a')", "m.pop('zz')", "m.pop('zz', 1)", "m.popitem()",
    "m.setdefault('q')", "m.setdefault('q', 3)", "m.get('nn')", "m.get('nn', 5)", "m.keys()", "m.items()", "m.values()",
    "m == {'c': 3}", "m == dict(m)", "m != 1", "('c', 3) in m.items()", "('c', 4) in m.items()", "('zz', 4) in m.items()",
    "3 in m.values()", "33 in m.values()", "'c' in m.keys()", "'c' in m", "m.keys() & {'c'}", "m.items() & {('c', 3)}",
    "list(m.items())", "list(m.values())", "len(m.values())", "(1,) in m.items()", "m.keys() == set(m)", "reversed(m)", "hash(m)",
    "m.clear()", "m", "m.popitem()", "Mapping()", "KeysView({1: 2})", "ItemsView({1: 2})", "ValuesView({1: 2})",
    "list(ItemsView({1: 2}))", "KeysView({1: 2}) | {3}",
):
    try:
        print(expression, "->", repr(eval(expression)))
    except Exception as error:
        print(expression, "->", repr(error))
match m:
    case {}:
        print("matches a mapping pattern")
