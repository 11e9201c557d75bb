# Generic functions, classes and aliases.
def f[T, *Ts, **P](x: T, y: int = 3) -> T: return x, y
print([p.__name__ for p in f.__type_params__], f(3), f.__name__, f.__defaults__, f.__annotations__["y"])
class C:
    x = int
    def m[U](self, u: U, v: x = 1) -> "U": return u, v
print(C().m(4), C.m.__qualname__, C.m.__annotations__["v"])
type Alias[T] = list[T]
type Plain = int
print(Alias, Plain.__value__, Alias.__name__, len(Alias.__type_params__))
def g[T: int, S: (int, str), D = bool](): pass
t, s, d = g.__type_params__
print(t.__bound__, s.__constraints__, d.__default__)
