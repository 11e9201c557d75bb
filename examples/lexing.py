# A lexer and a parser as coroutines: the parser asks for tokens, the lexer sleeps in between.
"""A calculator. tokens() is a generator with one token of look-ahead through send(); evaluating is plain recursion."""
import re

TOKEN = re.compile(r"\s*(?:(\d+\.?\d*)|(.))")


def tokens(text):
    """Yields (kind, value); send('back') pushes the last token back once."""
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        number, symbol = match.groups()
        token = ("number", float(number)) if number else ("symbol", symbol)
        while (yield token) == "back":
            yield                       # the answer to send() itself
        position = match.end()
    while True:
        yield ("end", None)


def peek(source):
    token = next(source)
    source.send("back")
    return token


def expression(source):
    value = term(source)
    while peek(source)[1] in ("+", "-"):
        _, sign = next(source)
        value = value + term(source) if sign == "+" else value - term(source)
    return value


def term(source):
    value = factor(source)
    while peek(source)[1] in ("*", "/"):
        _, sign = next(source)
        value = value * factor(source) if sign == "*" else value / factor(source)
    return value


def factor(source):
    match next(source):
        case ("number", value):
            return value
        case ("symbol", "-"):
            return -factor(source)
        case ("symbol", "("):
            value = expression(source)
            if next(source) != ("symbol", ")"):
                raise SyntaxError("missing )")
            return value
        case ("end", _):
            raise SyntaxError("it ends too early")
        case (_, symbol):
            raise SyntaxError(f"unexpected {symbol!r}")


def calculate(text):
    source = tokens(text)
    value = expression(source)
    kind, rest = next(source)
    if kind != "end":
        raise SyntaxError(f"unexpected {rest!r}")
    return value


if __name__ == "__main__":
    for text in "1 + 2 * 3", "(1 + 2) * 3", "-4 / (1 - 3)", "2 * (3 + ", "7 & 8", "10 / 4 / 5", "1 / 0":
        try:
            print(f"{text:14} = {calculate(text):g}")
        except (SyntaxError, ZeroDivisionError) as error:
            print(f"{text:14} : {type(error).__name__}: {error}")
