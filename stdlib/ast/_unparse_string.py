"""String literals and f-strings, with as few backslashes as can be."""

_SINGLE_QUOTES = ["'", '"']
ANY_MULTILINE_QUOTE = ['"""', "'''"]
ANY_QUOTE = _SINGLE_QUOTES + ANY_MULTILINE_QUOTE


def _escaped(text, keep):
    """The text with backslashes and unprintable characters escaped, but for those in `keep`."""
    def escape(c):
        if c in keep or (c != "\\" and c.isprintable()):
            return c
        return c.encode("unicode_escape").decode("ascii")

    return "".join(map(escape, text))


def _spell(text, quotes, keep="\n\t"):
    """The text as it stands between quotes, and the quotes of the given ones that can be around it."""
    escaped = _escaped(text, keep)
    possible = [quote for quote in quotes if quote not in escaped]
    if "\n" in escaped:
        possible = [quote for quote in possible if quote in ANY_MULTILINE_QUOTE]
    if not possible:
        literal = repr(text)
        return literal[1:-1], [next((quote for quote in quotes if literal[0] in quote), literal[0])]
    if escaped:
        # A quote at the end would run together with its like.
        last = escaped[-1]
        possible.sort(key=lambda quote: quote[0] == last)
        if possible[0][0] == last:
            escaped = f"{escaped[:-1]}\\{last}"
    return escaped, possible


def string_literal(text, quotes):
    """The literal, in one of the quotes if that is possible without escaping more."""
    spelled, possible = _spell(text, quotes)
    return possible[0] + spelled + possible[0]


def fstring_literal(parts):
    """An f-string of parts (text, is it a constant); the others are replacement fields as they shall stand there."""
    spelled, quotes = _spell_parts(parts)
    if spelled is None:
        # No quotes do for all parts: escape as in a literal in single quotes, which repr chooses for a " at the start.
        quotes = ["'''"]
        spelled = [repr('"' + text)[2:-1] if is_constant else text for text, is_constant in parts]
    return f"f{quotes[0]}{''.join(spelled)}{quotes[0]}"


def _spell_parts(parts):
    """The parts and the quotes that can be around them all; (None, None) if there are none.

    A replacement field may have any quotes inside (PEP 701).
    """
    quotes = ANY_QUOTE
    result = []
    for text, is_constant in parts:
        if is_constant:
            text, possible = _spell(text, quotes, keep="")
            if set(possible).isdisjoint(quotes):
                return None, None
            quotes = possible
        elif "\n" in text:
            quotes = [quote for quote in quotes if quote in ANY_MULTILINE_QUOTE]
        result.append(text)
    return result, quotes
