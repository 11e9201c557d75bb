"""The classes of a codec, made from its functions: what the codec modules of this package are built with.

stateless() returns (Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry), buffered()
the function decode() in place of Codec: the names that a codec module has by custom. `module` is where the classes
say they are from.
"""
import codecs


def stateless(name, module, encode, decode, *, is_text=None, buffers=str):
    """A codec that keeps nothing between two pieces of input; `buffers` is what decoding gives."""

    class Codec(codecs.Codec):
        pass

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    Codec.encode = staticmethod(encode)
    Codec.decode = staticmethod(decode)
    made = Codec, _incremental_encoder(encode), IncrementalDecoder, *_stream_classes(Codec, buffers)
    return *made, finish(name, module, encode, decode, made, is_text)


def buffered(name, module, encode, decode_piece):
    """A text codec that leaves incomplete input for later, unless decode_piece(input, errors, True) says it is the last."""

    def decode(input, errors="strict"):
        return decode_piece(input, errors, True)

    def decode_some(input, errors="strict"):
        return decode_piece(input, errors, False)

    class Codec(codecs.Codec):
        pass

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        _buffer_decode = staticmethod(decode_piece)

    Codec.encode = staticmethod(encode)
    Codec.decode = staticmethod(decode_some)
    made = decode, _incremental_encoder(encode), IncrementalDecoder, *_stream_classes(Codec)
    return *made, finish(name, module, encode, decode, made)


def _incremental_encoder(encode):
    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    return IncrementalEncoder


def _stream_classes(Codec, buffers=str):
    class StreamWriter(Codec, codecs.StreamWriter):
        charbuffertype = buffers

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = buffers

    return StreamWriter, StreamReader


def encoders_with_mark(encode_first, encode_rest, state_at_start):
    """(IncrementalEncoder, StreamWriter) that write a mark first: what encode_first() does and encode_rest() does not.

    state_at_start is the encoder's state before that; 0 is the one after it.
    """
    class _Starting:
        started = False

        def _encode(self, input, errors):
            result = (encode_rest if self.started else encode_first)(input, errors)
            self.started = True  # not when that failed: the mark is still to be written
            return result

        def reset(self):
            super().reset()
            self.started = False

    class IncrementalEncoder(_Starting, codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return self._encode(input, self.errors)[0]

        def getstate(self):
            return 0 if self.started else state_at_start

        def setstate(self, state):
            self.started = not state

    class StreamWriter(_Starting, codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return self._encode(input, errors)

    return IncrementalEncoder, StreamWriter


def finish(name, module, encode, decode, made, is_text=None):
    """Tell what was made, of which the last four are the classes of the codec, where it is; return getregentry()."""
    for definition in made:
        definition.__module__ = module
        definition.__qualname__ = definition.__name__
    IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader = made[-4:]

    def getregentry():
        """The codec, for the registry."""
        return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name,
                                _is_text_encoding=is_text)

    return getregentry
