# Floor division, modulo, divmod and powers of floats.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for a in (7.5, -7.5, 0.0, -0.0, 1e300, float('inf'), float('nan')):
    for b in (2.0, -2.0, 0.3, 1e-300, float('inf')):
        print(a, b, a // b, a % b, divmod(a, b))
for op in ('1.0 / 0', '1.0 // 0', '1.0 % 0', 'divmod(1.0, 0)', '0.0 ** -1', '2.0 ** 10000', '(-8.0) ** (1 / 3)', '(-2.0) ** 2', '(-2.0) ** 3.0', '2 ** -1',
           '0.0 ** 0', 'float("nan") ** 0', '1 ** float("nan")', '(-1) ** float("inf")', 'float("-inf") ** 3', 'pow(2.0, 2, 3)', '1.5 << 1', '~1.5', '1.5 & 1', '10**400 + 1.0'):
    show(eval, op)
