"""The codec utf-16: a mark says in which order the bytes stand."""
from codecs import utf_16_encode as encode
from encodings._byte_order import with_byte_order_mark

(decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = with_byte_order_mark(
    16, __name__)
