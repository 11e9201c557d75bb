# Registered error handlers, and the standard ones called by hand.
import _codecs
def stars(e):
    return "*" * (e.end - e.start), e.end
_codecs.register_error("test.stars", stars)
print("aé€b".encode("ascii", "test.stars"), b"a\xff\xfeb".decode("ascii", "test.stars"), b"a\xffb".decode("utf-8", "test.stars"))
_codecs.register_error("test.bytes", lambda e: (b"<>", e.end))
print("aé€b".encode("ascii", "test.bytes"))
_codecs.register_error("test.back", lambda e: ("?", -1))
print("aéb".encode("ascii", "test.back"))
for name, f in (("test.bad1", lambda e: 1), ("test.bad2", lambda e: ("x", 100)), ("test.bad3", lambda e: ("é", e.end)), ("test.bad4", lambda e: (1, 2))):
    _codecs.register_error(name, f)
    for text in ("é", b"\xff"):
        try:
            print(text.encode("ascii", name) if isinstance(text, str) else ascii(text.decode("ascii", name)))
        except Exception as e:
            print(name, type(e).__name__, e)
exc = UnicodeEncodeError("ascii", "a\u20acb", 1, 2, "why")
for name in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
    print(name, _codecs.lookup_error(name)(exc))
exc = UnicodeDecodeError("ascii", b"a\xffb", 1, 2, "why")
for name in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(name, ascii(_codecs.lookup_error(name)(exc)))
for name in ("strict", "xmlcharrefreplace"):
    try:
        _codecs.lookup_error(name)(exc)
    except Exception as e:
        print(type(e).__name__, e)
try:
    _codecs.lookup_error("test.none")
except LookupError as e:
    print(e)
