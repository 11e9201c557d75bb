"""The codec utf-8."""
from codecs import utf_8_decode, utf_8_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "utf-8", __name__, encode, utf_8_decode)
