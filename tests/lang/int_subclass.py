# Instances of int subclasses keep their class; results of arithmetic are plain ints.
class Number(int):
    def __repr__(self):
        return f'Number({int(self)})'

for i in (0, 5, -7, 2**49, 2**70):
    n = Number(i)
    n.note = 'kept'
    print(n, n.note, n == i, hash(n) == hash(i), type(n + 1), type(-n), type(+n), type(n * n), type(int(n)), type(abs(n)))
    print(n + 0, n & 3, n // 2, [10, 20][Number(1)], {i: 'found'}[n], isinstance(n, int), bool(n))
print(Number('12') + Number(3), Number(3.9), Number.from_bytes(b'ab'), type(Number.from_bytes(b'a')))
