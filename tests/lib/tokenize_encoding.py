# detect_encoding and open: marks, comments, and what is wrong with them.
import io
import os
import tokenize

for lines in [b"", b"x\n", b"# coding: latin-1\n", b"#!/x\n# -*- coding: UTF_8-unix -*-\ny", b"x=1\n# coding: latin-1\n",
              b"\xef\xbb\xbfx\n", b"\xef\xbb\xbf# coding: utf8\n", b"\xef\xbb\xbf# coding: latin-1\n", b"# coding: nope\n",
              b"\xff\n", b"\n\n# coding: latin-1\n", b"  # vim: set fileencoding=iso-8859-1-mac :\n", b"#coding=ascii\rx"]:
    try:
        print(lines, tokenize.detect_encoding(io.BytesIO(lines).readline))
    except SyntaxError as error:
        print(lines, error)
directory = f"/tmp/weft-test-{os.getpid()}"
os.mkdir(directory)
try:
    path = os.path.join(directory, "x.py")
    with open(path, "wb") as file:
        file.write(b"# coding: latin-1\r\nname = '\xe9'")
    with tokenize.open(path) as file:
        print(file.encoding, file.mode, file.readlines())
    with open(path, "wb") as file:
        file.write(b"\xff")
    try:
        tokenize.open(path)
    except SyntaxError as error:
        print(str(error).replace(directory, "DIR"))
finally:
    os.unlink(path)
    os.rmdir(directory)
