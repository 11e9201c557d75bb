# While a view is exported a bytearray keeps its size.
b = bytearray(b'abcdef')
m = memoryview(b)
for change in ('b.append(1)', 'b.clear()', 'b.extend(b"x")', 'del b[0]', 'b.pop()', 'b += b"x"', 'b *= 2', 'b[1:2] = b"long"', 'b.insert(0, 1)', 'del b[::2]', 'b.remove(97)', 'b.__init__(3)'):
    try:
        exec(change)
        print(change, 'passed')
    except BufferError as e:
        print(change, e)
b[1:3] = b'XY'; b[0] = 65; b.reverse(); m[0] = 33
print(b, bytes(m))
m.release()
b.append(1); print(b)
it = iter(b)
next(it); b.clear(); print(list(it), it.__length_hint__())
class Evil:
    def __init__(self, target): self.target = target
    def __index__(self):
        self.target.clear()
        return 5
b = bytearray(b'abc')
try:
    b[1] = Evil(b)
except IndexError as e:
    print(e)
b = bytearray(b'abc')
b.extend([1, Evil(b), 2]); print(b)
b = bytearray(b'abc'); print(b.find(b'c', Evil(b)), b)
