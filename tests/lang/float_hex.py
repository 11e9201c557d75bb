# hex() and fromhex() of floats.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for d in (0.0, -0.0, 1.0, -1.5, 3.14159, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, float('inf'), float('nan')):
    print(d.hex(), float.fromhex(d.hex()))
for text in ('0x1p-1074', '1', '0x.8', '0X1.8P+3', 'a.b', '0x1p-1075', '0x1.8p-1075', '0x1.fffffffffffff8p1023', '0x1.fffffffffffff7p1023', ' 0x10 ', '-0x1p4',
             'inf', '-nan', '', 'zz', '0x', '0x1p', '0x1p10000', '1.2.3', '0x1.00000000000008p0', '0x1.000000000000081p0', '0x0p99999999999999'):
    show(float.fromhex, text)
