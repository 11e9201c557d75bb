# Every newline setting reads and writes line ends in its own way.
import io
data = b'one\ntwo\r\nthree\rfour'
for newline in (None, '', '\n', '\r', '\r\n'):
    text = io.TextIOWrapper(io.BytesIO(data), encoding='utf-8', newline=newline)
    print(repr(newline), text.readlines(), text.newlines)
    out = io.BytesIO()
    writer = io.TextIOWrapper(out, encoding='utf-8', newline=newline)
    writer.write('a\nb\r\n')
    writer.flush()
    print(out.getvalue())
try:
    io.TextIOWrapper(io.BytesIO(), newline='x')
except ValueError as e:
    print(e)
