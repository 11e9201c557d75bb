# Reading and writing through one buffer keep their place in the file.
import posix
path = '/tmp/weft_random_%d' % posix.getpid()
with open(path, 'w+b') as f:
    f.write(b'0123456789')
    f.seek(2)
    print(f.read(3), f.tell())
    f.write(b'XY')
    print(f.tell(), f.read(2), f.seek(0), f.read())
    print(f.truncate(4), f.tell(), f.seek(-2, 2), f.read())
posix.unlink(path)
