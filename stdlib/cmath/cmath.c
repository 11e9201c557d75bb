/* stdlib/cmath/cmath.c -- mathematics of complex numbers.
 *
 * Finite arguments go to cmath_finite.c; for infinities and NaNs the C library's functions follow C99's Annex G,
 * as Python wants.  Here their silent errors become exceptions. */
#include "stdlib/cmath/cmath_finite.h"
#include "runtime/complex.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include <complex.h>
#include <math.h>
#undef I

typedef double _Complex Number;

static inline Number make(double real, double imag) { return __builtin_complex(real, imag); }

static Value domain_error(void) { return exc_raise(&type_ValueError, "math domain error"); }
static Value range_error(void) { return exc_raise(&type_OverflowError, "math range error"); }

static bool is_finite(Number z) { return isfinite(creal(z)) && isfinite(cimag(z)); }
static bool has_infinity(Number z) { return isinf(creal(z)) || isinf(cimag(z)); }

static int argument(Ref v, Number *out)
{
    double real, imag;
    if (complex_from_value(v, &real, &imag))
        return -1;
    *out = make(real, imag);
    return 0;
}

/* ---- where functions are not defined ---- */

static bool never(Number z) { return z != z && false; }
static bool at_zero(Number z) { return creal(z) == 0.0 && cimag(z) == 0.0; }
static bool at_one(Number z) { return fabs(creal(z)) == 1.0 && cimag(z) == 0.0; }
static bool at_i(Number z) { return creal(z) == 0.0 && fabs(cimag(z)) == 1.0; }
/* Functions that go round as the imaginary part grows have no value at the end of that way. */
static bool exp_undefined(Number z) { return isinf(cimag(z)) && (isfinite(creal(z)) || creal(z) == INFINITY); }
static bool cosh_undefined(Number z) { return isinf(cimag(z)) && !isnan(creal(z)); }
static bool cos_undefined(Number z) { return isinf(creal(z)) && !isnan(cimag(z)); }
static bool tanh_undefined(Number z) { return isinf(cimag(z)) && isfinite(creal(z)); }
static bool tan_undefined(Number z) { return isinf(creal(z)) && isfinite(cimag(z)); }

static Value apply(Ref v, Point (*on_finite)(Point), Number (*function)(Number), bool (*undefined)(Number))
{
    Number z;
    if (argument(v, &z))
        return VALUE_ERROR;
    if (undefined(z))
        return domain_error();
    if (is_finite(z)) {
        Point result = on_finite((Point){creal(z), cimag(z)});
        if (isinf(result.real) || isinf(result.imag))
            return range_error();
        return complex_new(result.real, result.imag);
    }
    Number result = function(z);
    return complex_new(creal(result), cimag(result));
}

/* Where the C library makes more of a zero beside a NaN than C99 asks. */
static Number acosh_special(Number z)
{
    return creal(z) == 0.0 && isnan(cimag(z)) ? make((double)NAN, (double)NAN) : cacosh(z);
}

static Number tanh_special(Number z)
{
    return creal(z) == 0.0 && isnan(cimag(z)) ? make((double)NAN, (double)NAN) : ctanh(z);
}

static Number tan_special(Number z)
{
    Number turned = tanh_special(make(-cimag(z), creal(z)));
    return make(cimag(turned), -creal(turned));
}

