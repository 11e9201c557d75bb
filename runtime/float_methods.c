/* runtime/float_methods.c -- the methods and attributes of float. */
#include "runtime/float_internal.h"
#include "runtime/exc.h"
#include "runtime/int_internal.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <float.h>
#include <math.h>
#include <stdio.h>

NATIVE(float_self_m) { return value_from_double(float_value(self)); }
NATIVE(float_trunc_m) { return int_from_double(float_value(self)); }
NATIVE(float_floor_m) { return int_from_double(floor(float_value(self))); }
NATIVE(float_ceil_m) { return int_from_double(ceil(float_value(self))); }

NATIVE(float_is_integer_m)
{
    double d = float_value(self);
    return value_from_bool(isfinite(d) && d == floor(d));
}

NATIVE(float_as_integer_ratio_m)
{
    double d = float_value(self);
    if (isinf(d))
        return exc_raise(&type_OverflowError, "cannot convert Infinity to integer ratio");
    if (isnan(d))
        return exc_raise(&type_ValueError, "cannot convert NaN to integer ratio");
    int exponent;
    int64_t significand = (int64_t)ldexp(frexp(d, &exponent), DBL_MANT_DIG);
    exponent -= DBL_MANT_DIG;
    if (significand == 0)
        exponent = 0;
    while (significand && exponent < 0 && !(significand & 1)) {
        significand /= 2;
        exponent++;
    }
    Value top = int_new(significand), bottom = value_from_int(1);
    Value *scaled = exponent > 0 ? &top : &bottom;
    value_replace(scaled, int_shift_left(*scaled, value_from_int(exponent < 0 ? -exponent : exponent)));
    if (value_is_error(*scaled)) {
        value_drop(top);
        value_drop(bottom);
        return VALUE_ERROR;
    }
    Value items[2] = {top, bottom};
    return tuple_from_values(items, 2);
}

/* ---- rounding ---- */

/* d rounded to a multiple of 10**places, places > 0: by its exact decimal digits. */
static double round_before_point(double d, int places)
{
    char text[340];
    double whole = trunc(d);
    bool rest = whole != d;
    int n = snprintf(text, sizeof text, "%.0f", fabs(whole));
    if (places > n)
        return copysign(0.0, d);
    /* The digits dropped: more than half, exactly half, or less. */
    char *dropped = text + n - places;
    bool more = rest;
    for (int i = 1; i < places; i++)
        more |= dropped[i] != '0';
    bool odd = places < n && ((dropped[-1] - '0') & 1);
    bool up = dropped[0] > '5' || (dropped[0] == '5' && (more || odd));
    char rounded[360];
    int kept = n - places;
    rounded[0] = '0';
    memcpy(rounded + 1, text, (size_t)kept);
    for (int i = kept; up; i--) {
        up = rounded[i] == '9';
        rounded[i] = up ? '0' : (char)(rounded[i] + 1);
    }
    int len = kept + 1 + snprintf(rounded + kept + 1, 8, "e%d", places);
    bool ok;
    return copysign(float_parse(rounded, (size_t)len, &ok), d);
}

Value float_round_digits(double d, int64_t n_digits)
{
    if (!isfinite(d) || d == 0.0 || n_digits > 323)
        return value_from_double(d);
    if (n_digits < -308)
        return value_from_double(copysign(0.0, d));
    double rounded;
    if (n_digits >= 0) {
        size_t len;
        char *text = float_format_code(d, 'f', (int)n_digits, false, &len);
        if (text == NULL)
            return exc_raise_memory();
        bool ok;
        rounded = float_parse(text, len, &ok);
        mem_free(text);
    } else
        rounded = round_before_point(d, (int)-n_digits);
    if (isinf(rounded))
        return exc_raise(&type_OverflowError, "rounded value too large to represent");
    return value_from_double(rounded);
}

NATIVE(float_round_m)
{
    double d = float_value(self);
    if (value_is_none(a[0])) {
        double whole = round(d);
        if (fabs(d - whole) == 0.5) /* ties to even */
            whole = 2.0 * round(d / 2.0);
        return int_from_double(whole);
    }
    int64_t n_digits;
    if (object_as_index(a[0], &n_digits, true))
        return VALUE_ERROR;
    return float_round_digits(d, n_digits);
}

/* ---- hexadecimal ---- */

NATIVE(float_hex_m)
{
    double d = float_value(self);
    char text[40];
    if (!isfinite(d))
        return str_from_ascii(text, float_repr(d, text));
    const char *sign = signbit(d) ? "-" : "";
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    int biased = (int)(bits >> 52 & 0x7FF);
    unsigned long long fraction = bits & ((1ull << 52) - 1);
    if (d == 0.0)
        snprintf(text, sizeof text, "%s0x0.0p+0", sign);
    else
        snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", sign, biased != 0, fraction,
                 (biased ? biased : 1) - 1023);
    return str_from_cstr(text);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

/* The significand as read: bits * 2**exponent, with `lost` for digits beyond 64 bits. */
typedef struct HexNumber {
    uint64_t bits;
    int64_t exponent;
    bool lost;
} HexNumber;

static const char *read_hex_digits(const char *p, const char *end, HexNumber *number, bool *any)
{
    bool after_point = false;
    for (; p < end; p++) {
        if (*p == '.' && !after_point) {
            after_point = true;
            continue;
        }
        int digit = hex_value(*p);
        if (digit < 0)
            break;
        *any = true;
        if (number->bits >> 60) {
            number->lost |= digit != 0;
            number->exponent += 4;
        } else
            number->bits = number->bits << 4 | (uint64_t)digit;
        number->exponent -= after_point ? 4 : 0;
    }
    return p;
}

