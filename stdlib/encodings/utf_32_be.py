"""The codec utf-32-be: no mark, the highest byte first."""
from codecs import utf_32_be_decode, utf_32_be_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "utf-32-be", __name__, encode, utf_32_be_decode)
