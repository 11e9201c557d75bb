# UTF-16, UTF-32 and UTF-7 report what is wrong one unit at a time.
for enc in ("utf-16", "utf-16-le", "utf-32-be"):
    for errors in ("strict", "surrogateescape"):
        try:
            "a\ud800\udc80b".encode(enc, errors)
        except UnicodeEncodeError as e:
            print(e)
    print("a\ud800b".encode(enc, "replace"), "a\ud800".encode(enc, "surrogatepass"), "a\ud800".encode(enc, "namereplace"))
for b, enc in ((b"\x00", "utf-16"), (b"\x00\xd8", "utf-16-le"), (b"\x00\xdc", "utf-16-le"), (b"\x00\xd8a\x00", "utf-16-le"), (b"\x00\x00\xd8\x00", "utf-32-be"), (b"\x00\x11\x00\x00", "utf-32-be"), (b"\x00\x00", "utf-32"),
               (b"+u-", "utf-7"), (b"+AAB!", "utf-7"), (b"a+!", "utf-7"), (b"\xff", "utf-7"), (b"+AOk", "utf-7")):
    try:
        print(ascii(b.decode(enc)))
    except UnicodeDecodeError as e:
        print(e)
    print(ascii(b.decode(enc, "replace")), ascii(b.decode(enc, "ignore")))
