/* runtime/int_divide.c -- dividing ints: floor division and modulo, true division, rounding division.
 *
 * Python rounds quotients down, so a remainder has the sign of the divisor; GMP's limb functions divide
 * magnitudes, and the two differ only where the signs do and the remainder is not zero. */
#include "runtime/int_internal.h"
#include "runtime/exc.h"
#include "runtime/tuple.h"
#include <float.h>
#include <math.h>

static Value zero_division(BinaryOp op)
{
    return exc_raise(&type_ZeroDivisionError, op == BINARY_MOD ? "integer modulo by zero"
                                                               : "integer division or modulo by zero");
}

/* |a| < |b|: the quotient is 0 or -1. */
static int divide_by_longer(Ref a, Ref b, bool same_sign, Value *quotient, Value *remainder)
{
    bool down = !same_sign && int_sign(a) != 0;
    if (quotient)
        *quotient = value_from_int(down ? -1 : 0);
    if (remainder) {
        *remainder = down ? int_binary(BINARY_ADD, a, b) : int_exact(a);
        return value_is_error(*remainder) ? -1 : 0;
    }
    return 0;
}

/* Divide magnitudes into fresh Ints of the given lengths. */
static void divide_limbs(const IntView *a, const IntView *b, Int *quotient, Int *remainder)
{
    if (b->n == 1)
        remainder->limbs[0] = mpn_divrem_1(quotient->limbs, 0, a->limbs, a->n, b->limbs[0]);
    else
        mpn_tdiv_qr(quotient->limbs, remainder->limbs, 0, a->limbs, a->n, b->limbs, b->n);
}

/* Floor division of ints that do not both fit a machine word. Either result pointer may be NULL. */
static int divide_large(Ref a, Ref b, Value *quotient, Value *remainder)
{
    IntView left, right;
    int_look(a, &left);
    int_look(b, &right);
    bool same_sign = left.negative == right.negative;
    if (left.n < right.n)
        return divide_by_longer(a, b, same_sign, quotient, remainder);
    int64_t q_limbs = left.n - right.n + 2; /* one more than needed: rounding down may carry */
    Int *q = int_claim_room((double)left.n) ? NULL : int_alloc(q_limbs);
    if (q == NULL)
        return -1;
    Int *r = int_alloc(right.n);
    if (r == NULL) {
        int_discard(q, q_limbs);
        return -1;
    }
    q->limbs[q_limbs - 1] = 0;
    divide_limbs(&left, &right, q, r);
    if (!same_sign && !mpn_zero_p(r->limbs, right.n)) {
        mpn_add_1(q->limbs, q->limbs, q_limbs, 1);
        mpn_sub_n(r->limbs, right.limbs, r->limbs, right.n);
    }
    Value q_value = VALUE_ABSENT, r_value = VALUE_ABSENT;
    if (quotient)
        q_value = int_finish(q, q_limbs, !same_sign);
    else
        int_discard(q, q_limbs);
    if (remainder)
        r_value = int_finish(r, right.n, right.negative);
    else
        int_discard(r, right.n);
    if (value_is_error(q_value) || value_is_error(r_value)) {
        value_drop(q_value);
        value_drop(r_value);
        return -1;
    }
    if (quotient)
        *quotient = q_value;
    if (remainder)
        *remainder = r_value;
    return 0;
}

/* Operands of at most 63 bits, so that no quotient overflows. */
static inline void divide_small(int64_t x, int64_t y, int64_t *quotient, int64_t *remainder)
{
    int64_t q = x / y, r = x % y;
    if (r != 0 && (r ^ y) < 0) {
        q--;
        r += y;
    }
    *quotient = q;
    *remainder = r;
}

Value int_floor_divide(Ref a, Ref b)
{
    int64_t x, y, q, r;
    if (int_sign(b) == 0)
        return zero_division(BINARY_FLOORDIV);
    if (int_peek(a, &x) && int_peek(b, &y)) {
        divide_small(x, y, &q, &r);
        return int_new(q);
    }
    Value quotient;
    return divide_large(a, b, &quotient, NULL) ? VALUE_ERROR : quotient;
}

Value int_modulo(Ref a, Ref b)
{
    int64_t x, y, q, r;
    if (int_sign(b) == 0)
        return zero_division(BINARY_MOD);
    if (int_peek(b, &y)) {
        if (int_peek(a, &x)) {
            divide_small(x, y, &q, &r);
            return int_new(r);
        }
        IntView left;
        int_look(a, &left);
        uint64_t size = y < 0 ? 0 - (uint64_t)y : (uint64_t)y;
        r = (int64_t)mpn_mod_1(left.limbs, left.n, size);
        if (r != 0 && left.negative != (y < 0))
            r = (int64_t)size - r;
        return int_new(y < 0 ? -r : r);
    }
    Value remainder;
    return divide_large(a, b, NULL, &remainder) ? VALUE_ERROR : remainder;
}

static Value pair(Value first /* takes */, Value second /* takes */)
{
    if (value_is_error(first) || value_is_error(second)) {
        value_drop(first);
        value_drop(second);
        return VALUE_ERROR;
    }
    Value items[2] = {first, second};
    return tuple_from_values(items, 2);
}

