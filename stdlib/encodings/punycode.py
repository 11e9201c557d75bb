"""The codec punycode (RFC 3492): any text in ASCII letters, digits and a hyphen; what idna puts behind "xn--".

The ASCII characters come first; behind the last hyphen stand the others, as numbers that say which character goes in
where next: each is the distance from the place and character before.
"""
from encodings._classes import stateless

_BASE, _T_MIN, _T_MAX, _SKEW, _DAMP = 36, 1, 26, 38, 700
_FIRST_CHARACTER, _FIRST_BIAS = 128, 72
_DIGITS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_VALUES = {byte: value for digits in (_DIGITS, _DIGITS.upper()) for value, byte in enumerate(digits)}


def _threshold(position, bias):
    """The least value of the digit at a position that is not the last of its number."""
    return min(max(_BASE * (position + 1) - bias, _T_MIN), _T_MAX)


def _adapt(delta, is_first, n_characters):
    """The bias for the next number: a guess at its size."""
    delta = delta // _DAMP if is_first else delta // 2
    delta += delta // n_characters
    bias = 0
    while delta > (_BASE - _T_MIN) * _T_MAX // 2:
        delta //= _BASE - _T_MIN
        bias += _BASE
    return bias + _BASE * delta // (delta + _SKEW)


# ---- encoding ----

def _digits_of(number, bias):
    position = 0
    while number >= (threshold := _threshold(position, bias)):
        number, digit = divmod(number - threshold, _BASE - threshold)
        yield _DIGITS[threshold + digit]
        position += 1
    yield _DIGITS[number]


def _insertions(text, n_ascii):
    """The distances from one character to put in to the next, in the order of characters, then of places."""
    distance, done, character = 0, n_ascii, _FIRST_CHARACTER
    for next_character in sorted({char for char in map(ord, text) if char >= _FIRST_CHARACTER}):
        distance += (next_character - character) * (done + 1)
        character = next_character
        for char in map(ord, text):
            if char < character:
                distance += 1
            elif char == character:
                yield distance
                distance = 0
                done += 1
        distance += 1
        character += 1


def punycode_encode(text):
    """Encode a str; bytes."""
    ascii_part = bytes(char for char in map(ord, text) if char < _FIRST_CHARACTER)
    extended = bytearray()
    bias = _FIRST_BIAS
    for count, distance in enumerate(_insertions(text, len(ascii_part)), 1):
        extended.extend(_digits_of(distance, bias))
        bias = _adapt(distance, count == 1, len(ascii_part) + count)
    return ascii_part + b"-" + bytes(extended) if ascii_part else bytes(extended)


# ---- decoding ----

def _read_number(data, position, bias):
    """A number of data from position on: (number, position behind it)."""
    number, weight, index = 0, 1, 0
    while True:
        if position == len(data):
            raise UnicodeDecodeError("punycode", data, position, position + 1, "incomplete punycode string")
        value = _VALUES.get(data[position])
        if value is None:
            raise UnicodeDecodeError("punycode", data, position, position + 1,
                                     f"Invalid extended code point '{data[position]}'")
        position += 1
        number += value * weight
        threshold = _threshold(index, bias)
        if value < threshold:
            return number, position
        weight *= _BASE - threshold
        index += 1


def punycode_decode(text, errors):
    """Decode bytes; str."""
    data = text.encode("ascii") if isinstance(text, str) else bytes(text)
    hyphen = data.rfind(b"-")
    try:
        chars = list(str(data[:max(hyphen, 0)], "ascii", errors))
    except UnicodeDecodeError as error:
        raise UnicodeDecodeError("ascii", data, error.start, error.end, error.reason) from None
    position, place, character, bias = hyphen + 1, -1, _FIRST_CHARACTER, _FIRST_BIAS
    is_first = True
    while position < len(data):
        try:
            distance, position = _read_number(data, position, bias)
        except UnicodeDecodeError:
            if errors == "strict":
                raise
            break
        place += distance + 1
        character += place // (len(chars) + 1)
        if character > 0x10FFFF:
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, place - 1, place, f"Invalid character U+{character:x}")
            character = ord("?")
        place %= len(chars) + 1
        chars.insert(place, chr(character))
        bias = _adapt(distance, is_first, len(chars))
        is_first = False
    return "".join(chars)


# ---- the codec ----

def encode(input, errors="strict"):
    return punycode_encode(input), len(input)


def decode(input, errors="strict"):
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError(f"Unsupported error handling: {errors}")
    return punycode_decode(input, errors), len(input)


(Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = stateless(
    "punycode", __name__, encode, decode)
