# math takes floats apart and puts them together.
import math


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show('math.frexp(10.0)',
     'math.frexp(0.0)',
     "math.frexp(float('nan'))",
     'math.frexp(5e-324)',
     'math.modf(-2.75)',
     "math.modf(float('-inf'))",
     'math.ldexp(0.75, 4)',
     'math.ldexp(1, -1074)',
     'math.ldexp(3, -1075)',
     'math.nextafter(1, 2)',
     'math.nextafter(1, 2, steps=3)',
     'math.nextafter(1, 2, steps=0)',
     'math.nextafter(-1e-323, 1, steps=5)',
     'math.nextafter(0.0, -1)',
     'math.nextafter(1, 1 + 1e-15, steps=10**30)',
     "math.nextafter(1, float('nan'))",
     'math.ulp(1)',
     'math.ulp(0)',
     'math.ulp(1.7976931348623157e308)',
     "math.ulp(float('-inf'))",
     'math.copysign(3, -0.0)',
     'math.fma(2, 3, 4)',
     'math.fma(0.1, 10, -1)',
     'math.remainder(7, 2)',
     'math.remainder(5, 3)',
     'math.fmod(-7, 3)',
     'math.isclose(1, 1 + 1e-10)',
     'math.isclose(1, 1.1)',
     'math.isclose(0, 1e-12, abs_tol=1e-9)',
     "math.isinf(float('-inf')), math.isnan(float('nan')), math.isfinite(1)",
     'math.degrees(1), math.radians(180)',
     'math.cbrt(-27), math.exp2(10), math.sqrt(2), math.log2(8), math.log10(1000), math.log(8, 2)',
     'math.pi, math.e, math.tau, math.inf, math.nan',
     'math.atan2(-0.0, -1), math.pow(2, 0.5), math.fabs(-3)',
     'math.gamma(5), math.gamma(0.5), math.gamma(-1.5), math.lgamma(10)',
     'math.erf(0.5), math.erfc(2.0)',
     'math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(1), math.atan(1), math.sinh(1), math.cosh(1), math.tanh(1)',
     'math.asinh(1), math.acosh(2), math.atanh(0.5), math.expm1(1e-10), math.log1p(1e-10), math.exp(1)')
