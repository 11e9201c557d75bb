"""The codec utf-32-le: no mark, the lowest byte first."""
from codecs import utf_32_le_decode, utf_32_le_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "utf-32-le", __name__, encode, utf_32_le_decode)
