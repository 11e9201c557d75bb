# os.preadv, pwritev, splice; pseudo-terminals step by step.
import os

with open("file", "wb+") as file:
    fd = file.fileno()
    print(os.pwritev(fd, [b"abc", bytearray(b"def")], 2), os.pread(fd, 10, 0))
    parts = [bytearray(3), bytearray(4)]
    print(os.preadv(fd, parts, 1), parts, os.preadv(fd, parts, 100))
    read_end, write_end = os.pipe()
    print(os.splice(fd, write_end, 4, offset_src=2), os.read(read_end, 10))
    for call in (lambda: os.preadv(fd, [b"x"], 0), lambda: os.preadv(fd, 1, 0), lambda: os.splice(fd, write_end, -1),
                 lambda: os.preadv(fd, parts, -1)):
        try:
            print(call())
        except Exception as error:
            print(repr(error))
master = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
os.grantpt(master)
os.unlockpt(master)
slave = os.open(os.ptsname(master), os.O_RDWR | os.O_NOCTTY)
os.write(slave, b"through\n")
print(os.isatty(slave), os.get_inheritable(master), os.read(master, 20), os.ttyname(slave) == os.ptsname(master))
try:
    os.ptsname(read_end)
except OSError as error:
    print(error)
