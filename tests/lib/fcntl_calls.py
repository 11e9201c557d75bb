# fcntl, ioctl, flock and lockf: what goes through, and what is refused.
import array
import fcntl
import os
import struct

with os.fdopen(os.memfd_create('lock me'), 'w+b') as file:
    fd = file.fileno()
    file.write(b'x' * 100)
    file.flush()
    flags = fcntl.fcntl(fd, fcntl.F_GETFD)
    fcntl.fcntl(file, fcntl.F_SETFD, flags & ~fcntl.FD_CLOEXEC)
    print(flags, fcntl.fcntl(fd, fcntl.F_GETFD), fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR)
    lock = struct.pack('hhqqi', fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    print(struct.unpack('hhqqi', fcntl.fcntl(fd, fcntl.F_SETLK, lock))[:4] == (fcntl.F_WRLCK, 0, 0, 0))
    print(fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB), fcntl.lockf(fd, fcntl.LOCK_SH, 10, 5, os.SEEK_SET),
          fcntl.lockf(fd, fcntl.LOCK_UN), fcntl.flock(fd, fcntl.LOCK_UN))
    FIONREAD = 0x541B
    left = array.array('i', [7])
    file.seek(40)
    print(fcntl.ioctl(fd, FIONREAD, left), left, struct.unpack('i', fcntl.ioctl(fd, FIONREAD, bytes(4))),
          struct.unpack('i', fcntl.ioctl(fd, FIONREAD, bytearray(4), False)))
    for wrong in (lambda: fcntl.fcntl(fd, fcntl.F_GETFL, 'x' * 1025), lambda: fcntl.fcntl(fd, fcntl.F_GETFL, 1.5),
                  lambda: fcntl.fcntl(fd, fcntl.F_GETFL, bytearray(4)), lambda: fcntl.fcntl('a', 1), lambda: fcntl.fcntl(-1, 1),
                  lambda: fcntl.fcntl(fd), lambda: fcntl.ioctl(fd, 0x5401), lambda: fcntl.ioctl(fd, 0x5413, b'x' * 1025),
                  lambda: fcntl.ioctl(fd, 'a'), lambda: fcntl.lockf(fd, 0), lambda: fcntl.lockf(fd, fcntl.LOCK_EX, 2**70),
                  lambda: fcntl.lockf(fd, fcntl.LOCK_EX, 0, 0, 7), lambda: fcntl.flock(None, fcntl.LOCK_EX)):
        try:
            print(wrong())
        except Exception as problem:
            print(type(problem).__name__, problem)
