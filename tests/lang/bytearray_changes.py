# Changing bytearrays in every way.
b = bytearray(b'abcdef')
b[0] = 65; print(b)
b[-1] = ord('F'); print(b)
b[1:3] = b'XYZ'; print(b)
b[::2] = b'....'[:len(b[::2])]; print(b)
del b[0]; print(b)
del b[1:3]; print(b)
b = bytearray(range(65, 75)); del b[::3]; print(b)
b = bytearray(range(65, 75)); del b[8:1:-2]; print(b)
b.append(33); b.extend(b'xy'); b.extend([49, 50]); b.extend(c for c in b'gen'); print(b)
b.insert(0, 60); b.insert(-1, 61); b.insert(100, 62); print(b)
print(b.pop(), b.pop(0), b.pop(-2), b)
b.remove(120); print(b)
b.reverse(); print(b)
b += b'!'; b += bytearray(b'?'); b += memoryview(b'#'); print(b)
b *= 2; print(b)
b += bytes(b); print(len(b))
b *= 0; print(b)
b[:] = range(48, 58); print(b)
b[2:5] = b; print(b)
c = b.copy(); c.clear(); print(b, c, c is not b)
b = bytearray(b'0123456789' * 10)
while b:
    del b[:7]
print(b, len(b))
for change in ('b[0] = 256', 'b[0] = "a"', 'b[5] = 1', 'b["a"] = 1', 'b[0:1] = 5', 'b[0:1] = "a"', 'b[0:1] = [256]', 'b[::2] = b"123"', 'b.append(256)', 'b.append("a")', 'b.extend("ab")',
               'b.extend(5)', 'b.extend([300])', 'b.insert(0, 256)', 'b.pop(9)', 'b.remove(1)', 'b.remove(256)', 'del b[9]', 'b += "a"', 'b += 5', 'b += b', 'bytearray().pop()', 'hash(b)', 'b *= 1.5', 'b.insert("a", 1)', 'b.foo = 1'):
    b = bytearray(b'abc')
    try:
        exec(change)
        print(change, 'passed', b)
    except Exception as e:
        print(change, type(e).__name__, e)
