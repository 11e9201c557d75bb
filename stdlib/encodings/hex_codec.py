"""The codec hex: two hexadecimal digits for each byte. From bytes to bytes."""
import binascii

from encodings._classes import stateless


def hex_encode(input, errors="strict"):
    assert errors == "strict"
    return binascii.b2a_hex(input), len(input)


def hex_decode(input, errors="strict"):
    assert errors == "strict"
    return binascii.a2b_hex(input), len(input)


(Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = stateless(
    "hex", __name__, hex_encode, hex_decode, is_text=False, buffers=bytes)
