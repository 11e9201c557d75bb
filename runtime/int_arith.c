/* runtime/int_arith.c -- adding, multiplying, shifting, bits, powers, comparing and hashing ints.
 *
 * Each operation tries C integers first and falls back to GMP's limb functions.  Division has its own
 * file, int_divide.c. */
#include "runtime/int_internal.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include <math.h>

/* ---- addition ---- */

/* |a| + |b| with the given sign. */
static Value add_magnitudes(const IntView *a, const IntView *b, bool negative)
{
    if (a->n < b->n) {
        const IntView *swap = a;
        a = b;
        b = swap;
    }
    Int *sum = int_alloc(a->n + 1);
    if (sum == NULL)
        return VALUE_ERROR;
    sum->limbs[a->n] = b->n ? mpn_add(sum->limbs, a->limbs, a->n, b->limbs, b->n)
                            : (mpn_copyi(sum->limbs, a->limbs, a->n), 0);
    return int_finish(sum, a->n + 1, negative);
}

static int compare_magnitudes(const IntView *a, const IntView *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return a->n ? mpn_cmp(a->limbs, b->limbs, a->n) : 0;
}

/* |a| - |b|, negated when `negative`. */
static Value subtract_magnitudes(const IntView *a, const IntView *b, bool negative)
{
    int order = compare_magnitudes(a, b);
    if (order == 0)
        return value_from_int(0);
    if (order < 0) {
        const IntView *swap = a;
        a = b;
        b = swap;
        negative = !negative;
    }
    Int *difference = int_alloc(a->n);
    if (difference == NULL)
        return VALUE_ERROR;
    if (b->n)
        mpn_sub(difference->limbs, a->limbs, a->n, b->limbs, b->n);
    else
        mpn_copyi(difference->limbs, a->limbs, a->n);
    return int_finish(difference, a->n, negative);
}

/* Up to 126 bits as a C integer, so that a sum of two still fits. */
static inline bool view_as_i128(const IntView *view, Int128 *out)
{
    if (view->n > 2 || (view->n == 2 && view->limbs[1] >> 62))
        return false;
    Int128 magnitude = view->n == 0 ? 0 : view->n == 1 ? (Int128)view->limbs[0]
                                                       : (Int128)view->limbs[1] << 64 | view->limbs[0];
    *out = view->negative ? -magnitude : magnitude;
    return true;
}

static Value add_or_subtract(Ref a, Ref b, bool subtract)
{
    int64_t x, y;
    if (int_peek(a, &x) && int_peek(b, &y))
        return subtract ? int_from_i128((Int128)x - y) : int_from_i128((Int128)x + y);
    IntView left, right;
    int_look(a, &left);
    int_look(b, &right);
    Int128 wide_left, wide_right;
    if (view_as_i128(&left, &wide_left) && view_as_i128(&right, &wide_right))
        return int_from_i128(subtract ? wide_left - wide_right : wide_left + wide_right);
    bool same_sign = left.negative == (right.negative != subtract);
    return same_sign ? add_magnitudes(&left, &right, left.negative)
                     : subtract_magnitudes(&left, &right, left.negative);
}

Value int_negate(Ref v)
{
    int64_t i;
    if (int_peek(v, &i))
        return int_new(-i);
    IntView view;
    int_look(v, &view);
    return int_from_limbs(view.limbs, view.n, !view.negative);
}

/* ---- multiplication ---- */

static Value multiply(Ref a, Ref b)
{
    int64_t x, y;
    if (int_peek(a, &x) && int_peek(b, &y))
        return int_from_i128((Int128)x * y);
    IntView left, right;
    int_look(a, &left);
    int_look(b, &right);
    if (left.n == 0 || right.n == 0)
        return value_from_int(0);
    const IntView *longer = left.n >= right.n ? &left : &right;
    const IntView *shorter = longer == &left ? &right : &left;
    int64_t n = left.n + right.n;
    Int *product = int_claim_room((double)n) ? NULL : int_alloc(n);
    if (product == NULL)
        return VALUE_ERROR;
    if (shorter->n == 1)
        product->limbs[n - 1] = mpn_mul_1(product->limbs, longer->limbs, longer->n, shorter->limbs[0]);
    else if (left.limbs == right.limbs)
        mpn_sqr(product->limbs, left.limbs, left.n);
    else
        mpn_mul(product->limbs, longer->limbs, longer->n, shorter->limbs, shorter->n);
    return int_finish(product, n, left.negative != right.negative);
}

