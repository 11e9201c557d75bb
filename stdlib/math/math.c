/* stdlib/math/math.c -- the math module: functions of floats, and the module itself.
 *
 * The C library computes; what is left is to tell its results from errors: a NaN that did not come from a NaN
 * is a domain error, an infinity that did not come from one a range error. */
#include "stdlib/math/math_internal.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include <float.h>
#include <math.h>

#define PI 3.141592653589793238462643383279502884
#define E 2.718281828459045235360287471352662498

static Value domain_error(void) { return exc_raise(&type_ValueError, "math domain error"); }
static Value range_error(void) { return exc_raise(&type_OverflowError, "math range error"); }

/* Is the function able to grow out of bounds? Otherwise an infinity means a pole. */
enum { POLE = 0, OVERFLOWS = 1 };

static inline Value check(double x, double result, int overflows)
{
    if (UNLIKELY(!isfinite(result))) {
        if (isnan(result) && !isnan(x))
            return domain_error();
        if (isinf(result) && isfinite(x))
            return overflows ? range_error() : domain_error();
        return value_from_double_bits_safe(result);
    }
    return value_from_double(result);
}

#define UNARY(name, expression, overflows)                       \
    NATIVE(math_##name##_m)                                      \
    {                                                            \
        double x;                                                \
        if (float_from_value(a[0], &x))                          \
            return VALUE_ERROR;                                  \
        return check(x, expression, overflows);                  \
    }
UNARY(acos, acos(x), POLE)
UNARY(acosh, acosh(x), POLE)
UNARY(asin, asin(x), POLE)
UNARY(asinh, asinh(x), POLE)
UNARY(atan, atan(x), POLE)
UNARY(atanh, atanh(x), POLE)
UNARY(cbrt, cbrt(x), POLE)
UNARY(cos, cos(x), POLE)
UNARY(cosh, cosh(x), OVERFLOWS)
UNARY(erf, erf(x), POLE)
UNARY(erfc, erfc(x), POLE)
UNARY(exp, exp(x), OVERFLOWS)
UNARY(exp2, exp2(x), OVERFLOWS)
UNARY(expm1, expm1(x), OVERFLOWS)
UNARY(fabs, fabs(x), POLE)
UNARY(log1p, log1p(x), POLE)
UNARY(sin, sin(x), POLE)
UNARY(sinh, sinh(x), OVERFLOWS)
UNARY(sqrt, sqrt(x), POLE)
UNARY(tan, tan(x), POLE)
UNARY(tanh, tanh(x), POLE)
UNARY(degrees, x * (180.0 / PI), OVERFLOWS)
UNARY(radians, x * (PI / 180.0), POLE)

/* ---- gamma ---- */

NATIVE(math_gamma_m)
{
    double x;
    if (float_from_value(a[0], &x))
        return VALUE_ERROR;
    if (x == -INFINITY || x == 0.0 || (x < 0.0 && x == floor(x)))
        return domain_error();
    return check(x, math_gamma(x), OVERFLOWS);
}

NATIVE(math_lgamma_m)
{
    double x;
    if (float_from_value(a[0], &x))
        return VALUE_ERROR;
    if (x == floor(x) && x <= 2.0 && isfinite(x))
        return x <= 0.0 ? domain_error() : value_from_double(0.0);
    return check(x, math_lgamma(x), OVERFLOWS);
}

/* ---- logarithms ---- */

/* function(v), also where v is an int too large for a double; `log_of_two` is function(2). */
static Value logarithm(Ref v, double (*function)(double), double log_of_two)
{
    double d;
    int64_t i;
    if (value_is_any_int(v) && !int_peek(v, &i)) {
        if (int_sign(v) < 0)
            return domain_error();
        if (int_as_double(v, &d) == 0)
            return value_from_double(function(d));
        exc_clear();
        /* m * 2**e with m a double: log m + e log 2. */
        int64_t e = int_bit_length(v) - 64;
        Value top = int_shift_right(v, value_from_int(e));
        if (value_is_error(top))
            return top;
        int status = int_as_double(top, &d);
        value_drop(top);
        return status ? VALUE_ERROR : value_from_double(function(d * 0x1p-64) + (double)(e + 64) * log_of_two);
    }
    if (float_from_value(v, &d))
        return VALUE_ERROR;
    if (d <= 0.0)
        return domain_error();
    return value_from_double_bits_safe(function(d));
}

NATIVE(math_log_m)
{
    Value numerator = logarithm(a[0], log, 0.693147180559945309417232121458);
    if (value_is_error(numerator) || value_is_absent(a[1]))
        return numerator;
    Value denominator = logarithm(a[1], log, 0.693147180559945309417232121458);
    if (value_is_error(denominator))
        return denominator;
    return float_binary(BINARY_DIV, value_as_double(numerator), value_as_double(denominator));
}

NATIVE(math_log2_m) { return logarithm(a[0], log2, 1.0); }
NATIVE(math_log10_m) { return logarithm(a[0], log10, 0.301029995663981195213738894724); }

/* ---- two arguments ---- */

static inline int two_doubles(const Ref *a, double *x, double *y)
{
    return float_from_value(a[0], x) || float_from_value(a[1], y) ? -1 : 0;
}

static Value check2(double x, double y, double result)
{
    if (isnan(result) && !isnan(x) && !isnan(y))
        return domain_error();
    if (isinf(result) && isfinite(x) && isfinite(y))
        return range_error();
    return value_from_double_bits_safe(result);
}

#define BINARY_FUNCTION(name, function)                          \
    NATIVE(math_##name##_m)                                      \
    {                                                            \
        double x, y;                                             \
        if (two_doubles(a, &x, &y))                              \
            return VALUE_ERROR;                                  \
        return check2(x, y, function(x, y));                     \
    }
BINARY_FUNCTION(atan2, atan2)
BINARY_FUNCTION(copysign, copysign)
BINARY_FUNCTION(remainder, remainder)
BINARY_FUNCTION(fmod, fmod)

NATIVE(math_pow_m)
{
    double x, y;
    if (two_doubles(a, &x, &y))
        return VALUE_ERROR;
    double result = pow(x, y);
    if (isinf(result) && x == 0.0 && isfinite(y)) /* 0 ** -1: a pole, no overflow */
        return domain_error();
    return check2(x, y, result);
}

NATIVE(math_fma_m)
{
    double x, y, z;
    if (two_doubles(a, &x, &y) || float_from_value(a[2], &z))
        return VALUE_ERROR;
    double result = fma(x, y, z);
    if (isnan(result) && !isnan(x) && !isnan(y) && !isnan(z))
        return exc_raise(&type_ValueError, "invalid operation in fma");
    if (isinf(result) && isfinite(x) && isfinite(y) && isfinite(z))
        return exc_raise(&type_OverflowError, "overflow in fma");
    return value_from_double_bits_safe(result);
}

/* ---- taking floats apart ---- */

/* Round by a method of the type; ABSENT when it has none. */
static Value call_rounding(Ref v, Ref name)
{
    return value_is_any_float(v) ? VALUE_ABSENT : type_call_special(v, name, NULL, 0);
}

static Value round_to_int(Ref v, Ref name, double (*function)(double))
{
    if (value_is_int(v))
        return v;
    if (value_is_any_float(v) && !value_is_double(v)) { /* a subclass may have its own */
        Value result = type_call_special(v, name, NULL, 0);
        if (!value_is_absent(result))
            return result;
    }
    Value result = call_rounding(v, name);
    if (!value_is_absent(result))
        return result;
    double d;
    return float_from_value(v, &d) ? VALUE_ERROR : int_from_double(function(d));
}

NATIVE(math_floor_m) { return round_to_int(a[0], NAME(__floor__), floor); }
NATIVE(math_ceil_m) { return round_to_int(a[0], NAME(__ceil__), ceil); }

NATIVE(math_trunc_m)
{
    if (value_is_double(a[0]))
        return int_from_double(value_as_double(a[0]));
    Value result = type_call_special(a[0], NAME(__trunc__), NULL, 0);
    if (value_is_absent(result))
        return exc_raise(&type_TypeError, "type %T doesn't define __trunc__ method", a[0]);
    return result;
}

static Value pair(double first, Value second)
{
    Value items[2] = {value_from_double_bits_safe(first), second};
    return tuple_from_values(items, 2);
}

NATIVE(math_frexp_m)
{
    double x;
    int exponent = 0;
    if (float_from_value(a[0], &x))
        return VALUE_ERROR;
    double fraction = isfinite(x) ? frexp(x, &exponent) : x;
    return pair(fraction, value_from_int(exponent));
}

NATIVE(math_modf_m)
{
    double x, whole;
    if (float_from_value(a[0], &x))
        return VALUE_ERROR;
    double fraction = modf(x, &whole);
    return pair(fraction, value_from_double_bits_safe(whole));
}

NATIVE(math_ldexp_m)
{
    double x;
    if (float_from_value(a[0], &x))
        return VALUE_ERROR;
    if (!value_is_any_int(a[1]))
        return exc_raise(&type_TypeError, "Expected an int as second argument to ldexp.");
    int64_t exponent = int_as_i64_clip(a[1]);
    if (x == 0.0 || !isfinite(x))
        return value_from_double_bits_safe(x);
    double result = ldexp(x, exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : (int)exponent);
    return isinf(result) ? range_error() : value_from_double(result);
}

/* ---- neighbours ---- */

static uint64_t bits_of(double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

/* `steps` neighbours on from x towards y. Bits of doubles of one sign count up with their magnitude. */
static double step_towards(double x, double y, uint64_t steps)
{
    const uint64_t sign_bit = 1ull << 63;
    if (isnan(x))
        return x;
    if (isnan(y) || x == y)
        return y;
    uint64_t from = bits_of(x), to = bits_of(y);
    uint64_t from_size = from & ~sign_bit, to_size = to & ~sign_bit;
    if ((from ^ to) & sign_bit) {
        uint64_t apart = from_size + to_size;
        if (steps >= apart)
            return y;
        if (steps > from_size)
            return double_of((to & sign_bit) | (steps - from_size));
        return double_of((from & sign_bit) | (from_size - steps));
    }
    if (from_size > to_size)
        return double_of(steps >= from_size - to_size ? to : from - steps);
    return double_of(steps >= to_size - from_size ? to : from + steps);
}

NATIVE(math_nextafter_m)
{
    double x, y;
    if (two_doubles(a, &x, &y))
        return VALUE_ERROR;
    if (value_is_none(a[2]))
        return value_from_double_bits_safe(isnan(x) || isnan(y) ? x + y : nextafter(x, y));
    Value index = object_index(a[2]);
    if (value_is_error(index))
        return index;
    bool negative = int_sign(index) < 0;
    uint64_t steps = int_bit_length(index) > 64 ? UINT64_MAX : int_as_u64_mask(index);
    value_drop(index);
    if (negative)
        return exc_raise(&type_ValueError, "steps must be a non-negative integer");
    if (isnan(x) || isnan(y))
        return value_from_double_bits_safe(x + y);
    return value_from_double(steps ? step_towards(x, y, steps) : x);
}

NATIVE(math_ulp_m)
{
    double x;
    if (float_from_value(a[0], &x))
        return VALUE_ERROR;
    x = fabs(x);
    if (!isfinite(x))
        return value_from_double_bits_safe(x);
    double above = nextafter(x, INFINITY);
    return value_from_double(isinf(above) ? x - nextafter(x, 0.0) : above - x);
}

/* ---- tests ---- */

#define TEST(name)                                               \
    NATIVE(math_##name##_m)                                      \
    {                                                            \
        double x;                                                \
        if (float_from_value(a[0], &x))                          \
            return VALUE_ERROR;                                  \
        return value_from_bool(name(x));                         \
    }
TEST(isfinite)
TEST(isinf)
TEST(isnan)

NATIVE(math_isclose_m)
{
    double x, y, relative, absolute;
    if (two_doubles(a, &x, &y) || float_from_value(a[2], &relative) || float_from_value(a[3], &absolute))
        return VALUE_ERROR;
    if (relative < 0.0 || absolute < 0.0)
        return exc_raise(&type_ValueError, "tolerances must be non-negative");
    if (x == y)
        return VALUE_TRUE;
    if (isinf(x) || isinf(y))
        return VALUE_FALSE;
    double difference = fabs(y - x);
    return value_from_bool(difference <= fabs(relative * y) || difference <= fabs(relative * x)
                           || difference <= absolute);
}

/* ---- the module ---- */

static const Method math_functions[] = {
    {"acos(x, /)", math_acos_m, "Return the arc cosine (measured in radians) of x."},
    {"acosh(x, /)", math_acosh_m, "Return the inverse hyperbolic cosine of x."},
    {"asin(x, /)", math_asin_m, "Return the arc sine (measured in radians) of x."},
    {"asinh(x, /)", math_asinh_m, "Return the inverse hyperbolic sine of x."},
    {"atan(x, /)", math_atan_m, "Return the arc tangent (measured in radians) of x."},
    {"atan2(y, x, /)", math_atan2_m, "Return the arc tangent of y/x, in the quadrant of the point (x, y)."},
    {"atanh(x, /)", math_atanh_m, "Return the inverse hyperbolic tangent of x."},
    {"cbrt(x, /)", math_cbrt_m, "Return the cube root of x."},
    {"ceil(x, /)", math_ceil_m, "Return the smallest integer >= x."},
    {"comb(n, k, /)", math_comb_m, "Number of ways to choose k items from n items without repetition and without order."},
    {"copysign(x, y, /)", math_copysign_m, "Return a float with the magnitude of x and the sign of y."},
    {"cos(x, /)", math_cos_m, "Return the cosine of x (measured in radians)."},
    {"cosh(x, /)", math_cosh_m, "Return the hyperbolic cosine of x."},
    {"degrees(x, /)", math_degrees_m, "Convert angle x from radians to degrees."},
    {"dist(p, q, /)", math_dist_m, "Return the Euclidean distance between two points p and q."},
    {"erf(x, /)", math_erf_m, "Error function at x."},
    {"erfc(x, /)", math_erfc_m, "Complementary error function at x."},
    {"exp(x, /)", math_exp_m, "Return e raised to the power of x."},
    {"exp2(x, /)", math_exp2_m, "Return 2 raised to the power of x."},
    {"expm1(x, /)", math_expm1_m, "Return exp(x)-1, without loss of precision for small x."},
    {"fabs(x, /)", math_fabs_m, "Return the absolute value of the float x."},
    {"factorial(n, /)", math_factorial_m, "Find n!."},
    {"floor(x, /)", math_floor_m, "Return the largest integer <= x."},
    {"fma(x, y, z, /)", math_fma_m, "Compute (x * y) + z with a single round."},
    {"fmod(x, y, /)", math_fmod_m, "Return fmod(x, y), according to platform C; its sign is that of x."},
    {"frexp(x, /)", math_frexp_m, "Return the mantissa and exponent of x, as pair (m, e): x = m * 2.**e."},
    {"fsum(seq, /)", math_fsum_m, "Return an accurate floating-point sum of values in the iterable seq."},
    {"gamma(x, /)", math_gamma_m, "Gamma function at x."},
    {"gcd(*integers)", math_gcd_m, "Greatest Common Divisor.", METHOD_RAW},
    {"hypot(*coordinates)", math_hypot_m, "Multidimensional Euclidean distance from the origin to a point.", METHOD_RAW},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose_m,
     "Determine whether two floating-point numbers are close in value."},
    {"isfinite(x, /)", math_isfinite_m, "Return True if x is neither an infinity nor a NaN, and False otherwise."},
    {"isinf(x, /)", math_isinf_m, "Return True if x is a positive or negative infinity, and False otherwise."},
    {"isnan(x, /)", math_isnan_m, "Return True if x is a NaN (not a number), and False otherwise."},
    {"isqrt(n, /)", math_isqrt_m, "Return the integer part of the square root of the input."},
    {"lcm(*integers)", math_lcm_m, "Least Common Multiple.", METHOD_RAW},
    {"ldexp(x, i, /)", math_ldexp_m, "Return x * (2**i), the inverse of frexp()."},
    {"lgamma(x, /)", math_lgamma_m, "Natural logarithm of absolute value of Gamma function at x."},
    {"log(x, base=<absent>, /)", math_log_m, "Return the logarithm of x to the given base, by default e."},
    {"log10(x, /)", math_log10_m, "Return the base 10 logarithm of x."},
    {"log1p(x, /)", math_log1p_m, "Return the natural logarithm of 1+x (base e), accurate near zero."},
    {"log2(x, /)", math_log2_m, "Return the base 2 logarithm of x."},
    {"modf(x, /)", math_modf_m, "Return the fractional and integer parts of x, both with its sign."},
    {"nextafter(x, y, /, *, steps=None)", math_nextafter_m,
     "Return the floating-point value the given number of steps after x towards y."},
    {"perm(n, k=None, /)", math_perm_m, "Number of ways to choose k items from n items without repetition and with order."},
    {"pow(x, y, /)", math_pow_m, "Return x**y (x to the power of y)."},
    {"prod(iterable, /, *, start=1)", math_prod_m, "Calculate the product of all the elements in the input iterable."},
    {"radians(x, /)", math_radians_m, "Convert angle x from degrees to radians."},
    {"remainder(x, y, /)", math_remainder_m, "Difference between x and the closest integer multiple of y."},
    {"sin(x, /)", math_sin_m, "Return the sine of x (measured in radians)."},
    {"sinh(x, /)", math_sinh_m, "Return the hyperbolic sine of x."},
    {"sqrt(x, /)", math_sqrt_m, "Return the square root of x."},
    {"sumprod(p, q, /)", math_sumprod_m, "Return the sum of products of values from two iterables p and q."},
    {"tan(x, /)", math_tan_m, "Return the tangent of x (measured in radians)."},
    {"tanh(x, /)", math_tanh_m, "Return the hyperbolic tangent of x."},
    {"trunc(x, /)", math_trunc_m, "Truncates the Real x to the nearest Integral toward 0."},
    {"ulp(x, /)", math_ulp_m, "Return the value of the least significant bit of the float x."},
    {0},
};

Value module_math_init(void);
Value module_math_init(void)
{
    Value module = module_new("math", "This module provides access to the mathematical functions\n"
                                      "defined by the C standard.", math_functions);
    if (value_is_error(module))
        return module;
    if (module_add(module, "pi", value_from_double(PI)) || module_add(module, "e", value_from_double(E))
        || module_add(module, "tau", value_from_double(2.0 * PI))
        || module_add(module, "inf", value_from_double(INFINITY))
        || module_add(module, "nan", value_from_double((double)NAN))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
