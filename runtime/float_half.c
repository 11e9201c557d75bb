/* runtime/float_half.c -- half precision floats, for struct's and memoryview's 'e'. */
#include "runtime/exc.h"
#include "runtime/float.h"
#include <math.h>

int float_to_half(double d, uint16_t *out)
{
    uint16_t sign = signbit(d) ? 0x8000 : 0;
    double magnitude = fabs(d);
    if (isnan(d) || isinf(d)) {
        *out = sign | (isnan(d) ? 0x7E00 : 0x7C00);
        return 0;
    }
    int exponent;
    frexp(magnitude, &exponent); /* magnitude is in [2**(exponent-1), 2**exponent) */
    int unit = exponent - 11;    /* the exponent of the last of 11 significant bits */
    if (unit < -24)
        unit = -24;
    uint32_t bits = (uint32_t)nearbyint(ldexp(magnitude, -unit)); /* ties to even */
    /* A carry out of the significand moves into the exponent by itself. */
    uint32_t half = magnitude == 0 ? 0 : (uint32_t)(unit + 24) * 1024 + bits;
    if (half >= 0x7C00)
        return exc_raise_int(&type_OverflowError, "float too large to pack with e format");
    *out = sign | (uint16_t)half;
    return 0;
}

double float_from_half(uint16_t half)
{
    int biased = half >> 10 & 0x1F, bits = half & 0x3FF;
    double magnitude;
    if (biased == 0x1F)
        magnitude = bits ? NAN : INFINITY;
    else if (biased == 0)
        magnitude = ldexp(bits, -24);
    else
        magnitude = ldexp(bits + 1024, biased - 25);
    return half & 0x8000 ? -magnitude : magnitude;
}
