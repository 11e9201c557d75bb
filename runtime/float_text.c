/* runtime/float_text.c -- doubles to text and back, correctly rounded both ways.
 *
 * The shortest text is found by the method of R. Giulietti ("The Schubfach way to render doubles"): scale the
 * double and the two ends of its rounding interval by one 128-bit power of ten, rounding to odd so that
 * nothing is lost to comparisons, then look whether a number with one digit less lies inside.  The
 * powers are made from GMP when first needed.
 *
 * Reading uses one exact multiplication or division where the digits and the power of ten are exact
 * doubles, a product with the same 128-bit powers where that leaves no doubt about the rounding, and the C
 * library's strtod() otherwise. */
#include "runtime/float_internal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int_internal.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- powers of ten ---- */

typedef struct Power10 { uint64_t high, low; } Power10;
#define POWER10_MIN (-324)
#define POWER10_MAX 324
static Power10 power10_cache[POWER10_MAX - POWER10_MIN + 1]; /* high 0: not made yet */

/* floor(log2(10**k)), floor(log10(2**q)) and floor(log10(3/4 * 2**q)) in fixed point. */
static inline int floor_log2_pow10(int k) { return (k * 1741647) >> 19; }
static inline int floor_log10_pow2(int q) { return (q * 1262611) >> 22; }
static inline int floor_log10_three_quarters_pow2(int q) { return (q * 1262611 - 524031) >> 22; }

/* 10**k scaled by a power of two into [2**127, 2**128), rounded up. */
static COLD void make_power10(int k, Power10 *out)
{
    mpz_t power, scaled;
    mpz_init(scaled);
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(k < 0 ? -k : k));
    int shift = floor_log2_pow10(k) - 127;
    if (k < 0) {
        mpz_set_ui(scaled, 1);
        mpz_mul_2exp(scaled, scaled, (mp_bitcnt_t)-shift);
        mpz_cdiv_q(scaled, scaled, power);
    } else if (shift > 0)
        mpz_cdiv_q_2exp(scaled, power, (mp_bitcnt_t)shift);
    else
        mpz_mul_2exp(scaled, power, (mp_bitcnt_t)-shift);
    out->low = mpz_getlimbn(scaled, 0);
    out->high = mpz_getlimbn(scaled, 1);
    mpz_clear(power);
    mpz_clear(scaled);
}

static inline Power10 power10(int k)
{
    Power10 *entry = &power10_cache[k - POWER10_MIN];
    if (UNLIKELY(entry->high == 0))
        make_power10(k, entry);
    return *entry;
}

/* ---- shortest digits ---- */

/* c * power / 2**128, rounded to odd. */
static inline uint64_t scale_to_odd(Power10 power, uint64_t c)
{
    UInt128 low = (UInt128)power.low * c;
    UInt128 sum = (UInt128)power.high * c + (uint64_t)(low >> 64);
    uint64_t middle = (uint64_t)sum;
    return (uint64_t)(sum >> 64) | (middle > 1);
}

/* The shortest decimal significand * 10**exponent in the interval that reads back as c * 2**q. */
static uint64_t shortest_decimal(uint64_t c, int q, bool lower_is_closer, int *exponent)
{
    bool ends_inside = (c & 1) == 0; /* ties round to even */
    int k = lower_is_closer ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
    int h = q + floor_log2_pow10(-k) + 1;
    Power10 power = power10(-k);
    uint64_t left = scale_to_odd(power, (4 * c - 2 + lower_is_closer) << h);
    uint64_t middle = scale_to_odd(power, (4 * c) << h);
    uint64_t right = scale_to_odd(power, (4 * c + 2) << h);
    uint64_t lower = left + !ends_inside, upper = right - !ends_inside;

    uint64_t s = middle / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool down_inside = lower <= 40 * tens;
        bool up_inside = 40 * tens + 40 <= upper;
        if (down_inside != up_inside) {
            *exponent = k + 1;
            return tens + up_inside;
        }
    }
    *exponent = k;
    bool down_inside = lower <= 4 * s;
    bool up_inside = 4 * s + 4 <= upper;
    if (down_inside != up_inside)
        return s + up_inside;
    uint64_t half = 4 * s + 2;
    return s + (middle > half || (middle == half && (s & 1)));
}

