# Tokens of a program, with exact types, from bytes and from str.
import io
import token
import tokenize

source = '''\
# comment
@decorator
def f(a, *, b: int = 0x1F) -> "x":  # trailing
    if a := [1.5e3j,
             ...]:
        return f"{a!r:>{b}}{{}} {a:%H}" + rb'\\\\x' \\
            "é"

    async with x as y: pass
type X = 1
'''
for t in tokenize.generate_tokens(io.StringIO(source).readline):
    print(t.start, t.end, token.tok_name[t.exact_type], repr(t.string))
first = list(tokenize.tokenize(io.BytesIO(source.encode()).readline))
print(first[0], first[1], repr(first[5]), sep="\n")
print(tokenize.untokenize(first).decode() == source)
print(tokenize.untokenize((t.type, t.string) for t in first).decode())
print(token.ISTERMINAL(3), token.ISNONTERMINAL(300), token.ISEOF(0), token.N_TOKENS, token.NT_OFFSET)
print(sorted(token.EXACT_TOKEN_TYPES.items())[:6], len(token.__all__), token.tok_name[256])
