# The other methods of float.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for d in (0.0, -2.0, 2.5, 1e300, 5e-324):
    print(d.as_integer_ratio(), d.is_integer(), d.conjugate(), d.real, d.imag, d.__trunc__(), d.__getnewargs__())
    print(d.__floor__(), d.__ceil__(), d.__int__(), d.__float__(), d.__abs__(), d.__neg__(), d.__bool__())
show(float('inf').as_integer_ratio), show(float('nan').as_integer_ratio), show(float.__getformat__, 'double'), show(float.__getformat__, 'x')
class F(float): pass
f = F(2.5); f.note = 1
print(f, f + 1, type(f + 1), type(f), f.note, F.fromhex('0x1p3'), type(F.fromhex('0x1')), hash(f) == hash(2.5), {2.5: 'x'}[f])
