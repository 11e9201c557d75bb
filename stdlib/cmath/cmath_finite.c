/* stdlib/cmath/cmath_finite.c -- elementary functions of finite complex numbers.
 *
 * The formulas are W. Kahan's ("Branch Cuts for Complex Elementary Functions"), with scaling where squares or
 * exponentials would overflow though the result does not.  The circular functions are the hyperbolic ones of
 * i z, turned back. */
#include "stdlib/cmath/cmath_finite.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>

#define E 2.718281828459045235360287471352662498
#define PI 3.141592653589793238462643383279502884
#define LN2 0.693147180559945309417232121458176568
#define LARGE (DBL_MAX / 4.0)        /* beyond, sums of squares of halves are still safe */
#define SQRT_LARGE 6.703903964971298e+153
#define LOG_LARGE 708.3964185322641  /* exp() of it is still finite */
#define SQRT_TINY 1.4916681462400413e-154

static inline bool is_large(Point z) { return fabs(z.real) > LARGE || fabs(z.imag) > LARGE; }
static inline Point times_i(Point z) { return (Point){-z.imag, z.real}; }
static inline Point over_i(Point z) { return (Point){z.imag, -z.real}; }
/* log |z| of a large z. */
static inline double log_large(Point z) { return log(hypot(z.real / 2.0, z.imag / 2.0)) + LN2 * 2.0; }

Point point_sqrt(Point z)
{
    if (z.real == 0.0 && z.imag == 0.0)
        return (Point){0.0, z.imag};
    double x = fabs(z.real), y = fabs(z.imag), s;
    if (x < DBL_MIN && y < DBL_MIN) { /* subnormal: bring them up by an even power of two, the root down by half */
        x = ldexp(x, 53);
        s = ldexp(sqrt(x + hypot(x, ldexp(y, 53))), -27);
    } else {
        x /= 8.0;
        s = 2.0 * sqrt(x + hypot(x, y / 8.0));
    }
    double d = y / (2.0 * s);
    return z.real >= 0.0 ? (Point){s, copysign(d, z.imag)} : (Point){d, copysign(s, z.imag)};
}

Point point_acos(Point z)
{
    if (is_large(z)) {
        double size = log_large(z);
        return (Point){atan2(fabs(z.imag), z.real),
                       z.real < 0.0 ? -copysign(size, z.imag) : copysign(size, -z.imag)};
    }
    Point below = point_sqrt((Point){1.0 - z.real, -z.imag});
    Point above = point_sqrt((Point){1.0 + z.real, z.imag});
    return (Point){2.0 * atan2(below.real, above.real), asinh(above.real * below.imag - above.imag * below.real)};
}

Point point_acosh(Point z)
{
    if (is_large(z))
        return (Point){log_large(z), atan2(z.imag, z.real)};
    Point below = point_sqrt((Point){z.real - 1.0, z.imag});
    Point above = point_sqrt((Point){z.real + 1.0, z.imag});
    return (Point){asinh(below.real * above.real + below.imag * above.imag), 2.0 * atan2(below.imag, above.real)};
}

Point point_asinh(Point z)
{
    if (is_large(z)) {
        double size = log_large(z);
        return (Point){z.imag >= 0.0 ? copysign(size, z.real) : -copysign(size, -z.real),
                       atan2(z.imag, fabs(z.real))};
    }
    Point right = point_sqrt((Point){1.0 + z.imag, -z.real});
    Point left = point_sqrt((Point){1.0 - z.imag, z.real});
    return (Point){asinh(right.real * left.imag - left.real * right.imag),
                   atan2(z.imag, right.real * left.real - right.imag * left.imag)};
}

Point point_asin(Point z) { return over_i(point_asinh(times_i(z))); }

Point point_atanh(Point z)
{
    if (signbit(z.real)) { /* odd: the left half plane mirrors the right one */
        Point mirrored = point_atanh((Point){-z.real, -z.imag});
        return (Point){-mirrored.real, -mirrored.imag};
    }
    double y = fabs(z.imag);
    if (z.real > SQRT_LARGE || y > SQRT_LARGE) {
        double h = hypot(z.real / 2.0, z.imag / 2.0);
        return (Point){z.real / 4.0 / h / h, -copysign(PI / 2.0, -z.imag)};
    }
    if (z.real == 1.0 && y < SQRT_TINY)
        return (Point){-log(sqrt(y) / sqrt(hypot(y, 2.0))), copysign(atan2(2.0, -y) / 2.0, z.imag)};
    double left = 1.0 - z.real;
    return (Point){log1p(4.0 * z.real / (left * left + y * y)) / 4.0,
                   -atan2(-2.0 * z.imag, left * (1.0 + z.real) - y * y) / 2.0};
}

Point point_atan(Point z) { return over_i(point_atanh(times_i(z))); }

/* exp, cosh and sinh of large real parts: one factor e is applied last. */
Point point_exp(Point z)
{
    if (z.real > LOG_LARGE) {
        double length = exp(z.real - 1.0);
        return (Point){length * cos(z.imag) * E, length * sin(z.imag) * E};
    }
    double length = exp(z.real);
    return (Point){length * cos(z.imag), length * sin(z.imag)};
}

Point point_cosh(Point z)
{
    if (fabs(z.real) > LOG_LARGE) {
        double less = z.real - copysign(1.0, z.real);
        return (Point){cos(z.imag) * cosh(less) * E, sin(z.imag) * sinh(less) * E};
    }
    return (Point){cos(z.imag) * cosh(z.real), sin(z.imag) * sinh(z.real)};
}

Point point_sinh(Point z)
{
    if (fabs(z.real) > LOG_LARGE) {
        double less = z.real - copysign(1.0, z.real);
        return (Point){cos(z.imag) * sinh(less) * E, sin(z.imag) * cosh(less) * E};
    }
    return (Point){cos(z.imag) * sinh(z.real), sin(z.imag) * cosh(z.real)};
}

Point point_cos(Point z) { return point_cosh(times_i(z)); }
Point point_sin(Point z) { return over_i(point_sinh(times_i(z))); }

Point point_tanh(Point z)
{
    if (fabs(z.real) > LOG_LARGE)
        return (Point){copysign(1.0, z.real), 4.0 * sin(z.imag) * cos(z.imag) * exp(-2.0 * fabs(z.real))};
    double x = tanh(z.real), y = tan(z.imag), c = 1.0 / cosh(z.real), product = x * y;
    double denominator = 1.0 + product * product;
    return (Point){x * (1.0 + y * y) / denominator, y / denominator * c * c};
}

Point point_tan(Point z) { return over_i(point_tanh(times_i(z))); }

Point point_log(Point z)
{
    double x = fabs(z.real), y = fabs(z.imag), size;
    if (x > LARGE || y > LARGE)
        size = log(hypot(x / 2.0, y / 2.0)) + LN2;
    else if (x < DBL_MIN && y < DBL_MIN)
        size = log(hypot(ldexp(x, 53), ldexp(y, 53))) - 53.0 * LN2;
    else {
        double h = hypot(x, y);
        if (h >= 0.71 && h <= 1.73) { /* near 1 the logarithm is small: keep its digits */
            double longer = x > y ? x : y, shorter = x > y ? y : x;
            size = log1p((longer - 1.0) * (longer + 1.0) + shorter * shorter) / 2.0;
        } else
            size = log(h);
    }
    return (Point){size, atan2(z.imag, z.real)};
}
