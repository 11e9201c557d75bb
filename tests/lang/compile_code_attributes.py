# What code objects tell about a function.
def f(a, b, /, c, *args, d=1, **kw):
    """doc"""
    x = [y for y in a]
    def g(): return x, c
    return g
co = f.__code__
print(co.co_name, co.co_qualname, co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount)
print(co.co_varnames[:6], co.co_cellvars, co.co_freevars, co.co_firstlineno, co.co_consts[0], bool(co.co_flags & 4))
g = f(1 and [], 2, 3).__code__
print(g.co_freevars, g.co_name, g.co_flags & 16)
print(co == f.__code__, co != g, hash(co) == hash(f.__code__), co.replace(co_name="n").co_name)
a, b = compile("x = 1", "f", "exec"), compile("x = 1", "f", "exec")
print(a == b, a is b, compile("x = 1.0", "f", "exec") == a, compile("x = True", "f", "exec") == a)
print(len(list(co.co_positions())) * 2 == len(co.co_code))
shifted = co.replace(co_firstlineno=100)
print(shifted.co_firstlineno, {l for s, e, l in shifted.co_lines() if l} >= {102, 103, 104})
