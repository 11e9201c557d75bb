# What is wrong with broken UTF-8, and how the handlers mend it.
for b in (b"\xff", b"a\xc3", b"\xc3a", b"\xe2\x82", b"\xe2\x82a", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\x80", b"ok\xf5", b"\xe0\x80\x80", b"\xf0\x80\x80\x80"):
    try:
        b.decode()
    except UnicodeDecodeError as e:
        print(e)
    print(ascii(b.decode("utf-8", "replace")), ascii(b.decode("utf-8", "ignore")), b.decode("utf-8", "backslashreplace"), ascii(b.decode("utf-8", "surrogateescape")))
for s in ("\ud800", "a\udc80\udfffb"):
    try:
        s.encode()
    except UnicodeEncodeError as e:
        print(e)
