# Reading, assigning and deleting slices, plain and extended.
a = list(range(10))
print(a[:], a[2:5], a[-3:], a[:-8], a[5:2], a[::2], a[::-1], a[8:2:-3], a[100:], a[-100:3], a[::100])
a[2:5] = 'xyz'; print(a)
a[2:5] = []; print(a)
a[2:2] = [7, 7, 7, 7]; print(a)
a[5:1] = ['mid']; print(a)
a[:0] = a; print(a)
a[1:4] = iter((0,)); print(a)
del a[3:5]; print(a)
del a[::2]; print(a)
del a[::-3]; print(a)
del a[:]; print(a)
b = list(range(10))
b[::3] = 'abcd'; print(b)
b[::-5] = [1, 2]; print(b)
b[1::1] = [9]; print(b)
c = [1, 2, 3]
c[::-1] = c; print(c)
c[:] = (x for x in c); print(c)
class I:
    def __index__(self): return 1
print(c[I()], c[I():], [0, 1, 2][None:I()])
c[I()] = 'set'; print(c)
big = 2 ** 70
print([1, 2, 3][-big:big], [1, 2, 3][::big], [1, 2, 3][::-big])
