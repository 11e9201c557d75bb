# Dividing ints by zero: each operator has its own words.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for op in ('1 / 0', '1 // 0', '1 % 0', 'divmod(1, 0)', '0 ** -1', '10**30 / 0', '10**30 // 0', '10**30 % 0',
           'pow(2, 3, 0)', 'True / False'):
    show(eval, op)
