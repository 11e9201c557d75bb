"""The codec utf-7: text in the letters that old mail systems let through."""
from codecs import utf_7_decode, utf_7_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "utf-7", __name__, encode, utf_7_decode)
