# What arrays can do.
import array, copy
a = array.array('i', [3, 1, 2])
a.append(5); a.extend([7, 8]); a.extend(array.array('i', [9])); a.insert(1, -4); a.insert(-1, 10); print(a)
print(a.pop(), a.pop(0), a.index(5), a.count(1), 7 in a, 99 in a, len(a), a[1], a[-1], a[1:3], a[::-2], a.itemsize, a.typecode)
a.remove(7); a.reverse(); print(a, a.tolist(), a.tobytes()[:4])
a[0] = 100; a[1:2] = array.array('i', [1, 2, 3]); del a[0]; del a[::2]; print(a)
a += array.array('i', [4]); a *= 2; print(a, a + a, a * 0, 2 * array.array('b', [1]))
b = array.array('h', b'\1\0\2\0'); b.byteswap(); print(b); b.frombytes(b'\5\0'); b.fromlist([6, 7]); print(b)
try:
    b.fromlist([1, 'x'])
except TypeError as e:
    print(e, b)
print(array.array('d', [1, 2.5]) == array.array('f', [1, 2.5]), a == a[:], a != [1], array.array('i', [1]) < array.array('i', [1, 2]), array.array('q', [2**62]) > array.array('i', [5]))
w = array.array('w', 'ab\u20ac'); print(w, w.tounicode(), w[2]); w.fromunicode('x'); print(w)
print(copy.copy(a) == a, copy.copy(a) is not a, list(iter(a)), bytes(array.array('B', [1, 2])), memoryview(a).format)
m = memoryview(a)
try:
    a.append(1)
except BufferError as e:
    print(e)
m[0] = 77; print(a[0]); m.release(); a.clear(); print(a, a.buffer_info()[1])
class A(array.array):
    pass
x = A('i', [1]); x.note = 2; print(x, x.note, type(x[:]), isinstance(x, array.array))
n = array.array('d', [float('nan')]); print(n == n)
import pickle
for p in range(5):
    print(pickle.loads(pickle.dumps(array.array('d', [1.5, -2]), p)), pickle.loads(pickle.dumps(array.array('w', 'hi'), p)))
for args in ((array.array, 'h', 5, b'\0\1'), (array.array, 'd', 17, b'\x3f\xf0' + bytes(6)), (array.array, 'l', 8, b'\1\0\0\0')):
    print(array._array_reconstructor(*args))
