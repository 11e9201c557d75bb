"""The codec idna (RFC 3490): domain names with any letters, label by label, as the DNS carries them: "xn--..."."""
import codecs
import stringprep
from unicodedata import ucd_3_2_0 as unicodedata

from encodings._classes import finish

ace_prefix = b"xn--"
sace_prefix = "xn--"
_LONGEST_LABEL = 63
# Round-tripping a label takes time that grows with the square of its length.
_LONGEST_INPUT = 1024

_DOTS = dict.fromkeys(map(ord, "\u3002\uff0e\uff61"), ".")  # what counts as a dot between labels

_PROHIBITED = (stringprep.in_table_c12, stringprep.in_table_c22, stringprep.in_table_c3, stringprep.in_table_c4,
               stringprep.in_table_c5, stringprep.in_table_c6, stringprep.in_table_c7, stringprep.in_table_c8,
               stringprep.in_table_c9)


def nameprep(label):
    """Prepare a label (RFC 3491): fold case, normalize, refuse what is prohibited."""
    label = "".join(stringprep.map_table_b2(char) for char in label if not stringprep.in_table_b1(char))
    label = unicodedata.normalize("NFKC", label)
    for index, char in enumerate(label):
        if any(is_prohibited(char) for is_prohibited in _PROHIBITED):
            raise UnicodeEncodeError("idna", label, index, index + 1, f"Invalid character {char!r}")
    _check_direction(label)
    return label


def _check_direction(label):
    """A label with letters from right to left has none of the others, and begins and ends with one (RFC 3454, 6)."""
    from_right = [stringprep.in_table_d1(char) for char in label]
    if not any(from_right):
        return
    for index, char in enumerate(label):
        if stringprep.in_table_d2(char):
            raise UnicodeEncodeError("idna", label, index, index + 1, "Violation of BIDI requirement 2")
    if not from_right[0]:
        raise UnicodeEncodeError("idna", label, 0, 1, "Violation of BIDI requirement 3")
    if not from_right[-1]:
        raise UnicodeEncodeError("idna", label, len(label) - 1, len(label), "Violation of BIDI requirement 3")


def _check_length(label, encoded):
    if not encoded:
        raise UnicodeEncodeError("idna", label, 0, 1, "label empty")
    if len(encoded) > _LONGEST_LABEL:
        raise UnicodeEncodeError("idna", label, 0, len(label), "label too long")
    return encoded


def ToASCII(label):
    """A label as the DNS has it: bytes."""
    if label.isascii():
        return _check_length(label, label.encode("ascii"))
    label = nameprep(label)
    if label.isascii():
        return _check_length(label, label.encode("ascii"))
    if label.lower().startswith(sace_prefix):
        raise UnicodeEncodeError("idna", label, 0, len(sace_prefix), "Label starts with ACE prefix")
    return _check_length(label, ace_prefix + label.encode("punycode"))


def _ascii_label(label):
    """A label that was given decoded, as ASCII after all."""
    if not label.isascii():
        label = nameprep(label)
    try:
        return label.encode("ascii")
    except UnicodeEncodeError as error:
        raise UnicodeEncodeError("idna", label, error.start, error.end, "Invalid character in IDN label")


def ToUnicode(label):
    """A label of the DNS (bytes, or str) as people read it."""
    if len(label) > _LONGEST_INPUT:
        if isinstance(label, str):
            label = label.encode("utf-8", errors="backslashreplace")
        raise UnicodeDecodeError("idna", label, 0, len(label), "label way too long")
    encoded = label if isinstance(label, bytes) else _ascii_label(label)
    if not encoded.lower().startswith(ace_prefix):
        return str(encoded, "ascii")
    try:
        result = encoded[len(ace_prefix):].decode("punycode")
    except UnicodeDecodeError as error:
        raise UnicodeDecodeError("idna", encoded, len(ace_prefix) + error.start, len(ace_prefix) + error.end,
                                 error.reason)
    again = ToASCII(result)
    if encoded.lower() != again:
        raise UnicodeDecodeError("idna", encoded, 0, len(encoded),
                                 f"IDNA does not round-trip, '{encoded!r}' != '{again!r}'")
    return result


# ---- whole names ----

def _check_strict(errors):
    if errors != "strict":
        raise UnicodeError(f"Unsupported error handling: {errors}")


def _split_name(name, dot, final=True):
    """(labels, what ends them): an empty last label, or one that may go on, is not among them."""
    labels = name.split(dot)
    if not labels[-1]:
        return labels[:-1], dot
    if final:
        return labels, dot[:0]
    return labels[:-1], dot if len(labels) > 1 else dot[:0]


def _with_offsets(labels):
    """(where it begins in the name, label) for each."""
    offset = 0
    for label in labels:
        yield offset, label
        offset += len(label) + 1


def _encode_ascii_name(input):
    *inner, last = input.split(".")
    for offset, label in _with_offsets([*inner, last]):
        if not label and offset < len(input):
            raise UnicodeEncodeError("idna", input, offset, offset + 1, "label empty")
        if len(label) > _LONGEST_LABEL:
            raise UnicodeEncodeError("idna", input, offset, offset + len(label), "label too long")
    return input.encode("ascii")


def _encode_labels(input, labels):
    encoded = []
    for offset, label in _with_offsets(labels):
        try:
            encoded.append(ToASCII(label))
        except UnicodeEncodeError as error:
            raise UnicodeEncodeError("idna", input, offset + error.start, offset + error.end, error.reason)
    return b".".join(encoded)


def encode(input, errors="strict"):
    _check_strict(errors)
    if not input:
        return b"", 0
    if input.isascii():
        return _encode_ascii_name(input), len(input)
    labels, end = _split_name(input.translate(_DOTS), ".")
    return _encode_labels(input, labels) + end.encode(), len(input)


def decode(input, errors="strict"):
    _check_strict(errors)
    input = bytes(input)
    if ace_prefix not in input.lower() and input.isascii():
        return input.decode("ascii"), len(input)
    labels, end = _split_name(input, b".")
    decoded = []
    for offset, label in _with_offsets(labels):
        try:
            decoded.append(ToUnicode(label))
        except (UnicodeEncodeError, UnicodeDecodeError) as error:
            raise UnicodeDecodeError("idna", input, offset + error.start, offset + error.end, error.reason)
    return ".".join(decoded) + end.decode(), len(input)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        _check_strict(errors)
        if not input:
            return b"", 0
        labels, end = _split_name(input.translate(_DOTS), ".", final)
        return _encode_labels(input, labels) + end.encode(), sum(map(len, labels)) + max(len(labels) - 1, 0) + len(end)


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        _check_strict(errors)
        if not input:
            return "", 0
        try:
            name = input if isinstance(input, str) else str(input, "ascii")
        except UnicodeDecodeError as error:
            raise UnicodeDecodeError("idna", input, error.start, error.end, error.reason)
        labels, end = _split_name(name.translate(_DOTS), ".", final)
        decoded = []
        used = 0
        for label in labels:
            try:
                decoded.append(ToUnicode(label))
            except (UnicodeEncodeError, UnicodeDecodeError) as error:
                raise UnicodeDecodeError("idna", name.encode("ascii", "backslashreplace"), used + error.start,
                                         used + error.end, error.reason)
            used += len(label) + (used > 0)
        return ".".join(decoded) + end, used + len(end)


class Codec(codecs.Codec):
    encode = staticmethod(encode)
    decode = staticmethod(decode)


class StreamWriter(Codec, codecs.StreamWriter):
    pass


class StreamReader(Codec, codecs.StreamReader):
    pass


getregentry = finish("idna", __name__, encode, decode, (IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader))
