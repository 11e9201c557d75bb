"""Codecs: the registry, the base classes of encoders and decoders, and streams that encode and decode.

A codec is a CodecInfo: two functions from an object to (object, how much of it was used), and four classes:

    incremental encoder, decoder    take the input in pieces, keep what is incomplete
    stream writer, reader           the same around a stream

The registry and the codecs themselves are in C, in _codecs; the package encodings finds them by name.
"""
import builtins
import sys
from _codecs import *

__all__ = ["register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE",
           "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE",
           "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader",
           "StreamWriter", "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder",
           "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode",
           "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors",
           "namereplace_errors", "register_error", "lookup_error"]

# Byte order marks, and the names they had before there were so many.
BOM_UTF8 = b"\xef\xbb\xbf"
BOM_UTF16_LE = BOM_LE = BOM32_LE = b"\xff\xfe"
BOM_UTF16_BE = BOM_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM64_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = BOM64_BE = b"\x00\x00\xfe\xff"
BOM_UTF16 = BOM = BOM_UTF16_LE if sys.byteorder == "little" else BOM_UTF16_BE
BOM_UTF32 = BOM_UTF32_LE if sys.byteorder == "little" else BOM_UTF32_BE


class CodecInfo(tuple):
    """What lookup() returns: (encode, decode, streamreader, streamwriter), and more as attributes."""

    # Is it between str and bytes? str.encode(), bytes.decode() and open() refuse others.
    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = super().__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        kind = self.__class__
        return f"<{kind.__module__}.{kind.__qualname__} object for encoding {self.name} at {id(self):#x}>"

    def __getnewargs__(self):
        return tuple(self)


class Codec:
    """The stateless interface. Errors are handled as `errors` says: "strict", "ignore", "replace", ..., or the name
    of a handler that register_error() knows."""

    def encode(self, input, errors="strict"):
        """Return (encoded input, how much of it was encoded)."""
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        """Return (decoded input, how much of it was decoded)."""
        raise NotImplementedError


# ---- incremental ----

class IncrementalEncoder:
    """Encodes input that comes in pieces; what encode() returns, joined, is the whole encoded."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        """Encode a piece; `final` says it is the last."""
        raise NotImplementedError

    def reset(self):
        """Start anew."""

    def getstate(self):
        """The state, as an int or what setstate() takes."""
        return 0

    def setstate(self, state):
        """Go back to a state that getstate() returned."""


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An incremental encoder whose _buffer_encode() may leave the end of its input for later."""

    def __init__(self, errors="strict"):
        IncrementalEncoder.__init__(self, errors)
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        """Return (encoded, how much of input was used)."""
        raise NotImplementedError

    def encode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_encode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        IncrementalEncoder.reset(self)
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Decodes input that comes in pieces; what decode() returns, joined, is the whole decoded."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        """Decode a piece; `final` says it is the last, so that nothing may be incomplete."""
        raise NotImplementedError

    def reset(self):
        """Start anew."""

    def getstate(self):
        """The state: (input that was not decoded yet, an int for all other)."""
        return b"", 0

    def setstate(self, state):
        """Go back to a state that getstate() returned."""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """An incremental decoder whose _buffer_decode() may leave the end of its input for later."""

    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        """Return (decoded, how much of input was used)."""
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        IncrementalDecoder.reset(self)
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


# ---- streams ----

class _OverStream:
    """What all these streams share: the rest is the stream's own, `with` closes it, and none can be pickled."""

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


