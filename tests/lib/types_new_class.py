# new_class, prepare_class, resolve_bases, get_original_bases: a class statement in steps.
import types


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        return {"prepared": (name, kw)}

    def __new__(mcls, name, bases, namespace, **kw):
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kw):
        cls.keywords = kw


C = types.new_class("C", (), {"metaclass": Meta, "z": 1}, lambda ns: ns.update(x=5))
print(type(C).__name__, C.x, C.prepared, C.keywords, C.__module__)
D = types.new_class("D", (C,))
print(type(D).__name__, D.__bases__, types.new_class("E").__mro__)


class Entry:
    def __init__(self, *classes):
        self.classes = classes

    def __mro_entries__(self, bases):
        return self.classes


bases = (Entry(int), Entry(), list[str])
F = types.resolve_bases(bases)
print(F, types.resolve_bases((int, str)), types.resolve_bases([int]))
G = types.new_class("G", (Entry(dict), Entry()))
print(G.__bases__, len(G.__orig_bases__), types.get_original_bases(G) == G.__orig_bases__)
attempt(types.resolve_bases, (Entry,))
bad = Entry()
bad.classes = int
attempt(types.resolve_bases, (bad,))
attempt(types.get_original_bases, 5)
attempt(types.get_original_bases, bool)


class Numbers(list[int]):
    pass


class More(Numbers):
    pass


print(types.get_original_bases(Numbers), types.get_original_bases(More))


class OtherMeta(type):
    pass


attempt(types.prepare_class, "X", (C, OtherMeta("Y", (), {})))
attempt(types.prepare_class, "X", (C,), {"metaclass": OtherMeta})
print(types.prepare_class("X", (object, C)), types.prepare_class("X", (), {"metaclass": print, "k": 1}))
keywords = {"metaclass": Meta, "k": 1}
types.prepare_class("X", (), keywords)
print(sorted(keywords))
