# Source from tokens: places are kept, pairs give the same tokens again, places that go back are refused.
import io
import tokenize
from tokenize import DEDENT, ENDMARKER, INDENT, NAME, NEWLINE, NUMBER, OP, STRING

for source in ["a  =   1\n", "if x:\n\t y\n\t z\nw", "x = '''a\nb''' 'c'\n", "f'{x!r:{w}}{{{y}}}' f'a'\n", "def f(\n  a,\n):\n   pass\n# end\n",
               "x = (1 \\\n  + 2)\n", "\n\n\n a\n", "f'''{\n x }'''"]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except IndentationError as error:
        print(error)
        continue
    print(repr(source), repr(tokenize.untokenize(tokens)), repr(tokenize.untokenize([t[:2] for t in tokens])))
print(repr(tokenize.untokenize([(NAME, "if"), (NAME, "x"), (OP, ":"), (NEWLINE, "\n"), (INDENT, "  "), (NAME, "y"),
                                (NUMBER, "1"), (STRING, "'a'"), (STRING, "'b'"), (NEWLINE, "\n"), (DEDENT, ""),
                                (ENDMARKER, "")])))
try:
    tokenize.untokenize([(NAME, "a", (2, 0), (2, 1), ""), (NAME, "b", (1, 0), (1, 1), "")])
except ValueError as error:
    print(error)
