# Raw streams with surprising answers give OSError, None or BlockingIOError.
import io
class Raw(io.RawIOBase):
    def __init__(self, answer):
        self.answer = answer
    def readable(self):
        return True
    def writable(self):
        return True
    def readinto(self, target):
        return self.answer
    def write(self, data):
        return self.answer
for answer in (None, -1, 10 ** 6, 'x'):
    try:
        print(answer, io.BufferedReader(Raw(answer)).read(3))
    except OSError as e:
        print(answer, type(e).__name__, e, type(e.__cause__).__name__)
    writer = io.BufferedWriter(Raw(answer), 4)
    writer.write(b'abc')
    try:
        writer.flush()
    except (OSError, TypeError) as e:
        print(answer, type(e).__name__, str(e).partition('] ')[2] or e)
    writer.raw.answer = 3
