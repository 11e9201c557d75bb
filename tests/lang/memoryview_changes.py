# Writing through memoryviews, releasing them.
import array
b = bytearray(b'abcdefgh')
m = memoryview(b)
m[0] = 65; m[-1] = 72; m[1:3] = b'XY'; m[4:8:2] = b'..'; print(b)
m[2:6] = m[0:4]; print(b)
m[::-1] = bytes(b); print(b)
h = m.cast('h'); h[0] = -2; print(b, h[0])
d = memoryview(array.array('d', [1, 2, 3])); d[1] = 2.5; d[0] = 7; print(d.tolist())
g = memoryview(bytearray(6)).cast('B', [2, 3]); g[1, 2] = 9; print(g.tolist())
for change in ('m[0] = 256', 'm[0] = "a"', 'm[0] = 1.5', 'm[9] = 1', 'm[0:2] = b"abc"', 'm[0:2] = "ab"', 'm[0:2] = array.array("h", [1, 2])', 'del m[0]', 'm["a"] = 1', 'h[0] = 2**15', 'd[0] = "a"', 'g[0] = 1', 'g[0:1] = b"abc"',
               'memoryview(b"a")[0] = 1', 'm.cast("c")[0] = 1', 'm.cast("c")[0] = b"ab"', 'm.cast("?")[0] = []', 'm.cast("B")[0] = -1', 'm.foo = 1', 'm.readonly = 1'):
    try:
        exec(change)
        print(change, 'passed')
    except Exception as e:
        print(change, type(e).__name__, e)
m = memoryview(b)
part = m[1:3]
m.release(); m.release()
print(part.tolist(), repr(m)[:18])
for use in ('m[0]', 'len(m)', 'm.tobytes()', 'm.nbytes', 'm == b', 'm == m', 'bytes(m)', 'm.cast("B")', 'hash(m)', 'm.obj', 'memoryview(m)', 'm.__enter__()', 'm[0:1]', 'm.tolist()'):
    try:
        print(use, eval(use))
    except Exception as e:
        print(use, type(e).__name__, e)
with memoryview(b) as m:
    print(m[0])
try:
    m[0]
except ValueError as e:
    print(e)
m = memoryview(b)
inner = memoryview(m)
m.release(); print(inner[0])
