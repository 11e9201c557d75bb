# Descriptors: open, write, seek, read, stat, pipe, dup.
import posix
path = '/tmp/weft_posix_%d' % posix.getpid()
fd = posix.open(path, posix.O_RDWR | posix.O_CREAT | posix.O_TRUNC, 0o600)
print(posix.write(fd, b'hello world'), posix.lseek(fd, 6, 0), posix.read(fd, 5), posix.pread(fd, 5, 0))
st = posix.fstat(fd)
print(st.st_size, oct(st.st_mode), st[6], posix.stat(path).st_ino == st.st_ino, len(st), st.st_mtime_ns // 10 ** 9 == int(st.st_mtime))
posix.ftruncate(fd, 3)
print(posix.stat(path).st_size, posix.get_inheritable(fd))
posix.close(fd)
r, w = posix.pipe()
posix.write(w, b'through')
posix.close(w)
print(posix.read(r, 100), posix.read(r, 100))
posix.close(r)
posix.rename(path, path + '2')
for call in (lambda: posix.unlink(path), lambda: posix.open(path, 0), lambda: posix.close(fd), lambda: posix.stat(5.5), lambda: posix.rename(path, path + '3'),
             lambda: posix.listdir(path), lambda: posix.stat('a\0b')):
    try:
        call()
    except (OSError, TypeError, ValueError) as e:
        print(type(e).__name__, str(e).replace(path, 'PATH'))
posix.unlink(path + '2')
