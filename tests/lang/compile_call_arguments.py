# Positional, keyword and star arguments in every mixture.
def f(*a, **k): return a, k
def g(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(g(1, d=4), g(1, 2, 3, 4, 5, d=6, z=7), g(*[1, 2], **{"d": 3}))
print(f(*[1, 2], 3, *(4,), x=1, **{"y": 2}, z=3), f(*"ab"), f(*()), f(**{}))
print(f(1, *range(2), a=1, **{"b": 2}, **{"c": 3}))
print(len(f(*range(300))[0]), f(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, k=20)[1])
try: f(**{"a": 1}, **{"a": 2})
except TypeError as e: print(e)
try: f(a=1, **{"a": 2})
except TypeError as e: print(e)
