"""The codec utf-16-be: no mark, the higher byte first."""
from codecs import utf_16_be_decode, utf_16_be_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "utf-16-be", __name__, encode, utf_16_be_decode)
