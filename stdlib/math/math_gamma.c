/* stdlib/math/math_gamma.c -- the gamma function and its logarithm.
 *
 * C. Lanczos's approximation with g = 6.0246800407767296 and 13 terms, the published constants for doubles:
 *
 *     gamma(x) = lanczos(x) * (x + g - 1/2) ** (x - 1/2) / exp(x + g - 1/2)
 *
 * where lanczos(x) is a quotient of polynomials of degree 12.  CPython computes by the same constants, so
 * results agree to the last digit, which those of C libraries do not. */
#include "stdlib/math/math_internal.h"
#include <math.h>

#define PI 3.141592653589793238462643383279502884
#define LOG_PI 1.144729885849400174143427351353058711647
static const double g = 6.024680040776729583740234375, g_minus_half = 5.524680040776729583740234375;

/* Coefficients of x**0, x**1, ...; the denominator is x (x + 1) ... (x + 11). */
static const double numerator[13] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
static const double denominator[13] = {
    0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0,
};

static double lanczos(double x)
{
    double top = 0.0, bottom = 0.0;
    if (x < 5.0)
        for (int i = 12; i >= 0; i--) {
            top = top * x + numerator[i];
            bottom = bottom * x + denominator[i];
        }
    else /* in powers of 1 / x, so that nothing overflows */
        for (int i = 0; i < 13; i++) {
            top = top / x + numerator[i];
            bottom = bottom / x + denominator[i];
        }
    return top / bottom;
}

/* sin(pi x) without losing what pi x would round away. */
static double sin_pi(double x)
{
    double y = fmod(fabs(x), 2.0), result;
    switch ((int)round(2.0 * y)) {
    case 0: result = sin(PI * y); break;
    case 1: result = cos(PI * (y - 0.5)); break;
    case 2: result = sin(PI * (1.0 - y)); break; /* 1 - y is exact here */
    case 3: result = -cos(PI * (y - 1.5)); break;
    default: result = sin(PI * (y - 2.0)); break;
    }
    return copysign(1.0, x) * result;
}

/* Factorials that a double holds exactly. */
static double small_factorial(double x)
{
    double product = 1.0;
    for (double k = 2.0; k < x; k++)
        product *= k;
    return product;
}

double math_gamma(double x)
{
    if (!isfinite(x))
        return x;
    if (x == floor(x) && x >= 1.0 && x <= 23.0)
        return small_factorial(x);
    double size = fabs(x);
    if (size < 1e-20)
        return 1.0 / x;
    if (size > 200.0)
        return x < 0.0 ? 0.0 / sin_pi(x) : INFINITY;

    /* What rounding size + g - 1/2 lost, carried into the result. */
    double y = size + g_minus_half;
    double lost = size > g_minus_half ? (y - size) - g_minus_half : (y - g_minus_half) - size;
    double correction = lost * g / y;
    double result;
    bool large = size >= 140.0; /* the power alone would overflow: take its root twice */
    double power = large ? pow(y, size / 2.0 - 0.25) : pow(y, size - 0.5);
    if (x < 0.0) { /* by reflection */
        result = -PI / sin_pi(size) / size * exp(y) / lanczos(size);
        result -= correction * result;
        result /= power;
        if (large)
            result /= power;
    } else {
        result = lanczos(size) / exp(y);
        result += correction * result;
        result *= power;
        if (large)
            result *= power;
    }
    return result;
}

double math_lgamma(double x)
{
    if (!isfinite(x))
        return isnan(x) ? x : INFINITY;
    double size = fabs(x);
    if (size < 1e-20)
        return -log(size);
    double result = log(lanczos(size)) - g;
    result += (size - 0.5) * (log(size + g - 0.5) - 1.0);
    if (x < 0.0)
        result = LOG_PI - log(fabs(sin_pi(size))) - log(size) - result;
    return result;
}
