# The other methods and attributes of int.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for i in (0, 1, -1, 37, -37, 2**70, -2**70 + 1):
    print(i.bit_length(), i.bit_count(), i.as_integer_ratio(), i.is_integer(), i.conjugate(), i.real, i.imag, i.numerator, i.denominator)
    print(i.__trunc__(), i.__floor__(), i.__ceil__(), i.__getnewargs__(), i.__index__(), i.__int__(), i.__float__(), i.__bool__())
for i, n in ((1234, -2), (1250, -2), (1350, -2), (-1250, -2), (15, -1), (25, -1), (5, -1), (10**30 + 5 * 10**9, -10), (7, -5), (7, 3)):
    print(round(i, n))
show(round, 1, 1.5), show((1).__round__, None), show((1).__add__, 1.0), show((1).__pow__, 2, 3), show(int.__add__, 1, 'a')
