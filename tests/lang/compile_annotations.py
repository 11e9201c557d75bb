# Evaluated eagerly at module and class level, never for locals.
def f(a: int, *b: str, c: "q" = 1, **d: list) -> None:
    x: undefined_name = 1
    y: also_undefined
    return x
print(f.__annotations__, f(1))
def g(a: 1, b: 2, /, c: 3): pass
print(list(g.__annotations__))
x: int = 5
y: "later"
class C:
    z: float
    w: str = "w"
print(__annotations__, C.__annotations__, hasattr(C, "z"))
(q): int = 1
d = {}
d["k"]: int = 2
print(q, d, __annotations__)
