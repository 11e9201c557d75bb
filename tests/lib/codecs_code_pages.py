# Single-byte encodings, with or without an installed library.
sample = bytes(range(0x80, 0x100, 5)) + b"\x81\xa4\xdb\xff"
for name in ("cp1250", "cp1251", "cp1252", "cp1253", "cp437", "cp850", "cp866", "iso8859-2", "iso8859-15", "koi8-r", "koi8-u", "mac_roman",
             "mac_arabic", "cp037", "cp273", "hp_roman8", "tis_620", "palmos", "kz1048"):
    text = sample.decode(name, "replace")
    print(name, ascii(text), text.replace("\ufffd", "").encode(name) == bytes(b for b in sample if bytes([b]).decode(name, "ignore")))
    try:
        "ok \u4e2d\u6587".encode(name)
    except UnicodeEncodeError as error:
        print(error, error.__notes__)
print("€ é".encode("cp1252"), "Ж".encode("cp866"), b"\x80".decode("cp437"), "x\u20ac".encode("latin-1", "xmlcharrefreplace"))
with open("file", "w", encoding="cp1251") as file:
    file.write("Привет\n")
print(open("file", "rb").read(), open("file", encoding="windows-1251").read())
