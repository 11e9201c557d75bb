# A BufferedWriter gathers small writes and lets big ones through.
import io
class Raw(io.RawIOBase):
    def __init__(self):
        self.written = []
    def writable(self):
        return True
    def write(self, data):
        self.written.append(bytes(data))
        return len(data)
raw = Raw()
writer = io.BufferedWriter(raw, 8)
print(writer.write(b'abc'), raw.written, writer.write(b'defgh'), raw.written)
print(writer.write(b'i'), raw.written, writer.write(b'0123456789'), raw.written)
writer.flush()
print(raw.written)
writer.close()
print(raw.closed, writer.closed)
try:
    writer.write(b'x')
except ValueError as e:
    print(e)