/* ---- shifts ---- */

/* A shift count: 0, -1 error, 1 when it is beyond any memory. */
static int shift_count(Ref v, int64_t *out)
{
    if (int_sign(v) < 0)
        return exc_raise_int(&type_ValueError, "negative shift count");
    return int_peek(v, out) ? 0 : 1;
}

Value int_shift_left(Ref a, Ref b)
{
    int64_t count = 0, x;
    int status = shift_count(b, &count);
    if (status < 0)
        return VALUE_ERROR;
    if (int_sign(a) == 0)
        return value_from_int(0);
    if (int_bit_length(b) > 67)
        return exc_raise(&type_OverflowError, "too many digits in integer");
    if (status > 0 || count / 64 > INT32_MAX)
        return int_too_big();
    if (count < 64 && int_peek(a, &x))
        return int_from_i128((Int128)x * ((Int128)1 << count));
    IntView view;
    int_look(a, &view);
    int64_t whole = count / 64, bits = count % 64, n = view.n + whole + 1;
    Int *shifted = int_alloc(n);
    if (shifted == NULL)
        return VALUE_ERROR;
    memset(shifted->limbs, 0, (size_t)whole * sizeof(mp_limb_t));
    if (bits)
        shifted->limbs[n - 1] = mpn_lshift(shifted->limbs + whole, view.limbs, view.n, (unsigned)bits);
    else {
        mpn_copyi(shifted->limbs + whole, view.limbs, view.n);
        shifted->limbs[n - 1] = 0;
    }
    return int_finish(shifted, n, view.negative);
}

static bool any_bits_below(const IntView *view, int64_t whole, int64_t bits)
{
    for (int64_t i = 0; i < whole; i++)
        if (view->limbs[i])
            return true;
    return bits && (view->limbs[whole] & (((mp_limb_t)1 << bits) - 1));
}

Value int_shift_right(Ref a, Ref b)
{
    int64_t count = 0, x;
    int status = shift_count(b, &count);
    if (status < 0)
        return VALUE_ERROR;
    bool huge = status > 0;
    if (int_peek(a, &x))
        return int_new(x >> (huge || count > 63 ? 63 : count));
    IntView view;
    int_look(a, &view);
    if (huge || count / 64 >= view.n)
        return value_from_int(view.negative ? -1 : 0);
    int64_t whole = count / 64, bits = count % 64, n = view.n - whole;
    Int *shifted = int_alloc(n + 1); /* one more: rounding down may carry */
    if (shifted == NULL)
        return VALUE_ERROR;
    if (bits)
        mpn_rshift(shifted->limbs, view.limbs + whole, n, (unsigned)bits);
    else
        mpn_copyi(shifted->limbs, view.limbs + whole, n);
    shifted->limbs[n] = 0;
    /* The magnitude was rounded towards zero; Python rounds down. */
    if (view.negative && any_bits_below(&view, whole, bits))
        mpn_add_1(shifted->limbs, shifted->limbs, n + 1, 1);
    return int_finish(shifted, n + 1, view.negative);
}

/* ---- bits ---- */

