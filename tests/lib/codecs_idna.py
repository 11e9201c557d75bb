# The codecs idna and punycode: RFC examples, errors and where they are.
import codecs
from encodings import idna


def show(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as error:
        print(ascii(error))


for text in "", "abc", "ü", "bücher", "a-b", "中文", "a中b文c", "\U0001f600", "é" * 5 + "a", "ab--ü":
    encoded = text.encode("punycode")
    print(encoded, encoded.decode("punycode") == text)
for data in b"w&", b"a-\xff", b"\xff-a", b"BCHER-KVA", b"w", b"a-999999", b"99999b", b"ls8h!a":
    for errors in "strict", "replace":
        show(data.decode, "punycode", errors)
show(b"a".decode, "punycode", "backslashreplace")
for name in ("python.org", "python.org.", "bücher.example", "BÜCHER", "ß", "xn--bcher-kva", "xn--bücher", "a..b", ".a", ".", "a" * 64, "a." + "b" * 64,
             "ü" * 60, "\u0627\u0628", "\u06271", "a\u0627", "\u3002a", "a\uff0eb", "あさ.\u034f", "\ue000", "x.\u200b", "İstanbul", "ab.ü\u0627.c"):
    show(name.encode, "idna")
    show(idna.ToUnicode, name)
    encoder = codecs.getincrementalencoder("idna")()
    show(lambda: b"".join([encoder.encode(char) for char in name] + [encoder.encode("", True)]))
for data in (b"python.org", b"XN--BCHER-KVA.de.", b"xn--", b"xn--a", b"xn--99999999", b"a.\xff.b", b"xn--016c" + b"a" * 70, b"ab.xn--&a.c", b"xn--zca"):
    show(data.decode, "idna")
    decoder = codecs.getincrementaldecoder("idna")()
    show(lambda: "".join([decoder.decode(bytes([byte])) for byte in data] + [decoder.decode(b"", True)]))
show("ü".encode, "idna", "ignore")
print(idna.nameprep("Straße\u00ad İ"), codecs.lookup("idna").name)
