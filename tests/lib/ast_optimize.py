# parse(optimize=1): constants are computed, and trees given to it are not changed.
import ast

SOURCES = [
    '1+2*3', '-1', '~5 + -2', 'not (a in b)', 'not a', 'not (a is not b)', 'not (a < b)', "'%s-%r%%' % (a, b)",
    "'%d' % (a,)", "'%s' % a", "'%s%s' % (a,)", "'%' % (a,)", "'abc' % ()", "'%s' % (*a,)", "(1,(2,'a'))", '(1,a)',
    'x in [1,2]', 'x in [a,b]', 'x in {1,2}', 'x in {a}', 'x in [*a]', 'x < [1] in [2]', 'for x in [1,2]: pass',
    'for x in {1}: pass', 'for x in [a]: pass', '[y for y in [1,2]]', '(1,2,3)[1]', "'abc'[5]", '1/0', '2**1000',
    '2**100', '1<<200', '1<<100', "'a'*5000", "'a'*40", '(1,)*300', '(1,)*3', '__debug__', '__debug__ = 1', "'a'+'b'",
    "def f():\n 'doc'\n return 1", "def f():\n 'doc'", "class C: 'x'+'y'", "'mod'\nx",
    "match x:\n case -1+2j: pass\n case 'a': pass", 'x[(1,2)]', 'x[1:2]', "f'{1+1}'", 'a = b = (1,2)', '(a, b) = 1',
    'del (a, b)', 'lambda x=1+1: 2+2', '1 if not 1 else 2', 'True and 1+1', "-'a'", '[1]*3', "b'a'*3", "'%s' % ()",
    '1 + a + 2', "'a' 'b'", 'x: int = 1+1', "'%5s' % (a,)", "'%-5.3r x' % (a,)", "'%(a)s' % (a,)", "'%%' % ()",
    'print(*(1,2))', '{1,2}', "assert 1, 'a'+'b'",
]
for source in SOURCES:
    print(repr(source), ast.dump(ast.parse(source, optimize=1)))
tree = ast.parse("1 + 1")
print(ast.dump(ast.parse(tree, optimize=2)), ast.dump(tree))