/* bits * 2**exponent correctly rounded, infinity on overflow. */
static double assemble(HexNumber number)
{
    if (number.bits == 0)
        return 0.0;
    if (number.exponent > 5000)
        return INFINITY;
    if (number.exponent < -5000)
        return 0.0;
    int64_t length = (int64_t)limb_bits(number.bits);
    int64_t excess = length - DBL_MANT_DIG;
    int64_t below_subnormal = DBL_MIN_EXP - DBL_MANT_DIG - number.exponent;
    if (excess < below_subnormal)
        excess = below_subnormal;
    if (excess > 0) {
        if (excess > 64)
            return 0.0;
        UInt128 bits = number.bits, unit = (UInt128)1 << excess, rest = bits & (unit - 1);
        bits -= rest;
        if (rest > unit / 2 || (rest == unit / 2 && (number.lost || (bits & unit))))
            bits += unit;
        return ldexp((double)(uint64_t)(bits >> excess), (int)(number.exponent + excess));
    }
    return ldexp((double)number.bits, (int)number.exponent);
}

static Value bad_hex(void) { return exc_raise(&type_ValueError, "invalid hexadecimal floating-point string"); }

static Value parse_hex(const char *p, const char *end)
{
    while (p < end && is_space(*p))
        p++;
    while (end > p && is_space(end[-1]))
        end--;
    bool negative = p < end && *p == '-', any = false;
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    double d;
    const char *word = p < end && ((*p | 0x20) == 'i' || (*p | 0x20) == 'n') ? float_parse_prefix(p, end, &d)
                                                                             : NULL;
    if (word)
        return word == end ? value_from_double(negative ? -d : d) : bad_hex();
    if (end - p >= 2 && p[0] == '0' && (p[1] | 0x20) == 'x')
        p += 2;
    HexNumber number = {0};
    p = read_hex_digits(p, end, &number, &any);
    if (!any)
        return bad_hex();
    if (p < end && (*p | 0x20) == 'p') {
        p++;
        bool down = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            p++;
        if (p == end || *p < '0' || *p > '9')
            return bad_hex();
        int64_t written = 0;
        for (; p < end && *p >= '0' && *p <= '9'; p++)
            written = written < INT64_MAX / 40 ? written * 10 + (*p - '0') : written;
        number.exponent += down ? -written : written;
    }
    if (p != end)
        return bad_hex();
    d = assemble(number);
    if (isinf(d))
        return exc_raise(&type_OverflowError, "hexadecimal value too large to represent as a float");
    return value_from_double(negative ? -d : d);
}

NATIVE(float_fromhex_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "bad argument type for built-in operation");
    size_t len;
    const char *text = str_utf8(a[0], &len);
    if (text == NULL)
        return VALUE_ERROR;
    Value v = parse_hex(text, text + len);
    if (value_is_error(v) || value_is(self, value_from_obj(&type_float)))
        return v;
    return object_call1(self, v);
}

/* ---- the rest ---- */

NATIVE(float_getnewargs_m)
{
    Value items[1] = {value_from_double(float_value(self))};
    return tuple_from_values(items, 1);
}

NATIVE(float_getformat_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "__getformat__() argument must be str, not %T", a[0]);
    if (!str_equals_cstr(a[0], "double") && !str_equals_cstr(a[0], "float"))
        return exc_raise(&type_ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
    return str_from_cstr(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "IEEE, little-endian"
                                                                   : "IEEE, big-endian");
}

NATIVE(float_format_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "__format__() argument must be str, not %T", a[0]);
    return float_format(self, a[0]);
}

const Method float_methods[] = {
    {"conjugate()", float_self_m, "Return self, the complex conjugate of any float."},
    {"__trunc__()", float_trunc_m, "Return the Integral closest to x between 0 and x."},
    {"__floor__()", float_floor_m, "Return the floor as an Integral."},
    {"__ceil__()", float_ceil_m, "Return the ceiling as an Integral."},
    {"__round__(ndigits=None, /)", float_round_m,
     "Return the Integral closest to x, rounding half toward even.\n\n"
     "When an argument is passed, work like built-in round(x, ndigits)."},
    {"as_integer_ratio()", float_as_integer_ratio_m,
     "Return a pair of integers, whose ratio is exactly equal to the original float.\n\n>>> (0.75).as_integer_ratio()\n(3, 4)"},
    {"fromhex(string, /)", float_fromhex_m,
     "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.8p1')\n3.0", METHOD_CLASS},
    {"hex()", float_hex_m, "Return a hexadecimal representation of a floating-point number.\n\n>>> (3.0).hex()\n'0x1.8000000000000p+1'"},
    {"is_integer()", float_is_integer_m, "Return True if the float is an integer."},
    {"__getnewargs__()", float_getnewargs_m, NULL},
    {"__getformat__(typestr, /)", float_getformat_m,
     "How 'double' or 'float' numbers are laid out in memory.", METHOD_CLASS},
    {"__format__(format_spec, /)", float_format_m, "Formats the float according to format_spec."},
    {0},
};

static Value float_get_real(Ref self) { return value_from_double(float_value(self)); }
static Value float_get_imag(Ref self) { return value_from_double(0.0); }
const Getter float_getters[] = {
    {"real", float_get_real, NULL, "the real part of a complex number"},
    {"imag", float_get_imag, NULL, "the imaginary part of a complex number"},
    {0},
};