int float_shortest_digits(double d, char *digits, int *point)
{
    uint64_t bits, significand;
    memcpy(&bits, &d, sizeof bits);
    uint64_t fraction = bits & ((1ull << 52) - 1);
    int biased = (int)(bits >> 52 & 0x7FF), exponent = 0;
    if (d < 9007199254740992.0 && d == (double)(uint64_t)d)
        significand = (uint64_t)d; /* small integers are their own digits */
    else if (biased == 0)
        significand = shortest_decimal(fraction, 1 - 1075, false, &exponent);
    else
        significand = shortest_decimal(fraction | 1ull << 52, biased - 1075, fraction == 0 && biased > 1,
                                       &exponent);
    char text[20], *end = text + sizeof text, *p = end;
    while (significand % 10 == 0) {
        significand /= 10;
        exponent++;
    }
    do
        *--p = (char)('0' + significand % 10);
    while (significand /= 10);
    int n = (int)(end - p);
    memcpy(digits, p, (size_t)n);
    *point = n + exponent;
    return n;
}

static char *put_exponent(char *out, int exponent)
{
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    unsigned e = (unsigned)(exponent < 0 ? -exponent : exponent);
    if (e >= 100)
        *out++ = (char)('0' + e / 100);
    *out++ = (char)('0' + e / 10 % 10);
    *out++ = (char)('0' + e % 10);
    return out;
}

size_t float_repr(double d, char *out)
{
    char *start = out;
    if (isnan(d)) {
        memcpy(out, "nan", 4);
        return 3;
    }
    if (signbit(d)) {
        *out++ = '-';
        d = -d;
    }
    if (isinf(d)) {
        memcpy(out, "inf", 4);
        return (size_t)(out - start) + 3;
    }
    if (d == 0.0) {
        memcpy(out, "0.0", 4);
        return (size_t)(out - start) + 3;
    }
    char digits[20];
    int point, n = float_shortest_digits(d, digits, &point);
    if (point > 16 || point < -3) {
        *out++ = digits[0];
        if (n > 1) {
            *out++ = '.';
            memcpy(out, digits + 1, (size_t)n - 1);
            out += n - 1;
        }
        out = put_exponent(out, point - 1);
    } else if (point <= 0) {
        memcpy(out, "0.0000", 6);
        out += 2 - point;
        memcpy(out, digits, (size_t)n);
        out += n;
    } else {
        int whole = n < point ? n : point;
        memcpy(out, digits, (size_t)whole);
        out += whole;
        for (; whole < point; whole++)
            *out++ = '0';
        *out++ = '.';
        if (n > point) {
            memcpy(out, digits + point, (size_t)(n - point));
            out += n - point;
        } else
            *out++ = '0';
    }
    *out = 0;
    return (size_t)(out - start);
}

/* ---- printf codes ---- */

/* d * 10**precision as an exactly rounded integer, when 128 bits hold it; for 'f'. d >= 0. */
static bool scale_fixed(double d, int precision, uint64_t *out)
{
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
                                      1000000000, 10000000000, 100000000000, 1000000000000};
    if (precision >= (int)N_ELEMENTS(powers) || !(d < 1e6))
        return false;
    int exponent;
    uint64_t bits = (uint64_t)ldexp(frexp(d, &exponent), 53);
    int shift = 53 - exponent; /* d = bits / 2**shift */
    if (shift > 120) {
        *out = 0;
        return d == 0.0 || shift > 150; /* below half of the last digit for sure */
    }
    UInt128 product = (UInt128)bits * powers[precision];
    UInt128 whole = product >> shift, rest = product & (((UInt128)1 << shift) - 1);
    UInt128 half = (UInt128)1 << (shift - 1);
    if (rest > half || (rest == half && (whole & 1)))
        whole++;
    *out = (uint64_t)whole;
    return true;
}

static char *format_fixed(double d, int precision, bool alternate, size_t *len)
{
    uint64_t scaled;
    double magnitude = fabs(d);
    if (!scale_fixed(magnitude, precision, &scaled))
        return NULL;
    char *text = mem_alloc(40);
    if (text == NULL)
        return NULL;
    char reversed[40];
    int n = 0;
    for (; scaled || n <= precision; scaled /= 10)
        reversed[n++] = (char)('0' + scaled % 10);
    char *p = text;
    if (signbit(d))
        *p++ = '-';
    while (n > 0) {
        if (n == precision)
            *p++ = '.';
        *p++ = reversed[--n];
    }
    if (precision == 0 && alternate)
        *p++ = '.';
    *p = 0;
    *len = (size_t)(p - text);
    return text;
}

/* The C library writes the decimal point of the locale; we always want a dot. */
static void fix_point(char *text)
{
    const char *point = localeconv()->decimal_point;
    if (point[0] == '.' && point[1] == 0)
        return;
    char *found = strstr(text, point);
    if (found) {
        size_t n = strlen(point);
        *found = '.';
        memmove(found + 1, found + n, strlen(found + n) + 1);
    }
}

