# A t-string gives a Template: strings, interpolations, values, iteration, concatenation.
# weft only
from string.templatelib import Template, Interpolation, convert
name, n = "World", 42
t = t"Hello {name}, {n!r:>{5}} {n=}"
print(type(t) is Template, t.strings, t.values)
print([(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations])
print([p if isinstance(p, str) else p.value for p in t], t"".strings, list(t""))
print(repr(t"a{n}"))
u = t"x{1}y" + t"z{2}"
print(u.strings, u.values)
print(repr(Template("a", "b", Interpolation(3, "q", "r", ".2f"), Interpolation(4))))
for f in (lambda: t"a" + "b", lambda: Template(1), lambda: Template(a=1), lambda: Interpolation(1, "x", "z"), lambda: Interpolation(1, 2), lambda: Interpolation()):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
match t.interpolations[0]:
    case Interpolation(value, expression, None, ""):
        print(value, expression)
print(convert("é", "a"), convert(1, None), convert("x", "r"))
def html(template):
    return "".join(p if isinstance(p, str) else format(convert(p.value, p.conversion), p.format_spec).upper() for p in template)
print(html(t"<{name}> {n:05}"))
