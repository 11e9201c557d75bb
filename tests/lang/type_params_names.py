# Functions in type parameters and aliases: their qualified names; type parameters by syntax are typing's.
type Plain = lambda: 0
type Generic[T] = lambda: T
print(Plain.__value__.__qualname__, Generic.__value__.__qualname__, Plain.__module__)


def outer():
    type Inner[T: (lambda: 1)] = [x for x in (lambda: 3,)]
    print(Inner.__value__[0].__qualname__, Inner.__type_params__[0].__bound__.__qualname__)

    def function[T = lambda: 0](a: (lambda: 2)):
        return lambda: 1
    print(function.__qualname__, function.__type_params__[0].__default__.__qualname__,
          function.__annotations__["a"].__qualname__, function(1).__qualname__)

    class Class[T: (lambda: 5, lambda: 6)]:
        type Member = lambda: 7

        def method[S](self):
            return lambda: 8
    print([constraint.__qualname__ for constraint in Class.__type_params__[0].__constraints__],
          Class.Member.__value__.__qualname__, Class.method.__qualname__, Class().method().__qualname__)
    return function


def module_level[T: (lambda: 0), *Ts, **P](): ...


class Holder:
    def method[T: (lambda: 0)](self): ...


print(module_level.__type_params__[0].__bound__.__qualname__, Holder.method.__type_params__[0].__bound__.__qualname__)
print([param.__module__ for param in module_level.__type_params__ + outer().__type_params__ + Generic.__type_params__])