static char *format_not_finite(double d, bool upper, bool percent, size_t *len)
{
    char *text = mem_alloc_or_raise(8);
    if (text == NULL)
        return NULL;
    snprintf(text, 8, "%s%s%s", signbit(d) && !isnan(d) ? "-" : "",
             isnan(d) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf"), percent ? "%" : "");
    *len = strlen(text);
    return text;
}

char *float_format_code(double d, char code, int precision, bool alternate, size_t *len)
{
    bool percent = code == '%';
    if (!isfinite(d))
        return format_not_finite(d, code < 'a' && !percent, percent, len);
    if (percent) {
        code = 'f';
        d *= 100;
        if (!isfinite(d))
            return format_not_finite(d, false, true, len);
    }
    char *text = NULL;
    if (!percent && (code == 'f' || code == 'F') && (text = format_fixed(d, precision, alternate, len)))
        return text;
    char format[] = {'%', '#', '.', '*', code, 0};
    if (!alternate)
        memmove(format + 1, format + 2, 4);
    int n = snprintf(NULL, 0, format, precision, d);
    if (n < 0) {
        exc_raise_memory();
        return NULL;
    }
    text = mem_alloc_or_raise((size_t)n + 2);
    if (text == NULL)
        return NULL;
    snprintf(text, (size_t)n + 1, format, precision, d);
    fix_point(text);
    if (percent)
        strcat(text, "%");
    *len = strlen(text);
    return text;
}

/* ---- reading ---- */

static double parse_slowly(const char *p, size_t n)
{
    static locale_t c_locale;
    if (c_locale == NULL)
        c_locale = newlocale(LC_ALL_MASK, "C", NULL);
    char small[256], *text = n < sizeof small ? small : mem_alloc(n + 1);
    if (text == NULL)
        return NAN;
    memcpy(text, p, n);
    text[n] = 0;
    double d = strtod_l(text, NULL, c_locale);
    if (text != small)
        mem_free(text);
    return d;
}

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

static const char *parse_word(const char *p, const char *end, double *out)
{
    static const char *const words[] = {"infinity", "inf", "nan"};
    for (size_t i = 0; i < N_ELEMENTS(words); i++) {
        size_t n = strlen(words[i]), k = 0;
        while (k < n && p + k < end && (p[k] | 0x20) == words[i][k])
            k++;
        if (k == n) {
            *out = i == 2 ? NAN : INFINITY;
            return p + n;
        }
    }
    return NULL;
}

/* The upper 128 of the 192 bits of w * power, with a lowest bit that remembers the rest. */
static inline UInt128 multiply_upper(uint64_t w, Power10 power)
{
    UInt128 low = (UInt128)w * power.low;
    UInt128 high = (UInt128)w * power.high + (uint64_t)(low >> 64);
    return high | ((uint64_t)low != 0);
}

/* The 53 significant bits of a 128-bit significand, rounded half to even; bit 53 when they carry. */
static inline uint64_t round_to_53(UInt128 product, int drop)
{
    UInt128 half = (UInt128)1 << (drop - 1), rest = product & (((UInt128)1 << drop) - 1);
    uint64_t kept = (uint64_t)(product >> drop);
    return kept + (rest > half || (rest == half && (kept & 1)));
}

/* digits * 10**exponent by a 128-bit power of ten.  The power was rounded up by less than one unit, so the
 * truth lies between the products with it and with the power below; when both round to one double, that is
 * the answer.  False when they do not, or near the ends of the range. */
static bool scale_by_power(uint64_t digits, int64_t exponent, double *out)
{
    if (digits == 0 || exponent < -280 || exponent > 280)
        return false;
    int shift = __builtin_clzll(digits);
    Power10 above = power10((int)exponent), below = above;
    bool exact = exponent >= 0 && exponent <= 55;
    if (!exact) {
        below.high -= below.low == 0;
        below.low--;
    }
    uint64_t w = digits << shift;
    UInt128 upper = multiply_upper(w, above), lower = exact ? upper : multiply_upper(w, below) | 1;
    int drop = (upper >> 127) + 74;
    if ((lower >> 127) + 74 != (unsigned)drop)
        return false;
    uint64_t bits = round_to_53(upper, drop);
    if (bits != round_to_53(lower, drop))
        return false;
    int power_of_two = drop + floor_log2_pow10((int)exponent) - 127 + 64 - shift;
    uint64_t scale_bits = (uint64_t)(power_of_two + 1023) << 52; /* a normal number, as the range above is narrow */
    double scale;
    memcpy(&scale, &scale_bits, sizeof scale);
    *out = (double)bits * scale;
    return true;
}

/* digits * 10**exponent where both are exact in a double; false when not. */
static bool scale_exactly(uint64_t digits, int64_t exponent, double *out)
{
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
                                    1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits > 1ull << 53 || exponent < -22 || exponent > 22)
        return false;
    *out = exponent < 0 ? (double)digits / powers[-exponent] : (double)digits * powers[exponent];
    return true;
}

