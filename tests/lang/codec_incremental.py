# The stateful decoders say how much they read.
import _codecs
print(_codecs.utf_8_decode(b"a\xe2\x82"), _codecs.utf_8_decode(b"a\xe2\x82", "replace", True), _codecs.utf_16_le_decode(b"a\x00b"), _codecs.utf_16_le_decode(b"\x3d\xd8\x00"), _codecs.utf_32_be_decode(b"\0\0\0a\0"))
print(_codecs.utf_16_ex_decode(b"\xff\xfea\0"), _codecs.utf_16_ex_decode(b"a\0", None, 1, True), _codecs.utf_7_decode(b"a+AOk"), _codecs.utf_7_decode(b"a+AOk-b", None, True))
print(_codecs.unicode_escape_decode("\\x41\\u20ac\\N{BULLET}\\n"), _codecs.raw_unicode_escape_decode(b"\\u20ac\\n"), _codecs.escape_decode(b"a\\x41\\101\\n"), _codecs.escape_encode(b"a\n\xff'"))
print(_codecs.charmap_build("abc"), _codecs.charmap_encode("abc", None, {97: 1, 98: b"xy", 99: 3}), _codecs.charmap_decode(b"\0\1", None, "xy"), _codecs.charmap_decode(b"\0\1", "replace", {0: "long", 1: None}))
for f in (lambda: _codecs.utf_8_decode(b"\xff"), lambda: _codecs.charmap_encode("x", None, {}), lambda: _codecs.charmap_decode(b"\5", None, "ab"), lambda: _codecs.escape_decode(b"\\x4"), lambda: _codecs.unicode_escape_decode("\\x4"), lambda: _codecs.unicode_escape_decode("\\N{no such}"), lambda: _codecs.unicode_escape_decode("\\U00110000"), lambda: _codecs.utf_16_le_decode(b"\0\xd8a\0"), lambda: _codecs.utf_32_le_decode(b"\0\0\x11\0"), lambda: _codecs.utf_16_decode(b"\0", None, True)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
