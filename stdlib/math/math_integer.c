/* stdlib/math/math_integer.c -- math: functions of whole numbers. */
#include "stdlib/math/math_internal.h"
#include "runtime/exc.h"
#include "runtime/int_internal.h"
#include <math.h>

/* ---- gcd and lcm ---- */

static uint64_t gcd_small(uint64_t x, uint64_t y)
{
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

static Value magnitude(Ref v) { return int_sign(v) < 0 ? int_negate(v) : int_exact(v); }

static Value gcd(Ref x, Ref y)
{
    int64_t i, j;
    if (int_peek(x, &i) && int_peek(y, &j))
        return int_new((int64_t)gcd_small((uint64_t)(i < 0 ? -i : i), (uint64_t)(j < 0 ? -j : j)));
    if (int_claim_room((double)(int_bit_length(x) + int_bit_length(y)) / GMP_NUMB_BITS))
        return VALUE_ERROR;
    mpz_t left, right, result;
    mp_limb_t left_small[1], right_small[1];
    int_view(x, left, left_small);
    int_view(y, right, right_small);
    mpz_init(result);
    mpz_gcd(result, left, right);
    Value v = int_from_mpz(result);
    mpz_clear(result);
    return v;
}

static Value lcm(Ref x, Ref y)
{
    if (int_sign(x) == 0 || int_sign(y) == 0)
        return value_from_int(0);
    Value divisor = gcd(x, y);
    if (value_is_error(divisor))
        return divisor;
    Value part = int_binary(BINARY_FLOORDIV, x, divisor);
    value_drop(divisor);
    if (value_is_error(part))
        return part;
    Value multiple = int_binary(BINARY_MUL, part, y);
    value_drop(part);
    if (value_is_ok(multiple))
        value_replace(&multiple, magnitude(multiple));
    return multiple;
}

/* combine() over all arguments, starting from `start`. */
static Value fold(const Ref *integers, size_t count, Value start, Value (*combine)(Ref, Ref))
{
    Value result = start;
    for (size_t i = 0; i < count; i++) {
        Value item = object_index(integers[i]);
        if (value_is_error(item)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        value_replace(&result, i == 0 ? magnitude(item) : combine(result, item));
        value_drop(item);
        if (value_is_error(result))
            return VALUE_ERROR;
    }
    return result;
}

MATH_NATIVE(math_gcd_m)
{
    return args_no_keywords("math.gcd", kwnames) ? VALUE_ERROR : fold(a, n, value_from_int(0), gcd);
}

MATH_NATIVE(math_lcm_m)
{
    return args_no_keywords("math.lcm", kwnames) ? VALUE_ERROR : fold(a, n, value_from_int(1), lcm);
}

/* ---- roots and factorials ---- */

MATH_NATIVE(math_isqrt_m)
{
    Value number = object_index(a[0]);
    if (value_is_error(number))
        return number;
    Value root;
    int64_t i;
    if (int_sign(number) < 0)
        root = exc_raise(&type_ValueError, "isqrt() argument must be nonnegative");
    else if (int_peek(number, &i)) {
        uint64_t u = (uint64_t)i, r = (uint64_t)sqrt((double)u);
        while (r * r > u) /* the double may be off by one */
            r--;
        while ((r + 1) * (r + 1) <= u)
            r++;
        root = int_new((int64_t)r);
    } else if (int_claim_room((double)int_bit_length(number) / GMP_NUMB_BITS)) {
        root = VALUE_ERROR;
    } else {
        mpz_t view, result;
        mp_limb_t small[1];
        int_view(number, view, small);
        mpz_init(result);
        mpz_sqrt(result, view);
        root = int_from_mpz(result);
        mpz_clear(result);
    }
    value_drop(number);
    return root;
}

/* Stirling. */
static double limbs_of_factorial(double n) { return lgamma(n + 1) / M_LN2 / GMP_NUMB_BITS; }

MATH_NATIVE(math_factorial_m)
{
    Value number = object_index(a[0]);
    if (value_is_error(number))
        return number;
    int64_t i = int_as_i64_clip(number);
    bool fits = int_bit_length(number) < 64;
    value_drop(number);
    if (i < 0)
        return exc_raise(&type_ValueError, "factorial() not defined for negative values");
    if (!fits)
        return exc_raise(&type_OverflowError, "factorial() argument should not exceed %lld", (long long)INT64_MAX);
    if (i <= 20) {
        int64_t product = 1;
        for (int64_t k = 2; k <= i; k++)
            product *= k;
        return int_new(product);
    }
    if (i > 2000000000)
        return exc_raise_memory();
    if (int_claim_room(limbs_of_factorial((double)i)))
        return VALUE_ERROR;
    mpz_t result;
    mpz_init(result);
    mpz_fac_ui(result, (unsigned long)i);
    Value v = int_from_mpz(result);
    mpz_clear(result);
    return v;
}

/* ---- perm and comb ---- */

/* The product n * (n - 1) * ... of k factors, k small; halving the range keeps the factors balanced. */
static Value falling_product(Ref n, uint64_t first, uint64_t k)
{
    if (k == 1)
        return int_binary(BINARY_SUB, n, value_from_int((int64_t)first));
    Value left = falling_product(n, first, k / 2);
    if (value_is_error(left))
        return left;
    Value right = falling_product(n, first + k / 2, k - k / 2);
    Value product = value_is_error(right) ? right : int_binary(BINARY_MUL, left, right);
    value_drop(left);
    value_drop(right);
    return product;
}

static int check_not_negative(Ref n, Ref k)
{
    if (int_sign(n) < 0)
        return exc_raise_int(&type_ValueError, "n must be a non-negative integer");
    if (int_sign(k) < 0)
        return exc_raise_int(&type_ValueError, "k must be a non-negative integer");
    return 0;
}

static Value permutations(Ref n, Ref k)
{
    int64_t factors;
    if (check_not_negative(n, k))
        return VALUE_ERROR;
    if (int_compare(n, k) < 0)
        return value_from_int(0);
    if (!int_peek(k, &factors))
        return exc_raise(&type_OverflowError, "k must not exceed %lld", (long long)INT64_MAX);
    if (factors == 0)
        return value_from_int(1);
    return falling_product(n, 0, (uint64_t)factors);
}

MATH_NATIVE(math_perm_m)
{
    if (value_is_none(a[1]))
        return math_factorial_m(self, a, 1, VALUE_ABSENT);
    Value top = object_index(a[0]);
    if (value_is_error(top))
        return top;
    Value count = object_index(a[1]);
    Value result = value_is_error(count) ? count : permutations(top, count);
    value_drop(top);
    value_drop(count);
    return result;
}

/* An upper bound of the size of C(n, k), about: each of k factors is n at most, and their denominator k!. */
static double limbs_of_choices(Ref n, double k)
{
    return (double)int_bit_length(n) * k / GMP_NUMB_BITS - limbs_of_factorial(k) + 1;
}

static Value combinations(Ref n, Ref k)
{
    int64_t count;
    if (check_not_negative(n, k))
        return VALUE_ERROR;
    Value rest = int_binary(BINARY_SUB, n, k);
    if (value_is_error(rest))
        return rest;
    if (int_sign(rest) < 0) {
        value_drop(rest);
        return value_from_int(0);
    }
    bool fits = int_peek(int_compare(rest, k) < 0 ? rest : k, &count);
    value_drop(rest);
    if (!fits)
        return exc_raise(&type_OverflowError, "min(n - k, k) must not exceed %lld", (long long)INT64_MAX);
    if (count > 2000000000)
        return exc_raise_memory();
    if (int_claim_room(limbs_of_choices(n, (double)count)))
        return VALUE_ERROR;
    mpz_t view, result;
    mp_limb_t small[1];
    int_view(n, view, small);
    mpz_init(result);
    if (mpz_fits_ulong_p(view))
        mpz_bin_uiui(result, mpz_get_ui(view), (unsigned long)count);
    else
        mpz_bin_ui(result, view, (unsigned long)count);
    Value v = int_from_mpz(result);
    mpz_clear(result);
    return v;
}

MATH_NATIVE(math_comb_m)
{
    Value top = object_index(a[0]);
    if (value_is_error(top))
        return top;
    Value count = object_index(a[1]);
    Value result = value_is_error(count) ? count : combinations(top, count);
    value_drop(top);
    value_drop(count);
    return result;
}
