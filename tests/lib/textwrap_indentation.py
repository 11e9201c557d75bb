# dedent and indent.
from textwrap import dedent, indent

for text in ["  a\n    b\n  c", "\ta\n\t  b\n", "  a\n\tb", "\n   \n    x\n  \t\n    y\n", "", "   ", "a\n  b", "  a\r\n  b\r\n",
             "\u3000a\n\u3000b", "  a\n \n  b"]:
    print(repr(dedent(text)), repr(indent(text, "> ")), repr(indent(text, "+", lambda line: True)))
print(repr(indent("a\x0bb\nc\u2028d\n\n", "-")))
