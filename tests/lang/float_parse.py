# float('...') in all its spellings.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in ('1', '1.', '.5', '1e5', '1E-5', ' 2.5 ', '+1', '-1', '1_000.5', 'inf', '-Infinity', 'nan', 'NaN', '1e400', '1e-400', '\u0661.\u0665', '0x1', '1e',
             '.', '', '+', '1__0', '_1', '1_', 'infinit', 'na', '1.2.3', '1 2', '5e-324', '2.4703282292062328e-324', '179769313486231580793e289', '9007199254740993'):
    show(float, text)
show(float, b'1.5'), show(float, bytearray(b'2')), show(float, b'x'), show(float, None), show(float, []), show(float, 1, 2), show(float, x=1), show(float), show(float, 10**400)
