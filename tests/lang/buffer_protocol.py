# Classes with __buffer__ export memory, and are told when it comes back.
class Exporter:
    def __init__(self, data):
        self.data = bytearray(data)
    def __buffer__(self, flags):
        print('buffer')
        return memoryview(self.data)
    def __release_buffer__(self, view):
        print('release', bytes(view))
e = Exporter(b'abc')
with memoryview(e) as m:
    print(m.tolist())
    m[0] = 65
print(bytes(e), e.data, b'-'.join([e, e]), bytes.fromhex(e.data.hex()))
class Bad:
    def __buffer__(self, flags):
        return b'no view'
try:
    memoryview(Bad())
except TypeError as error:
    print(error)
for o in (b'a', bytearray(b'b')):
    view = o.__buffer__(0)
    print(view.tolist(), type(view))
