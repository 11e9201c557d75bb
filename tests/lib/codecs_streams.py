# Stream readers and writers: lines across buffers, sizes, seeking, recoding, files.
import codecs
import io

text = "aé€\n\U0001f600x\r\ny\rz\u2028q"


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(repr(error))


for name in "latin_1", "utf_8", "utf_8_sig", "utf_16", "utf_32_be", "utf_7", "unicode_escape", "cp1252":
    codec = codecs.lookup(name)
    data = text.encode(name, "replace")
    print(name)

    def reader():
        return codec.streamreader(io.BytesIO(data))

    r = reader()
    show(lambda: [r.readline() for _ in range(7)])
    r = reader()
    show(lambda: [r.read(4), r.read(1, 1), r.readline(3), r.readline(keepends=False), r.readlines()])
    r = reader()
    show(lambda: list(r))
    r.seek(0)
    show(r.read)
    buffer = io.BytesIO()
    writer = codec.streamwriter(buffer, "replace")
    writer.write("aé")
    writer.writelines(["x", "y"])
    show(buffer.getvalue)
    writer.seek(0)
    writer.write("q")
    show(buffer.getvalue)
long_line = "x" * 500 + "\r"
both = io.BytesIO((long_line + "\nsecond\n" + "y" * 10000).encode())
r = codecs.getreader("utf-8")(both)
print([len(line) for line in r])
bad = codecs.getreader("utf-8")(io.BytesIO(b"good\nalso\n\xff bad\n"))
show(bad.readline)
show(bad.readline)
show(bad.readline)
recoder = codecs.EncodedFile(io.BytesIO("é\nb".encode("utf-16")), "utf-8", "utf-16")
show(recoder.readline)
show(recoder.read)
recoder = codecs.EncodedFile(io.BytesIO(), "utf-8", "latin-1")
recoder.write("é".encode())
recoder.writelines([b"x", b"y"])
show(recoder.stream.getvalue)
show(lambda: (recoder.data_encoding, recoder.file_encoding, codecs.EncodedFile(recoder, "utf-8").file_encoding))
show(lambda: recoder.__reduce_ex__(2))
show(lambda: r.__reduce_ex__(2))
with codecs.open("file", "w", "utf-16") as file:
    file.write("ä\r\nb")
with codecs.open("file", encoding="utf-16") as file:
    print(file.encoding, file.mode, repr(file.read()), file.closed)
show(lambda: open("file", "rb").read())
show(lambda: codecs.open("nowhere", "r", "utf-8"))
show(lambda: codecs.open("file", "r", "no such codec"))
show(lambda: codecs.open("file", errors="ignore", encoding=None).mode)
r = codecs.getreader("utf-8")(io.BytesIO("one\ntwo\rthree\u2028four\nfive".encode()))
print([r.readline(2), r.readline(), r.readline(1), r.read(3), r.readline(keepends=False), r.readline(), r.readline()])
marked = codecs.getincrementaldecoder("utf-8-sig")()
try:
    marked.decode(b"\x98\x80ab")
except UnicodeDecodeError as error:
    print(error, marked.getstate())
try:
    codecs.getincrementaldecoder("utf-32")().decode(b"a\0\0\0b\0\0\0")
except UnicodeDecodeError as error:
    print(error)
