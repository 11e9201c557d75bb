"""The codec undefined: refuses everything, so as to find conversions that nobody asked for."""
from encodings._classes import stateless


def encode(input, errors="strict"):
    raise UnicodeError("undefined encoding")


def decode(input, errors="strict"):
    raise UnicodeError("undefined encoding")


(Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = stateless(
    "undefined", __name__, encode, decode)
