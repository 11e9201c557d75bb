"""The codec utf-16-le: no mark, the lower byte first."""
from codecs import utf_16_le_decode, utf_16_le_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "utf-16-le", __name__, encode, utf_16_le_decode)
