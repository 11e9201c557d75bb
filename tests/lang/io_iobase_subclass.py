# A class over IOBase gets lines, iteration and closing from read() alone.
import io
class Source(io.IOBase):
    def __init__(self, data):
        self.data = data
    def read(self, n=-1):
        piece, self.data = self.data[:n], self.data[n:]
        return piece
    def close(self):
        print('close', self.closed)
        super().close()
s = Source(b'one\ntwo\nthree')
print(s.readline(), next(s), s.readline(2), s.readlines())
with s as same:
    print(same is s)
print(s.closed)
try:
    s.__enter__()
except ValueError as e:
    print(e)
Source(b'')
for call in (s.seek, s.truncate, s.fileno):
    try:
        call(0) if call == s.seek else call()
    except io.UnsupportedOperation as e:
        print(type(e).__mro__[1:3], e)
