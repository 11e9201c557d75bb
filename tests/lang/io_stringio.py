# StringIO: newlines, overwriting, gaps.
import io
s = io.StringIO()
print(s.write('abc\n'), s.write('dé'), s.tell(), s.seek(1), s.read(2), s.readline(), s.readline(), s.readline())
s.seek(2)
s.write('XYZ')
print(repr(s.getvalue()))
s.seek(9)
s.write('q')
print(repr(s.getvalue()), s.truncate(3), s.getvalue())
for newline in (None, '', '\n', '\r', '\r\n'):
    s = io.StringIO('a\nb\r\nc\rd', newline=newline)
    print(repr(newline), list(s), repr(s.getvalue()), s.newlines)
for call in (lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.write(b'x'), lambda: io.StringIO(5)):
    try:
        call()
    except (ValueError, OSError, TypeError) as e:
        print(type(e).__name__, e)
