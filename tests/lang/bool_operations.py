# bool: an int that prints its name.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


print(True + True, True & False, True | False, True ^ True, True & 1, 2 | False, type(True & True), type(True & 1), -True, True * 3.5)
print(bool(), bool(0), bool(''), bool([0]), bool('0'), str(True), repr(False), f'{True:d}', f'{True}', f'{True:5}', int(True), [1, 2][True])
show(bool, 1, 2), show(bool, x=1), show(lambda: type('B', (bool,), {})), show(bool.from_bytes, b'\0')
print(True.real, True.numerator, True.bit_length(), isinstance(True, int), bool.__mro__, hash(True))