#define FUNCTION(name, special, undefined) \
    NATIVE(cmath_##name##_m) { return apply(a[0], point_##name, special, undefined); }
FUNCTION(acos, cacos, never)
FUNCTION(acosh, acosh_special, never)
FUNCTION(asin, casin, never)
FUNCTION(asinh, casinh, never)
FUNCTION(atan, catan, at_i)
FUNCTION(atanh, catanh, at_one)
FUNCTION(cos, ccos, cos_undefined)
FUNCTION(cosh, ccosh, cosh_undefined)
FUNCTION(exp, cexp, exp_undefined)
FUNCTION(sin, csin, cos_undefined)
FUNCTION(sinh, csinh, cosh_undefined)
FUNCTION(sqrt, csqrt, never)
FUNCTION(tan, tan_special, tan_undefined)
FUNCTION(tanh, tanh_special, tanh_undefined)

/* ---- logarithms ---- */

/* log z; -1 ValueError at zero. */
static int logarithm(Ref v, Number *out)
{
    Number z;
    if (argument(v, &z))
        return -1;
    if (at_zero(z)) {
        domain_error();
        return -1;
    }
    if (is_finite(z)) {
        Point result = point_log((Point){creal(z), cimag(z)});
        *out = make(result.real, result.imag);
    } else
        *out = clog(z);
    return 0;
}

static Value divide_logarithms(Number numerator, Number denominator)
{
    if (at_zero(denominator))
        return domain_error();
    Value top = complex_new(creal(numerator), cimag(numerator));
    Value bottom = complex_new(creal(denominator), cimag(denominator));
    Value quotient = value_is_error(top) || value_is_error(bottom) ? VALUE_ERROR
                                                                   : object_binary(BINARY_DIV, top, bottom);
    value_drop(top);
    value_drop(bottom);
    return quotient;
}

NATIVE(cmath_log_m)
{
    Number result, base;
    if (logarithm(a[0], &result))
        return VALUE_ERROR;
    if (value_is_absent(a[1]))
        return complex_new(creal(result), cimag(result));
    return logarithm(a[1], &base) ? VALUE_ERROR : divide_logarithms(result, base);
}

NATIVE(cmath_log10_m)
{
    const double ln10 = 2.302585092994045684;
    Number result;
    if (logarithm(a[0], &result))
        return VALUE_ERROR;
    return complex_new(creal(result) / ln10, cimag(result) / ln10);
}

/* ---- polar coordinates ---- */

static Value absolute(Number z, double *out)
{
    *out = cabs(z);
    if (isinf(*out) && is_finite(z))
        return range_error();
    return VALUE_NONE;
}

NATIVE(cmath_phase_m)
{
    Number z;
    return argument(a[0], &z) ? VALUE_ERROR : value_from_double_bits_safe(carg(z));
}

NATIVE(cmath_polar_m)
{
    Number z;
    double size;
    if (argument(a[0], &z) || value_is_error(absolute(z, &size)))
        return VALUE_ERROR;
    Value items[2] = {value_from_double_bits_safe(size), value_from_double_bits_safe(carg(z))};
    return tuple_from_values(items, 2);
}

/* r * (cos phi + i sin phi) where r or phi is not finite. */
static Value rect_special(double r, double phi)
{
    if (isinf(r) && isfinite(phi) && phi != 0.0) {
        double real = copysign(INFINITY, cos(phi)), imag = copysign(INFINITY, sin(phi));
        return r > 0 ? complex_new(real, imag) : complex_new(-real, -imag);
    }
    if (r != 0.0 && !isnan(r) && isinf(phi))
        return domain_error();
    if (phi == 0.0) /* r is infinite or NaN */
        return complex_new(r, isnan(r) ? phi : r * phi == r * phi ? r * phi : copysign(phi, r * copysign(1.0, phi)));
    if (r == 0.0)
        return complex_new(0.0, copysign(0.0, isnan(phi) ? 1.0 : 0.0));
    return complex_new(isinf(r) ? INFINITY : NAN, NAN);
}

NATIVE(cmath_rect_m)
{
    double r, phi;
    if (float_from_value(a[0], &r) || float_from_value(a[1], &phi))
        return VALUE_ERROR;
    if (!isfinite(r) || !isfinite(phi))
        return rect_special(r, phi);
    if (phi == 0.0)
        return complex_new(r, r * phi);
    return complex_new(r * cos(phi), r * sin(phi));
}

/* ---- tests ---- */

#define TEST(name, expression)                                              \
    NATIVE(cmath_##name##_m)                                                \
    {                                                                       \
        Number z;                                                           \
        return argument(a[0], &z) ? VALUE_ERROR : value_from_bool(expression); \
    }
TEST(isfinite, is_finite(z))
TEST(isinf, has_infinity(z))
TEST(isnan, isnan(creal(z)) || isnan(cimag(z)))

NATIVE(cmath_isclose_m)
{
    Number x, y;
    double relative, absolute_tolerance;
    if (argument(a[0], &x) || argument(a[1], &y) || float_from_value(a[2], &relative)
        || float_from_value(a[3], &absolute_tolerance))
        return VALUE_ERROR;
    if (relative < 0.0 || absolute_tolerance < 0.0)
        return exc_raise(&type_ValueError, "tolerances must be non-negative");
    if (creal(x) == creal(y) && cimag(x) == cimag(y))
        return VALUE_TRUE;
    if (has_infinity(x) || has_infinity(y))
        return VALUE_FALSE;
    double difference = cabs(make(creal(x) - creal(y), cimag(x) - cimag(y)));
    return value_from_bool(difference <= relative * cabs(y) || difference <= relative * cabs(x)
                           || difference <= absolute_tolerance);
}

/* ---- the module ---- */

static const Method cmath_functions[] = {
    {"acos(z, /)", cmath_acos_m, "Return the arc cosine of z."},
    {"acosh(z, /)", cmath_acosh_m, "Return the inverse hyperbolic cosine of z."},
    {"asin(z, /)", cmath_asin_m, "Return the arc sine of z."},
    {"asinh(z, /)", cmath_asinh_m, "Return the inverse hyperbolic sine of z."},
    {"atan(z, /)", cmath_atan_m, "Return the arc tangent of z."},
    {"atanh(z, /)", cmath_atanh_m, "Return the inverse hyperbolic tangent of z."},
    {"cos(z, /)", cmath_cos_m, "Return the cosine of z."},
    {"cosh(z, /)", cmath_cosh_m, "Return the hyperbolic cosine of z."},
    {"exp(z, /)", cmath_exp_m, "Return the exponential value e**z."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", cmath_isclose_m,
     "Determine whether two complex numbers are close in value."},
    {"isfinite(z, /)", cmath_isfinite_m, "Return True if both the real and imaginary parts of z are finite, else False."},
    {"isinf(z, /)", cmath_isinf_m, "Checks if the real or imaginary part of z is infinite."},
    {"isnan(z, /)", cmath_isnan_m, "Checks if the real or imaginary part of z not a number (NaN)."},
    {"log(z, base=<absent>, /)", cmath_log_m, "The logarithm of z to the given base, by default e."},
    {"log10(z, /)", cmath_log10_m, "Return the base-10 logarithm of z."},
    {"phase(z, /)", cmath_phase_m, "Return argument, also known as the phase angle, of a complex."},
    {"polar(z, /)", cmath_polar_m, "Convert a complex from rectangular coordinates to polar coordinates."},
    {"rect(r, phi, /)", cmath_rect_m, "Convert from polar coordinates to rectangular coordinates."},
    {"sin(z, /)", cmath_sin_m, "Return the sine of z."},
    {"sinh(z, /)", cmath_sinh_m, "Return the hyperbolic sine of z."},
    {"sqrt(z, /)", cmath_sqrt_m, "Return the square root of z."},
    {"tan(z, /)", cmath_tan_m, "Return the tangent of z."},
    {"tanh(z, /)", cmath_tanh_m, "Return the hyperbolic tangent of z."},
    {0},
};

Value module_cmath_init(void);
Value module_cmath_init(void)
{
    const double pi = 3.141592653589793238462643, e = 2.718281828459045235360287;
    Value module = module_new("cmath", "This module provides access to mathematical functions for complex\nnumbers.",
                              cmath_functions);
    if (value_is_error(module))
        return module;
    if (module_add(module, "pi", value_from_double(pi)) || module_add(module, "e", value_from_double(e))
        || module_add(module, "tau", value_from_double(2.0 * pi))
        || module_add(module, "inf", value_from_double(INFINITY))
        || module_add(module, "nan", value_from_double((double)NAN))
        || module_add(module, "infj", complex_new(0.0, INFINITY))
        || module_add(module, "nanj", complex_new(0.0, (double)NAN))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
