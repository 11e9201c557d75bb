# Finding codecs by name: spelling, aliases, what is no codec, registering, CodecInfo.
import codecs
import encodings


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(repr(error), getattr(error, "__notes__", ""))


for name in ("UTF-8", "utf8", "U8", "LATIN 1", "l1", "iso-ir-6", "iso_646.irv_1991", "windows-1252", "cp-437", "koi8-r", "mac-roman",
             "ebcdic-cp-us", "rot13", "hex", "utf_8_sig", "UTF-16LE", "unicodeescape"):
    show(lambda: codecs.lookup(name).name)
for name in "no such", "a.b", "utf_8.x", "..os", "aliases", "_classes", "", "a\0b", "ä", "x" * 200:
    show(codecs.lookup, name)
for name in "utf-8", "a..b", "-x-", "a ä b", "aäb", "a\u2003b", b"utf-8", "latin (1)":
    print(encodings.normalize_encoding(name), end=" ")
print()
info = codecs.CodecInfo(1, 2, name="n")
print(tuple(info), info.encode, info.name, info.incrementaldecoder, info._is_text_encoding, str(info).partition(" at ")[0])
print(codecs.getencoder("ascii")("x"), codecs.getdecoder("utf-8")(b"x"), codecs.getreader("utf-8").__name__, codecs.getwriter("hex").__name__)
show(codecs.getincrementalencoder, "no such")


def search(name):
    if name == "backwards":
        return codecs.CodecInfo(lambda text, errors="strict": (text[::-1].encode(), len(text)),
                                lambda data, errors="strict": (bytes(data).decode()[::-1], len(data)), name=name)
    return (1, 2) if name == "short" else None


codecs.register(search)
show("abc".encode, "backwards")
show(b"abc".decode, "Backwards")
show(codecs.lookup, "short")
show(codecs.getincrementaldecoder, "backwards")
codecs.unregister(search)
show("abc".encode, "backwards")
show("a".encode, "hex")
show(b"a".decode, "rot13")
show(codecs.encode, b"a\xff", "hex")
show(codecs.decode, b"zz", "hex")
show(codecs.encode, "Hello", "rot13")
show(codecs.encode, 1, "rot13")
show("a".encode, "undefined")
show(codecs.Codec().encode, "a")
show(codecs.IncrementalDecoder().getstate)
print(codecs.make_encoding_map({1: 2, 3: 2, 4: 5}), codecs.make_identity_dict(range(3)))
print(codecs.charmap_encode("ab", "strict", {97: 120, 98: b"yz"}), codecs.charmap_decode(b"\x00\x01", "replace", "x"))
print(sorted(name for name in vars(codecs) if name.startswith("BOM")), codecs.BOM_UTF8)
print(codecs.strict_errors, codecs.lookup_error("ignore") is codecs.ignore_errors)
