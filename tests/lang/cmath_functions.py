# cmath: values, poles and special arguments.
import cmath


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show('cmath.sqrt(-1)',
     'cmath.sqrt(complex(-1, -0.0))',
     'cmath.log(0)',
     'cmath.log(1, 0)',
     'cmath.log(-1)',
     'cmath.log(8, 2)',
     'cmath.log10(-100)',
     'cmath.exp(1000)',
     'cmath.exp(cmath.pi * 1j)',
     'cmath.polar(1j)',
     'cmath.phase(-1)',
     "cmath.phase('a')",
     'cmath.rect(2, 0)',
     'cmath.rect(1e400, 1)',
     'cmath.rect(cmath.inf, cmath.inf)',
     'cmath.rect(cmath.inf, 0)',
     'cmath.rect(0, cmath.nan)',
     'cmath.atanh(1)',
     'cmath.atan(1j)',
     'cmath.sin(cmath.inf)',
     'cmath.cos(1j), cmath.sin(1j), cmath.tan(1j)',
     'cmath.cosh(complex(0, cmath.inf))',
     'cmath.sinh(complex(cmath.inf, cmath.nan))',
     'cmath.tanh(complex(cmath.inf, cmath.inf))',
     'cmath.acos(2), cmath.asin(2), cmath.acosh(0.5), cmath.asinh(1j)',
     'cmath.isclose(1, 1, rel_tol=-1)',
     'cmath.isclose(1 + 1j, 1 + 1.0000000001j)',
     'cmath.isfinite(1j), cmath.isinf(complex(cmath.inf, 0)), cmath.isnan(cmath.nanj)',
     'cmath.infj, cmath.nanj, cmath.tau')
