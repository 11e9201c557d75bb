"""Codecs of the tables in _code_pages."""
import codecs

from encodings._classes import stateless

_ASCII = "".join(map(chr, range(128)))


def code_page_codec(name, page):
    """The CodecInfo of a row of _code_pages."""
    shown_name, characters = page
    decoding_table = characters if len(characters) == 256 else _ASCII + characters
    encoding_table = codecs.charmap_build(decoding_table)

    def encode(input, errors="strict"):
        return codecs.charmap_encode(input, errors, encoding_table)

    def decode(input, errors="strict"):
        return codecs.charmap_decode(input, errors, decoding_table)

    *_, getregentry = stateless(shown_name, f"encodings.{name}", encode, decode)
    return getregentry()
