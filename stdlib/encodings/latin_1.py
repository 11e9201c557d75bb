"""The codec iso8859-1: each byte is the character of that number."""
from codecs import latin_1_decode as decode, latin_1_encode as encode
from encodings._classes import stateless

(Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = stateless(
    "iso8859-1", __name__, encode, decode)