static Value combine_bits(BinaryOp op, Ref a, Ref b)
{
    int64_t x, y;
    if (int_peek(a, &x) && int_peek(b, &y))
        return int_new(op == BINARY_AND ? x & y : op == BINARY_OR ? x | y : x ^ y);
    /* Negative numbers are two's complement of infinite width: GMP's integers think so, too. */
    if (int_claim_room((double)(int_bit_length(a) + int_bit_length(b)) / GMP_NUMB_BITS))
        return VALUE_ERROR;
    mpz_t left, right, result;
    mp_limb_t left_small[1], right_small[1];
    int_view(a, left, left_small);
    int_view(b, right, right_small);
    mpz_init(result);
    if (op == BINARY_AND)
        mpz_and(result, left, right);
    else if (op == BINARY_OR)
        mpz_ior(result, left, right);
    else
        mpz_xor(result, left, right);
    Value v = int_from_mpz(result);
    mpz_clear(result);
    return v;
}

/* ---- powers ---- */

static Value float_power(Ref a, Ref b)
{
    double x, y;
    if (int_as_double(a, &x) || int_as_double(b, &y))
        return VALUE_ERROR;
    return float_binary(BINARY_POW, x, y);
}

/* -1, 0 or 1 to any exponent >= 0. */
static Value power_of_unit(int64_t base, Ref exponent)
{
    IntView view;
    int_look(exponent, &view);
    bool odd = view.n && (view.limbs[0] & 1);
    if (base == 0)
        return value_from_int(view.n == 0);
    return value_from_int(odd ? base : 1);
}

/* base ** exponent while it fits 64 bits. */
static bool power_small(int64_t base, int64_t exponent, int64_t *out)
{
    int64_t result = 1, square = base;
    for (;;) {
        if ((exponent & 1) && __builtin_mul_overflow(result, square, &result))
            return false;
        exponent >>= 1;
        if (exponent == 0)
            break;
        if (__builtin_mul_overflow(square, square, &square))
            return false;
    }
    *out = result;
    return true;
}

static Value power(Ref a, Ref b)
{
    int64_t base = 0, exponent = 0;
    if (int_sign(b) < 0)
        return float_power(a, b);
    bool base_small = int_peek(a, &base);
    bool exponent_small = int_peek(b, &exponent);
    if (base_small && base >= -1 && base <= 1)
        return power_of_unit(base, b);
    if (!exponent_small)
        return int_too_big();
    if (exponent == 0)
        return value_from_int(1);
    int64_t small_result;
    if (base_small && power_small(base, exponent, &small_result))
        return int_new(small_result);
    Int128 bits = (Int128)int_bit_length(a) * exponent;
    if (bits > (Int128)1 << 36)
        return int_too_big();
    if (int_claim_room((double)bits / GMP_NUMB_BITS))
        return VALUE_ERROR;
    mpz_t view, result;
    mp_limb_t small[1];
    int_view(a, view, small);
    mpz_init(result);
    mpz_pow_ui(result, view, (unsigned long)exponent);
    Value v = int_from_mpz(result);
    mpz_clear(result);
    return v;
}

static Value power_mod_small(uint64_t base, uint64_t exponent, uint64_t modulus, bool negative)
{
    uint64_t result = 1 % modulus;
    for (base %= modulus; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = (uint64_t)((UInt128)result * base % modulus);
        base = (uint64_t)((UInt128)base * base % modulus);
    }
    /* A negative modulus gives a result in (modulus, 0]. */
    return int_new(negative && result ? (int64_t)result - (int64_t)modulus : (int64_t)result);
}

