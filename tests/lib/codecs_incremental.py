# Incremental encoders and decoders of every text codec: pieces of any size, states, final errors.
import codecs

text = "aé€\n\U0001f600x\r\ny\rz\u2028q"
names = """ascii latin_1 utf_8 utf_7 utf_8_sig utf_16 utf_16_le utf_16_be utf_32 utf_32_le utf_32_be unicode_escape
raw_unicode_escape charmap cp1252 cp437 cp037""".split()


def show(function):
    try:
        print("  ", function())
    except UnicodeError as error:
        print("  ", repr(error), getattr(error, "__notes__", ""))


def decode_in_pieces(codec, data, size):
    decoder = codec.incrementaldecoder()
    pieces = []
    for start in range(0, len(data), size):
        pieces.append(decoder.decode(data[start:start + size]))
        state = decoder.getstate()
        decoder = codec.incrementaldecoder()
        decoder.setstate(state)
    return "".join(pieces) + decoder.decode(b"", True) == data.decode(codec.name), state


for name in names:
    codec = codecs.lookup(name)
    print(name, codec.name, codec.encode("ab"))
    data = b"abc\xff\n" if name == "charmap" else text.encode(name, "replace")
    for size in 1, 2, 3, 100:
        show(lambda: decode_in_pieces(codec, data, size))
    encoder = codec.incrementalencoder("replace")
    show(lambda: [(encoder.encode(char), encoder.getstate()) for char in text[:4]])
    encoder.reset()
    show(encoder.getstate)
    show(lambda: list(codecs.iterencode(["a", "é", ""], name, "replace")))
    show(lambda: list(codecs.iterdecode([data[:3], data[3:]], name)))
    for bad in b"\xef\xbb", b"\xff\xfe", b"\x00", b"\x81\x8d", b"a\x81":
        show(lambda: bad.decode(name))
        show(lambda: codec.incrementaldecoder().decode(bad, True))
        show(lambda: codec.incrementaldecoder().decode(bad))
