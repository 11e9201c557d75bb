# A BufferedReader over a raw stream that gives three bytes at a time.
import io
class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data, self.calls = data, 0
    def readable(self):
        return True
    def readinto(self, target):
        self.calls += 1
        n = min(3, len(target), len(self.data))
        target[:n], self.data = self.data[:n], self.data[n:]
        return n
raw = Raw(b'abcdefgh\nijkl\nm')
reader = io.BufferedReader(raw, 4)
print(reader.read(2), reader.peek(), reader.read1(10), reader.readline(), raw.calls)
target = bytearray(3)
print(reader.readinto(target), target, reader.read(), reader.read(), reader.read(1))
for call in (lambda: reader.read(-2), lambda: reader.seek(0), lambda: reader.write(b'x')):
    try:
        call()
    except (ValueError, OSError, AttributeError) as e:
        print(type(e).__name__, e)
