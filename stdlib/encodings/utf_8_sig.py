"""The codec utf-8-sig: utf-8 with a byte order mark in front, which encoders write and decoders may do without."""
import codecs

from encodings._classes import encoders_with_mark, finish

_MARK = codecs.BOM_UTF8


def encode(input, errors="strict"):
    return _MARK + codecs.utf_8_encode(input, errors)[0], len(input)


def decode(input, errors="strict"):
    skipped = len(_MARK) if input[:3] == _MARK else 0
    text, consumed = codecs.utf_8_decode(input[skipped:], errors, True)
    return text, consumed + skipped


IncrementalEncoder, StreamWriter = encoders_with_mark(encode, codecs.utf_8_encode, 1)


def _is_unclear(input):
    """Could it still become a mark?"""
    return len(input) < len(_MARK) and _MARK.startswith(input)


def _decode_start(input, errors, final):
    skipped = len(_MARK) if input.startswith(_MARK) else 0
    text, consumed = codecs.utf_8_decode(input[skipped:], errors, final)
    return text, consumed + skipped


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.first = 1

    def _buffer_decode(self, input, errors, final):
        if not self.first:
            return codecs.utf_8_decode(input, errors, final)
        if _is_unclear(input):
            return "", 0
        self.first = 0
        return _decode_start(input, errors, final)

    def reset(self):
        super().reset()
        self.first = 1

    def getstate(self):
        return self.buffer, self.first

    def setstate(self, state):
        super().setstate(state)
        self.first = state[1]


class StreamReader(codecs.StreamReader):
    def reset(self):
        super().reset()
        self.started = False

    def decode(self, input, errors="strict"):
        if self.started:
            return codecs.utf_8_decode(input, errors)
        if _is_unclear(input):
            return "", 0
        self.started = True
        return _decode_start(input, errors, False)


getregentry = finish("utf-8-sig", __name__, encode, decode,
                     (IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader))
