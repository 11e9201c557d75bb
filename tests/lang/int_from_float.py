# Floats become ints by truncation, exactly.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for d in (1.9, -1.9, 0.0, 1e15 + 0.5, 2.0**49, 2.0**62, 2.0**63, -2.0**63, 1e22, 1.7976931348623157e308):
    show(int, d)
show(int, float('nan')), show(int, float('inf'))
