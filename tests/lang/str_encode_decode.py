# encode and decode with every built-in encoding and error handler.
s = "aé€😀"
for enc in ("utf-8", "UTF8", "utf_8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "unicode_escape", "raw_unicode_escape", "utf-8-sig"):
    b = s.encode(enc)
    print(enc, b, b.decode(enc) == s)
for enc in ("ascii", "latin-1"):
    for errors in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
        print(enc, errors, s.encode(enc, errors))
for enc in ("ascii", "latin-1", "us-ascii", "ISO-8859-1"):
    try:
        s.encode(enc)
    except UnicodeEncodeError as e:
        print(e, "|", e.encoding, e.start, e.end, e.reason, e.object == s)
print(b"\xff\xfea\x00".decode("utf-16"), b"\xfe\xff\x00a".decode("utf-16"), "\udcff".encode("utf-8", "surrogateescape"), b"\xff".decode("utf-8", "surrogateescape") == "\udcff", "\ud800".encode("utf-8", "surrogatepass"), b"\xed\xa0\x80".decode("utf-8", "surrogatepass") == "\ud800")
for args in (("nope",), ("ascii", "nope"), (1,), ("a\0b",)):
    try:
        print("é".encode(*args))
    except Exception as e:
        print(type(e).__name__, e)
