# fsum, sumprod, hypot and dist lose nothing they need not.
import math


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show('math.fsum([0.1] * 10)',
     'math.fsum([1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50])',
     'math.fsum([])',
     'math.fsum([2.0**53, -0.5, -2.0**-54])',
     'math.fsum([1e16, 1.0, 1e-16])',
     "math.fsum([float('inf'), 1])",
     "math.fsum([float('nan'), 1])",
     'math.fsum([10**16, 1, 1, True])',
     'math.sumprod([], [])',
     'math.sumprod([1, 2, 3], [4, 5, 6])',
     'math.sumprod([10**30, 2], [10**30, 1])',
     'math.sumprod([0.1] * 10, [1.0] * 10)',
     'math.sumprod([1.5, 2], [1, 2])',
     'math.sumprod([True, False], [1.0, 2.0])',
     'math.sumprod([1], [1, 2])',
     "math.sumprod([1, 'a'], [1, 2])",
     'math.sumprod(1, 2)',
     'math.sumprod([1e308, 1e308], [1e308, -1e308])',
     'math.sumprod([10**400], [1.0])',
     'math.sumprod([1e100, 1.0, -1e100], [1.0, 1.0, 1.0])',
     "math.sumprod([float('inf'), 1.0], [1.0, 1.0])",
     'math.hypot()',
     'math.hypot(3, 4)',
     'math.hypot(-5)',
     'math.hypot(1e300, 1e300)',
     'math.hypot(1e-320, 1e-320)',
     "math.hypot(float('inf'), float('nan'))",
     "math.hypot(1, float('nan'))",
     'math.hypot(1, 2, 3, 4, 5)',
     'math.hypot(*[0.1] * 20)',
     'math.dist((1, 2), (4, 6))',
     'math.dist([0.5, 1], (0, 0))',
     'math.dist((), ())')
