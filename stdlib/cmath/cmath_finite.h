/* stdlib/cmath/cmath_finite.h -- elementary functions of finite complex numbers. */
#ifndef STDLIB_CMATH_FINITE_H
#define STDLIB_CMATH_FINITE_H

typedef struct Point { double real, imag; } Point;

Point point_acos(Point z);
Point point_acosh(Point z);
Point point_asin(Point z);
Point point_asinh(Point z);
Point point_atan(Point z);
Point point_atanh(Point z);
Point point_cos(Point z);
Point point_cosh(Point z);
Point point_exp(Point z);
Point point_log(Point z);
Point point_sin(Point z);
Point point_sinh(Point z);
Point point_sqrt(Point z);
Point point_tan(Point z);
Point point_tanh(Point z);
#endif