Value int_pow_mod(Ref base, Ref exponent, Ref modulus)
{
    int64_t b, e, m;
    if (int_sign(modulus) == 0)
        return exc_raise(&type_ValueError, "pow() 3rd argument cannot be 0");
    if (int_peek(modulus, &m) && int_peek(exponent, &e) && e >= 0 && int_peek(base, &b)) {
        uint64_t size = m < 0 ? 0 - (uint64_t)m : (uint64_t)m;
        uint64_t residue = b < 0 ? (size - (0 - (uint64_t)b) % size) % size : (uint64_t)b % size;
        return power_mod_small(residue, (uint64_t)e, size, m < 0);
    }
    int64_t n_bits = int_bit_length(base) + int_bit_length(exponent) + int_bit_length(modulus);
    if (int_claim_room((double)n_bits / GMP_NUMB_BITS))
        return VALUE_ERROR;
    mpz_t b_view, e_view, m_view, result;
    mp_limb_t b_small[1], e_small[1], m_small[1];
    int_view(base, b_view, b_small);
    int_view(exponent, e_view, e_small);
    int_view(modulus, m_view, m_small);
    mpz_init(result);
    Value v;
    if (mpz_cmpabs_ui(m_view, 1) == 0)
        v = value_from_int(0);
    else if (mpz_sgn(e_view) < 0 && !mpz_invert(result, b_view, m_view))
        v = exc_raise(&type_ValueError, "base is not invertible for the given modulus");
    else {
        mpz_powm(result, b_view, e_view, m_view);
        if (mpz_sgn(m_view) < 0 && mpz_sgn(result) > 0)
            mpz_add(result, result, m_view);
        v = int_from_mpz(result);
    }
    mpz_clear(result);
    return v;
}

Value int_slot_pow(Ref a, Ref b, Ref mod)
{
    if (!value_is_any_int(a) || !value_is_any_int(b))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is_none(mod))
        return power(a, b);
    return value_is_any_int(mod) ? int_pow_mod(a, b, mod) : VALUE_NOT_IMPLEMENTED;
}

/* ---- comparing and hashing ---- */

int int_compare(Ref a, Ref b)
{
    int64_t x, y;
    bool x_fits = int_peek(a, &x), y_fits = int_peek(b, &y);
    if (x_fits && y_fits)
        return (x > y) - (x < y);
    IntView left, right;
    int_look(a, &left);
    int_look(b, &right);
    if (left.negative != right.negative)
        return left.negative ? -1 : 1;
    int order = compare_magnitudes(&left, &right);
    return left.negative ? -order : order;
}

int int_compare_double(Ref v, double d)
{
    int64_t i;
    if (int_peek(v, &i) && i >= -(1ll << 53) && i <= 1ll << 53)
        return ((double)i > d) - ((double)i < d);
    mpz_t view;
    mp_limb_t small[1];
    int_view(v, view, small);
    if (isinf(d))
        return d > 0 ? -1 : 1;
    int order = mpz_cmp_d(view, d);
    return (order > 0) - (order < 0);
}

/* Numbers that are equal hash alike, whatever their type: the residue modulo the prime 2**61 - 1. */
#define HASH_MODULUS ((((uint64_t)1) << 61) - 1)

int64_t int_hash(Ref v)
{
    int64_t hash;
    if (value_is_int(v))
        hash = value_as_int(v);
    else {
        IntView view;
        int_look(v, &view);
        mp_limb_t residue = view.n == 0 ? 0 : mpn_mod_1(view.limbs, view.n, HASH_MODULUS);
        hash = view.negative ? -(int64_t)residue : (int64_t)residue;
    }
    return hash == -1 ? -2 : hash;
}

/* ---- dispatch ---- */

Value int_binary(BinaryOp op, Ref a, Ref b)
{
    switch (op) {
    case BINARY_ADD: return add_or_subtract(a, b, false);
    case BINARY_SUB: return add_or_subtract(a, b, true);
    case BINARY_MUL: return multiply(a, b);
    case BINARY_DIV: return int_true_divide(a, b);
    case BINARY_FLOORDIV: return int_floor_divide(a, b);
    case BINARY_MOD: return int_modulo(a, b);
    case BINARY_POW: return power(a, b);
    case BINARY_LSHIFT: return int_shift_left(a, b);
    case BINARY_RSHIFT: return int_shift_right(a, b);
    case BINARY_AND:
    case BINARY_OR:
    case BINARY_XOR: return combine_bits(op, a, b);
    case BINARY_DIVMOD: return int_divmod(a, b);
    case BINARY_MATMUL:
    case N_BINARY_OPS: break;
    }
    return VALUE_NOT_IMPLEMENTED;
}
