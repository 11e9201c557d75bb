"""The codec unicode-escape: text as a string literal in ASCII source spells it."""
from codecs import unicode_escape_decode, unicode_escape_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "unicode-escape", __name__, encode, unicode_escape_decode)