class StreamWriter(_OverStream, Codec):
    """Encodes what is written, into a binary stream."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        """Write the object, encoded."""
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        """Write the strings of a list, joined."""
        self.write("".join(list))

    def reset(self):
        """Put the output into a clean state; what has been written stays."""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()


class StreamReader(_OverStream, Codec):
    """Decodes what is read from a binary stream.

    Between calls, bytebuffer holds bytes that begin an incomplete character. What was decoded but not asked for yet is
    in linebuffer, complete lines with the next one last, and behind them in charbuffer.
    """

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self._empty_charbuffer = self.charbuffertype()
        self.reset()

    def read(self, size=-1, chars=-1, firstline=False):
        """Read and decode: up to about `size` bytes at a time, `chars` characters (by default `size` of them).

        Negative numbers stand for all there is. With firstline an error behind the first line is kept for later.
        """
        if chars < 0:
            chars = size
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer[::-1]) + self.charbuffer
            self.linebuffer = []
        while chars < 0 or len(self.charbuffer) < chars:
            new_bytes = self.stream.read() if size < 0 else self.stream.read(size)
            data = self.bytebuffer + new_bytes
            if not data:
                break
            new_chars, consumed = self._decode(data, firstline)
            self.bytebuffer = data[consumed:]
            self.charbuffer += new_chars
            if not new_bytes:
                break
        result = self.charbuffer if chars < 0 else self.charbuffer[:chars]
        self.charbuffer = self.charbuffer[len(result):]
        return result

    def _decode(self, data, firstline):
        try:
            return self.decode(data, self.errors)
        except UnicodeDecodeError as error:
            if not firstline:
                raise
            before_error = self.decode(data[:error.start], self.errors)
            if len(before_error[0].splitlines()) <= 1:
                raise
            return before_error

    def readline(self, size=None, keepends=True):
        """Read one line, decoded. With `size`, read so many bytes once: the line may be incomplete."""
        line = self.linebuffer.pop() if self.linebuffer else self._read_line(size)
        return line if keepends or not line else line.splitlines()[0]

    def _read_line(self, size):
        step = size or 72
        line = self._empty_charbuffer
        while True:
            data = self.read(step, firstline=True)
            if data and data[-1:] in ("\r", b"\r"):
                data += self.read(size=1, chars=1)  # the other half of its line end may follow
            line += data
            lines = line.splitlines(True)
            if len(lines) > 1:
                self.linebuffer = lines[-2:0:-1]
                self.charbuffer = lines[-1] + self.charbuffer
                return lines[0]
            is_complete = lines and lines != line.splitlines()
            if is_complete or not data or size is not None:
                return line
            step = min(step * 2, 8000)

    def readlines(self, sizehint=None, keepends=True):
        """Read all lines; sizehint is of no use."""
        return self.read().splitlines(keepends)

    def reset(self):
        """Forget what is in the buffers: the position of the stream has changed."""
        self.bytebuffer = b""
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = []

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __iter__(self):
        return self


class _ReaderAndWriter(_OverStream):
    """A reader and a writer over one stream."""

    def __iter__(self):
        return self

    def reset(self):
        self.reader.reset()
        self.writer.reset()


class StreamReaderWriter(_ReaderAndWriter):
    """A reader and a writer over one stream: text for the program, bytes for the stream."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()


class StreamRecoder(_ReaderAndWriter):
    """Bytes on both sides, in two encodings: the program sees the one of `encode` and `decode`, the stream holds
    the one of Reader and Writer."""

    data_encoding = "unknown"
    file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.stream = stream
        self.encode = encode
        self.decode = decode
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def _encoded(self, data):
        return self.encode(data, self.errors)[0]

    def read(self, size=-1):
        return self._encoded(self.reader.read(size))

    def readline(self, size=None):
        return self._encoded(self.reader.readline() if size is None else self.reader.readline(size))

    def readlines(self, sizehint=None):
        return self._encoded(self.reader.read()).splitlines(keepends=True)

    def __next__(self):
        return self._encoded(next(self.reader))

    def write(self, data):
        data, _ = self.decode(data, self.errors)
        return self.writer.write(data)

    def writelines(self, list):
        return self.write(b"".join(list))

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Open a file in binary mode and wrap it in a StreamReaderWriter; without an encoding just open it.

    Lines end as they are in the file: nothing is translated.
    """
    if encoding is None:
        return builtins.open(filename, mode, buffering)
    if "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    try:
        info = lookup(encoding)
        stream = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        stream.encoding = encoding
        return stream
    except:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A StreamRecoder around file: the program reads and writes data_encoding, the file holds file_encoding."""
    if file_encoding is None:
        file_encoding = data_encoding
    data_info = lookup(data_encoding)
    file_info = lookup(file_encoding)
    recoder = StreamRecoder(file, data_info.encode, data_info.decode, file_info.streamreader, file_info.streamwriter,
                            errors)
    recoder.data_encoding = data_encoding
    recoder.file_encoding = file_encoding
    return recoder


# ---- the parts of a codec, by name ----

def getencoder(encoding):
    """The encoding function of a codec; LookupError when there is no such codec."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The decoding function of a codec; LookupError when there is no such codec."""
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    """The class of a codec's incremental encoder; LookupError also when it has none."""
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    """The class of a codec's incremental decoder; LookupError also when it has none."""
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    """The class of a codec's stream reader; LookupError when there is no such codec."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The class of a codec's stream writer; LookupError when there is no such codec."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encode strings as they come, by an incremental encoder; kwargs are for its constructor."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        if output := encoder.encode(input):
            yield output
    if output := encoder.encode("", True):
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decode bytes as they come, by an incremental decoder; kwargs are for its constructor."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        if output := decoder.decode(input):
            yield output
    if output := decoder.decode(b"", True):
        yield output


# ---- maps for charmap_encode and charmap_decode ----

def make_identity_dict(rng):
    """A decoding map that leaves the numbers of rng as they are."""
    return {number: number for number in rng}


def make_encoding_map(decoding_map):
    """A decoding map turned round; what several bytes stand for cannot be encoded (None)."""
    encoding_map = {}
    for byte, char in decoding_map.items():
        encoding_map[char] = None if char in encoding_map else byte
    return encoding_map


# ---- error handlers ----

strict_errors = lookup_error("strict")
ignore_errors = lookup_error("ignore")
replace_errors = lookup_error("replace")
xmlcharrefreplace_errors = lookup_error("xmlcharrefreplace")
backslashreplace_errors = lookup_error("backslashreplace")
namereplace_errors = lookup_error("namereplace")
