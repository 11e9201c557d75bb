# int('...') with signs, spaces, prefixes, underscores, other scripts' digits.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in (' 12 ', '+7', '-0', '1_000', '\u0661\u0662\u0663', '\u00a05\u2003', '0', '00', '9' * 30):
    show(int, text)
for text, base in (('ff', 16), ('0xFF', 16), ('0b101', 0), ('0o17', 0), ('z', 36), ('-0x_f', 0), ('10', 2), ('0', 0), ('00', 0), ('1' * 100, 2)):
    show(int, text, base)
for text in ('', ' ', '+', '--1', '1__0', '_1', '1_', '0x1', '1.0', 'a', '1 2', '\u0bf1', '12\0'):
    show(int, text)
for args in (('010', 0), ('2', 2), ('0b2', 0), ('1', 1), ('1', 37), (1, 10), ('0_', 0)):
    show(int, *args)
show(int, b'12'), show(int, bytearray(b' 13 ')), show(int, b'x'), show(int, None), show(int, [])
show(int, base=10), show(int, '1', x=3), show(int, 1, 2, 3), show(int)
