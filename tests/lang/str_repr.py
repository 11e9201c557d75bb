# repr and ascii: quotes, escapes, what is printable.
for s in ("abc", "it's", 'say "hi"', """it's "both" """, "\\", "\n\r\t\x00\x1f\x7f", "é", "\x80\x9f\xa0\xad", "\u200b", "€", "\ud800", "😀", "\U000e0001", "\u3000", "\uffff"):
    print(repr(s).encode("ascii", "backslashreplace").decode(), ascii(s), "%a" % s)
print(repr("é€😀"), str("x"), "%r" % "a'b")