const char *float_parse_prefix(const char *start, const char *end, double *out)
{
    const char *p = start;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    const char *number = p;
    uint64_t digits = 0;
    int n_digits = 0; /* significant ones */
    int64_t exponent = 0;
    bool any = false;
    for (; p < end && is_digit(*p); p++) {
        any = true;
        n_digits += n_digits || *p != '0';
        digits = digits * 10 + (uint64_t)(*p - '0');
    }
    if (p < end && *p == '.') {
        const char *fraction = ++p;
        for (; p < end && is_digit(*p); p++) {
            n_digits += n_digits || *p != '0';
            digits = digits * 10 + (uint64_t)(*p - '0');
        }
        any |= p > fraction;
        exponent = -(p - fraction);
    }
    if (!any) {
        p = parse_word(number, end, out);
        if (p && negative)
            *out = -*out;
        return p;
    }
    if (p < end && (*p | 0x20) == 'e') {
        const char *e = p + 1;
        bool down = e < end && *e == '-';
        if (e < end && (*e == '-' || *e == '+'))
            e++;
        if (e < end && is_digit(*e)) {
            int64_t written = 0;
            for (; e < end && is_digit(*e); e++)
                written = written < 1000000000 ? written * 10 + (*e - '0') : written;
            exponent += down ? -written : written;
            p = e;
        }
    }
    double d;
    if (n_digits > 19 || (!scale_exactly(digits, exponent, &d) && !scale_by_power(digits, exponent, &d)))
        d = parse_slowly(number, (size_t)(p - number));
    *out = negative ? -d : d;
    return p;
}

double float_parse(const char *p, size_t n, bool *ok)
{
    double d = 0.0;
    *ok = float_parse_prefix(p, p + n, &d) == p + n;
    return d;
}

/* ---- float("...") ---- */

static inline bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

static Value bad_literal(Ref source)
{
    if (value_is_str(source) || (value_is_bytes(source)))
        return exc_raise(&type_ValueError, "could not convert string to float: %R", source);
    Value bytes = bytes_from_buffer(source);
    if (value_is_error(bytes))
        return bytes;
    exc_raise(&type_ValueError, "could not convert string to float: %R", bytes);
    value_drop(bytes);
    return VALUE_ERROR;
}

/* Copy without underscores, each of which must stand between digits; NULL when one does not. */
static char *drop_underscores(const char *p, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] != '_')
            *out++ = p[i];
        else if (i == 0 || i + 1 == n || !is_digit(p[i - 1]) || !is_digit(p[i + 1]))
            return NULL;
    }
    return out;
}

static Value parse_text(const char *p, size_t n, Ref source)
{
    while (n > 0 && is_space(*p))
        p++, n--;
    while (n > 0 && is_space(p[n - 1]))
        n--;
    bool ok = false;
    double d = 0.0;
    if (memchr(p, '_', n) == NULL)
        d = float_parse(p, n, &ok);
    else {
        char *plain = mem_alloc_or_raise(n);
        if (plain == NULL)
            return VALUE_ERROR;
        char *end = drop_underscores(p, n, plain);
        if (end)
            d = float_parse(plain, (size_t)(end - plain), &ok);
        mem_free(plain);
    }
    return ok ? value_from_double_bits_safe(d) : bad_literal(source);
}

Value float_from_str(Ref source)
{
    if (value_is_str(source)) {
        const Str *s = VALUE_AS(Str, source);
        if (s->ascii)
            return parse_text(s->data, (size_t)s->len, source);
        char *ascii = mem_alloc_or_raise((size_t)s->len + 1);
        if (ascii == NULL)
            return VALUE_ERROR;
        int_ascii_digits(source, ascii);
        Value v = parse_text(ascii, (size_t)s->len, source);
        mem_free(ascii);
        return v;
    }
    Buffer b;
    if (buffer_get(source, &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value v = parse_text(b.data, (size_t)b.byte_len, source);
    buffer_release(&b);
    return v;
}
