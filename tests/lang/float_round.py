# round() of floats is correct for the number as it is.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for d in (0.5, 1.5, 2.5, -0.5, 2.675, 1.005, 1e15 + 0.5, 1e22, 0.15, 0.25, 0.35, 5e-324, 1.7976931348623157e308):
    print(round(d), [round(d, n) for n in (0, 1, 2, 5, 20, 400)])
for d, n in ((1234.5, -2), (1250.0, -2), (1350.0, -2), (50.0, -2), (50.1, -2), (49.9, -2), (1e300, -299), (5e299, -300), (7.0, -400), (-1250.0, -2)):
    print(round(d, n))
for args in ((float('nan'),), (float('inf'),), (1.7976931348623157e308, -308), (1.5, 1.5), (float('nan'), 2), (1.5, None)):
    show(round, *args)
