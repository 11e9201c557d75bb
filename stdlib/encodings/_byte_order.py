"""utf-16 and utf-32 with a byte order mark: written first by encoders, obeyed by decoders."""
import codecs
import sys

from encodings._classes import encoders_with_mark, finish

_NATIVE, _SWAPPED, _UNKNOWN = 0, 1, 2  # the byte order in the state of encoders and decoders


def with_byte_order_mark(bits, module):
    """The functions and classes of utf-16 or utf-32, as _classes.buffered() returns them."""
    def function(name):
        return getattr(codecs, f"utf_{bits}_{name}")

    mark_size = bits // 8
    encode_with_mark = function("encode")
    examine = function("ex_decode")  # (text, consumed, byte order found: -1 little, 1 big, 0 not yet known)
    decoders = {-1: function("le_decode"), 1: function("be_decode")}
    native_order = -1 if sys.byteorder == "little" else 1
    encode_native = function("le_encode" if native_order == -1 else "be_encode")

    def decode_start(input, errors, final):
        """Decode the start of a stream: (text, consumed, decoder of what follows or None)."""
        text, consumed, order = examine(input, errors, 0, final)
        if order == 0 and consumed >= mark_size:
            raise UnicodeDecodeError(f"utf-{bits}", input, 0, mark_size, "Stream does not start with BOM")
        return text, consumed, decoders.get(order)

    def decode(input, errors="strict"):
        return function("decode")(input, errors, True)

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.decoder = None

        def _buffer_decode(self, input, errors, final):
            if self.decoder is not None:
                return self.decoder(input, errors, final)
            text, consumed, self.decoder = decode_start(input, errors, final)
            return text, consumed

        def reset(self):
            super().reset()
            self.decoder = None

        def getstate(self):
            waiting, _ = super().getstate()
            if self.decoder is None:
                return waiting, _UNKNOWN
            return waiting, _NATIVE if self.decoder is decoders[native_order] else _SWAPPED

        def setstate(self, state):
            super().setstate(state)
            order = {_NATIVE: native_order, _SWAPPED: -native_order}.get(state[1])
            self.decoder = decoders.get(order)

    class StreamReader(codecs.StreamReader):
        def reset(self):
            super().reset()
            self.decoder = None

        def decode(self, input, errors="strict"):
            if self.decoder is not None:
                return self.decoder(input, errors)
            text, consumed, self.decoder = decode_start(input, errors, False)
            return text, consumed

    IncrementalEncoder, StreamWriter = encoders_with_mark(encode_with_mark, encode_native, _UNKNOWN)
    made = decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader
    return *made, finish(f"utf-{bits}", module, encode_with_mark, decode, made)
