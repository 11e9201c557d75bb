"""The codec ascii: bytes below 0x80, and nothing else."""
from codecs import ascii_decode as decode, ascii_encode as encode
from encodings._classes import stateless

(Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = stateless(
    "ascii", __name__, encode, decode)
