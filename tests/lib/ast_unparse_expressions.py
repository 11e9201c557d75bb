# Expressions as source: parentheses where they must be, and nowhere else.
import ast

for source in """
a + b * c ** -d; (a + b) * c; a - (b - c); (a ** b) ** c; a ** b ** c; -a ** b; (-a) ** b; not a == b; (not a) == b
a and b or c; a and (b or c); a or (b or c); (a or b) or c; not (a and b); a < b < c; (a < b) < c; a in b not in c
lambda: (yield); lambda a, /, b=1, *c, d=2, **e: a; (lambda: x)(); a if b else c if d else e; (a if b else c) if d else e
[*a, b]; {**a, 'b': c}; {*a}; (a,); (); (a, b); a[b, c]; a[(b, *c)]; a[()]; a[b:c:d]; a[::d]; a[b:, c]; f(*a, b=c, **d)
x = yield; x = yield a, b; await_ = (await a).b; [a async for b in c if d if e]; (a for b, in c); {a: b for a in c}
(a := 1); f((a := 1)); f(a := 1); x[(a := 1)]; 1 .real; 1.0.real; 'a'.b; (1).b; {a}.b; a.b.c; (a + b).c; a()()
1e400; -1e400; 1e400j; 1e400 - 1e400; 0x10; 1_0; 1j; ...; None; True; b'a"\\'b'; 'a\\nb'; u'x'; 'a"\\'b'
f'a{b}c{d!r:>{e}}{{}}'; f'{a["b"]}'; f"{a}'"; f'''{a}\n'''; f'{x:%H"}'; f'{ {1} }'; f'{lambda: 1}'; f'{(a := 1)}'; f'{a=}'
""".replace("\n", ";").split(";"):
    source = source.strip()
    if not source:
        continue
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        print(source, error)
        continue
    text = ast.unparse(tree)
    print(source.ljust(40), text, "" if ast.dump(ast.parse(text)) == ast.dump(tree) else "DIFFERS")

name = ast.Name("x")
for node in [ast.BinOp(ast.BinOp(name, ast.Add(), name), ast.Pow(), ast.UnaryOp(ast.USub(), name)), ast.Set([]),
             ast.Constant((1, (2,), float("inf"), complex("nanj"))), ast.Starred(ast.BoolOp(ast.Or(), [name, name])),
             ast.YieldFrom(ast.Tuple([name, name])), ast.NamedExpr(name, ast.Tuple([name])), ast.arg("a", name),
             ast.JoinedStr([ast.Constant("'\"'''\"\"\""), ast.FormattedValue(name, -1)]), ast.Load(), [name, name],
             ast.JoinedStr([ast.Constant("a\\b\n"), ast.FormattedValue(ast.Constant("q'\""), 114)]), ast.Add()]:
    print(ast.unparse(node))
for node in ast.JoinedStr([name]), ast.YieldFrom(None):
    try:
        ast.unparse(node)
    except ValueError as error:
        print(str(error).split("<")[0])
