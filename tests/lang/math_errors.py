# Domain, range and type errors of math.
import math


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show('math.sqrt(-1)',
     'math.log(0)',
     'math.log(-1)',
     'math.log(0.0)',
     'math.log10(0)',
     'math.log2(-1)',
     'math.log(2, 0)',
     'math.log(2, 1)',
     'math.log1p(-1)',
     'math.gamma(0)',
     'math.gamma(-1)',
     'math.gamma(-0.0)',
     "math.gamma(float('-inf'))",
     'math.gamma(172)',
     'math.lgamma(-1)',
     'math.exp(1000)',
     "math.sin(float('inf'))",
     'math.acos(2)',
     'math.atanh(1)',
     'math.fmod(1, 0)',
     "math.fmod(float('inf'), 1)",
     'math.pow(0, -1)',
     'math.pow(-1, 0.5)',
     'math.pow(10, 400)',
     'math.ldexp(1, 10000)',
     'math.ldexp(1, 1.5)',
     'math.ldexp(1, 10**100)',
     'math.ldexp(1, -10**100)',
     'math.fma(1e308, 10, 0)',
     "math.fma(float('inf'), 0, 0)",
     "math.trunc('a')",
     "math.floor('a')",
     'math.ceil(None)',
     "math.hypot('a')",
     'math.dist([1], [1, 2])',
     'math.dist(1, 2)',
     'math.fsum([1e308, 1e308])',
     "math.fsum([float('inf'), float('-inf')])",
     "math.fsum(['a'])",
     'math.nextafter(1, 2, steps=-1)',
     'math.nextafter(1, 2, steps=1.5)',
     'math.remainder(1, 0)',
     'math.isclose(1, 1, rel_tol=-1)',
     'math.copysign(1)',
     'math.sin()',
     'math.sin(1, 2)',
     "math.sin('a')",
     'math.sin(x=1)',
     'math.exp2(10000)',
     'math.cosh(1000)',
     'math.expm1(1000)',
     "math.floor(float('nan'))",
     "math.ceil(float('inf'))")
