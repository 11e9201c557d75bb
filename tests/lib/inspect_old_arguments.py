# getfullargspec, getcallargs, getargs, getclosurevars, get_annotations, formatannotation.
import functools
import inspect
import typing


def f(a, /, b: int = 1, *args: str, c, d=2, **kwargs) -> float:
    return undefined, len, module_level, nonlocal_name


module_level = 1


def factory():
    free = 5

    def closure():
        return free + module_level + max(undefined)
    return closure


class C:
    x: "int" = 1

    def method(self, y=3): pass


class G[T]:
    y: "list[T]"


print(inspect.getfullargspec(f))
print(inspect.getfullargspec(C().method), inspect.getfullargspec(C), inspect.getfullargspec(functools.partial(f, 1)), sep="\n")
print(inspect.getargs(f.__code__))
for function in lambda: inspect.getfullargspec(3), lambda: inspect.getargs(f):
    try:
        function()
    except TypeError as error:
        print(str(error).split('<')[0])
for args, kwargs in [((1,), {"c": 2}), ((1, 2, 3), {"c": 4, "e": 5}), ((), {}), ((1,), {}), ((1,), {"c": 1, "a": 2})]:
    try:
        print(inspect.getcallargs(f, *args, **kwargs))
    except TypeError as error:
        print(error)
for function in [lambda: 0, lambda a: 0, lambda a, b=1: 0, lambda a, b: 0, lambda *, a, b, c: 0, lambda a, *, k=1: 0, lambda a, b, c: 0]:
    function.__name__ = "g"
    for args, kwargs in [((1, 2, 3, 4), {}), ((), {}), ((1,), {"z": 2}), ((1,), {"a": 2}), ((1, 2), {"k": 3})]:
        try:
            print(inspect.getcallargs(function, *args, **kwargs))
        except TypeError as error:
            print(error)
print(inspect.getcallargs(C().method, 5)["y"])
print(inspect.getclosurevars(factory())._replace(builtins=None), list(inspect.getclosurevars(factory()).builtins))
print(inspect.get_annotations(f), inspect.get_annotations(C), inspect.get_annotations(C, eval_str=True),
      inspect.get_annotations(G, eval_str=True), inspect.get_annotations(int), inspect.get_annotations(len))
for value in 3, "x":
    try:
        inspect.get_annotations(value)
    except TypeError as error:
        print(error)
for annotation in int, C, list[int], typing.List[int], typing.Optional[C], "text", None, typing.Any, int | None:
    print(inspect.formatannotation(annotation), inspect.formatannotation(annotation, "__main__"))
print(inspect.formatannotationrelativeto(f)(C))
