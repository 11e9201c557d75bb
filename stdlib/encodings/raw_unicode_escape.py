"""The codec raw-unicode-escape: Latin-1, and \\u or \\U for what it has not."""
from codecs import raw_unicode_escape_decode, raw_unicode_escape_encode as encode
from encodings._classes import buffered

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = buffered(
    "raw-unicode-escape", __name__, encode, raw_unicode_escape_decode)