Value int_divmod(Ref a, Ref b)
{
    int64_t x, y, q, r;
    if (int_sign(b) == 0)
        return zero_division(BINARY_DIVMOD);
    if (int_peek(a, &x) && int_peek(b, &y)) {
        divide_small(x, y, &q, &r);
        return pair(int_new(q), int_new(r));
    }
    Value quotient, remainder;
    if (divide_large(a, b, &quotient, &remainder))
        return VALUE_ERROR;
    return pair(quotient, remainder);
}

/* ---- true division ---- */

/* a / b, correctly rounded: an integer quotient of 55 bits or more, its lost bits remembered in the lowest
 * one, is rounded to 53 bits (fewer for subnormal results) and scaled. */
static double divide_exactly(mpz_srcptr a, mpz_srcptr b)
{
    int64_t shift = (int64_t)mpz_sizeinbase(a, 2) - (int64_t)mpz_sizeinbase(b, 2);
    if (shift < DBL_MIN_EXP - 1)
        shift = DBL_MIN_EXP - 1;
    shift -= 55;
    mpz_t scaled, quotient, remainder;
    mpz_inits(scaled, quotient, remainder, NULL);
    if (shift <= 0) {
        mpz_mul_2exp(scaled, a, (mp_bitcnt_t)-shift);
        mpz_tdiv_qr(quotient, remainder, scaled, b);
    } else {
        mpz_mul_2exp(scaled, b, (mp_bitcnt_t)shift);
        mpz_tdiv_qr(quotient, remainder, a, scaled);
    }
    uint64_t bits = mpz_get_ui(quotient);
    bool negative = mpz_sgn(a) * mpz_sgn(b) < 0;
    if (mpz_sgn(remainder))
        bits |= 1;
    mpz_clears(scaled, quotient, remainder, NULL);

    int64_t excess = (int64_t)limb_bits(bits) - DBL_MANT_DIG;
    int64_t below_subnormal = DBL_MIN_EXP - DBL_MANT_DIG - shift;
    if (excess < below_subnormal)
        excess = below_subnormal;
    if (excess > 0) {
        uint64_t unit = (uint64_t)1 << excess, rest = bits & (unit - 1);
        bits -= rest;
        if (rest > unit / 2 || (rest == unit / 2 && (bits & unit)))
            bits += unit;
    }
    double magnitude = ldexp((double)bits, (int)shift);
    return negative ? -magnitude : magnitude;
}

Value int_true_divide(Ref a, Ref b)
{
    const int64_t exact = 1ll << 53;
    int64_t x, y;
    if (int_sign(b) == 0)
        return exc_raise(&type_ZeroDivisionError, "division by zero");
    if (int_peek(a, &x) && int_peek(b, &y) && x >= -exact && x <= exact && y >= -exact && y <= exact)
        return value_from_double((double)x / (double)y);
    /* Far apart in size: overflow and underflow without building huge powers of two. */
    if (int_sign(a) == 0)
        return value_from_double(int_sign(b) < 0 ? -0.0 : 0.0);
    int64_t difference = int_bit_length(a) - int_bit_length(b);
    if (difference < -1100)
        return value_from_double(int_sign(a) * int_sign(b) < 0 ? -0.0 : 0.0);
    double quotient = INFINITY;
    if (difference <= DBL_MAX_EXP) {
        if (int_claim_room((double)(int_bit_length(a) + int_bit_length(b)) / GMP_NUMB_BITS))
            return VALUE_ERROR;
        mpz_t left, right;
        mp_limb_t left_small[1], right_small[1];
        int_view(a, left, left_small);
        int_view(b, right, right_small);
        quotient = divide_exactly(left, right);
    }
    if (isinf(quotient))
        return exc_raise(&type_OverflowError, "integer division result too large for a float");
    return value_from_double(quotient);
}

/* ---- rounding ---- */

Value int_divmod_near(Ref a, Ref b, Value *remainder)
{
    Value quotient, rest;
    if (divide_large(a, b, &quotient, &rest))
        return VALUE_ERROR;
    /* rest has b's sign: compare 2 * |rest| with |b|. */
    Value twice = int_binary(BINARY_LSHIFT, rest, value_from_int(1));
    if (value_is_error(twice))
        goto fail;
    int order = int_sign(b) < 0 ? int_compare(b, twice) : int_compare(twice, b);
    value_drop(twice);
    IntView view;
    int_look(quotient, &view);
    bool odd = view.n && (view.limbs[0] & 1);
    if (order > 0 || (order == 0 && odd)) {
        value_replace(&quotient, int_binary(BINARY_ADD, quotient, value_from_int(1)));
        value_replace(&rest, int_binary(BINARY_SUB, rest, b));
        if (value_is_error(quotient) || value_is_error(rest))
            goto fail;
    }
    *remainder = rest;
    return quotient;
fail:
    value_drop(quotient);
    value_drop(rest);
    return VALUE_ERROR;
}
