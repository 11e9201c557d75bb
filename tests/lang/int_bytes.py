# to_bytes and from_bytes: order, sign, length, errors.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for i, n, signed in ((0, 0, False), (255, 1, False), (-1, 1, True), (-128, 1, True), (-129, 2, True), (2**63, 8, False), (-2**63, 8, True),
                     (2**100, 16, False), (-2**100, 16, True), (-2**127, 16, True), (1, 20, True)):
    for order in ('big', 'little'):
        data = i.to_bytes(n, order, signed=signed)
        print(data, int.from_bytes(data, order, signed=signed) == i)
print((5).to_bytes(), int.from_bytes([1, 2]), int.from_bytes(bytearray(b'ab')), int.from_bytes(b''))
show((256).to_bytes, 1, 'big'), show((-1).to_bytes, 1, 'big'), show((128).to_bytes, 1, 'big', signed=True)
show((1).to_bytes, -1, 'big'), show((1).to_bytes, 1, 'middle'), show(int.from_bytes, 'ab'), show(int.from_bytes, 5), show(int.from_bytes, [256])
