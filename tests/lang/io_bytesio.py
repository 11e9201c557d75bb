# BytesIO: a file in memory, with a view of its contents.
import io
b = io.BytesIO(b'hello')
print(b.read(2), b.tell(), b.write(b'XY'), b.getvalue(), b.seek(8), b.write(b'!'), b.getvalue())
print(b.truncate(4), b.getvalue(), b.seek(0, 2), b.seek(-1, 1), b.read())
view = b.getbuffer()
view[0] = 72
for call in (lambda: b.truncate(1), lambda: b.write(b'longer than before'), b.close):
    try:
        call()
    except BufferError as e:
        print(e)
view.release()
print(b.getvalue(), b.readable(), b.writable(), b.seekable(), b.isatty())
b.close()
try:
    b.read()
except ValueError as e:
    print(e)
print(list(io.BytesIO(b'a\nb\n\nc')), io.BytesIO(b'a\nb\nc').readlines(2))
