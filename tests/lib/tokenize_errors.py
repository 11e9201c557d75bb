# What is no Python: TokenError, IndentationError, and text that goes through.
import io
import tokenize

for source in ["(1,\n", "'''abc\n", "x = 'abc\n", "if 1:\n  a\n b\n", "a = 1 +\n", "0xg\n", "\t a\n  b\n", "a\\ b\n", "$ ? !\n",
               "1_000_\n", "f'{a'\n", "f'{'\n", "a)\n", "\\"]:
    try:
        print(repr(source), [(t.type, t.string) for t in tokenize.generate_tokens(io.StringIO(source).readline)])
    except (tokenize.TokenError, SyntaxError) as error:
        print(repr(source), type(error).__name__, error.args[:1], getattr(error, "lineno", None) or error.args[1:])
