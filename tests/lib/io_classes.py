# The abstract classes of io: who is what, how they are derived from, what stays in C.
import io
import _io

for name in sorted(io.__all__):
    value = getattr(io, name)
    print(name, getattr(value, "__module__", value), [c.__name__ for c in getattr(value, "__mro__", ())])
samples = [io.FileIO, io.BytesIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.BufferedRWPair, io.StringIO, io.TextIOWrapper]
for abc in io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase:
    print(abc, [c.__name__ for c in samples if issubclass(c, abc)], type(abc).__name__)


class Zeros(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        buffer[:] = bytes(len(buffer))
        return len(buffer)


print(io.BufferedReader(Zeros()).read(5), isinstance(Zeros(), io.IOBase), isinstance(Zeros(), _io._IOBase))
try:
    io.TextIOBase().read()
except io.UnsupportedOperation as error:
    print(repr(error), type(error).__module__)
with io.open(0, closefd=False) as stream:
    print(io.text_encoding(None), io.text_encoding("x"), isinstance(stream, io.TextIOBase))
