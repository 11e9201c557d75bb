# What the three layers of a file say about themselves.
import posix
path = '/tmp/weft_attributes_%d' % posix.getpid()
with open(path, 'w', encoding='utf-8') as f:
    print(f.name == path, f.mode, f.encoding, f.errors, f.newlines, f.closed, f.line_buffering, f.write_through)
    print(f.buffer.mode, f.buffer.raw.mode, f.buffer.raw.closefd, f.readable(), f.writable(), f.seekable(), f.isatty())
    print(type(f).__name__, type(f.buffer).__name__, type(f.buffer.raw).__name__)
print(f.closed, f.buffer.closed, f.buffer.raw)
for mode in ('rb', 'r+b', 'wb', 'ab', 'w+b'):
    with open(path, mode) as f:
        print(type(f).__name__, f.mode, f.readable(), f.writable())
for call in (f.read, f.fileno, f.tell, f.flush, f.isatty):
    try:
        call()
    except ValueError as e:
        print(call.__name__, e)
posix.unlink(path)
