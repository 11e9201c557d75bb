# list[int] and its kin.
a = list[int]
print(a, a.__origin__, a.__args__, a.__parameters__, type(a), a == list[int], a == list[str], hash(a) == hash(list[int]))
print(dict[str, list[int]], tuple[int, ...], tuple[()], type[int], list["fwd"], a(), a([1]), a.append, list[int, str])
print(a.__name__, a.__module__, a.__doc__ == list.__doc__, isinstance([], a.__origin__), a.fromkeys if hasattr(a, "fromkeys") else "no")
class B(list[int]): pass
print(B.__bases__, B.__orig_bases__, B([1]))
class C:
    @classmethod
    def __class_getitem__(cls, item): return (cls.__name__, item)
    x = 1
print(C[5], C[1, 2])
class D:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(D[3])
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: isinstance([], a)); attempt(lambda: issubclass(list, a)); attempt(lambda: a[int]); attempt(lambda: a.x); attempt(lambda: int[str]); attempt(lambda: object[1])
(s,) = tuple[int, str]
print(s, s.__unpacked__, s.__args__, list[*tuple[int, str]])
print(list[[int, str]], dict[str, [int]])
import copy, pickle
print(copy.copy(a), copy.deepcopy(a), a.__reduce__(), a.__mro_entries__(()))
