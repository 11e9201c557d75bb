# print(): separators, ends, files, and what they must be.
import io
out = io.StringIO()
print(1, 'two', 3.0, None, sep='-', end='!\n', file=out)
print(file=out)
print('a', 'b', sep=None, end=None, file=out, flush=True)
print(repr(out.getvalue()))
class Lines:
    def __init__(self):
        self.parts = []
    def write(self, text):
        self.parts.append(text)
lines = Lines()
print('x', 1, file=lines)
print(lines.parts)
for options in ({'sep': 1}, {'end': b''}, {'colour': 2}, {'file': 5}):
    try:
        print('never', **options)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
