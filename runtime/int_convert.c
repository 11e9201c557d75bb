/* runtime/int_convert.c -- ints to and from C integers, doubles and bytes. */
#include "runtime/int_internal.h"
#include "runtime/exc.h"
#include <float.h>
#include <math.h>

/* ---- C integers ---- */

/* Any int, or what __index__ of v gives; *owned is to be dropped. */
static int as_any_int(Ref v, Ref *out, Value *owned)
{
    *owned = VALUE_ABSENT;
    *out = v;
    if (LIKELY(value_is_any_int(v)))
        return 0;
    *owned = object_index(v);
    *out = *owned;
    return value_is_error(*owned) ? -1 : 0;
}

static int view_as_i64(Ref v, int64_t *out)
{
    if (int_peek(v, out))
        return 0;
    const Int *object = VALUE_AS(Int, v);
    if (object->n_limbs == -1 && object->limbs[0] == (mp_limb_t)1 << 63) {
        *out = INT64_MIN;
        return 0;
    }
    return -1;
}

/* `c_type` names the target in the message. */
static int as_i64_named(Ref v, int64_t *out, const char *c_type)
{
    if (LIKELY(value_is_int(v))) {
        *out = value_as_int(v);
        return 0;
    }
    Value owned;
    Ref i;
    if (as_any_int(v, &i, &owned))
        return -1;
    int status = view_as_i64(i, out);
    value_drop(owned);
    if (status)
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C %s", c_type);
    return 0;
}

int int_as_i64(Ref v, int64_t *out) { return as_i64_named(v, out, "long"); }
int int_as_ssize(Ref v, int64_t *out) { return as_i64_named(v, out, "ssize_t"); }

int int_as_i32(Ref v, int *out)
{
    int64_t wide;
    if (as_i64_named(v, &wide, "int"))
        return -1;
    if (wide < INT32_MIN || wide > INT32_MAX)
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C int");
    *out = (int)wide;
    return 0;
}

int int_as_u64(Ref v, uint64_t *out)
{
    Value owned;
    Ref i;
    if (as_any_int(v, &i, &owned))
        return -1;
    IntView view;
    int_look(i, &view);
    bool negative = view.negative;
    bool fits = view.n <= 1;
    if (fits)
        *out = view.n ? view.limbs[0] : 0;
    value_drop(owned);
    if (negative)
        return exc_raise_int(&type_OverflowError, "can't convert negative value to unsigned int");
    if (!fits)
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C unsigned long");
    return 0;
}

uint64_t int_as_u64_mask(Ref v)
{
    IntView view;
    int_look(v, &view);
    uint64_t low = view.n ? view.limbs[0] : 0;
    return view.negative ? 0 - low : low;
}

int64_t int_as_i64_clip(Ref v)
{
    int64_t i;
    if (view_as_i64(v, &i) == 0)
        return i;
    return int_sign(v) < 0 ? INT64_MIN : INT64_MAX;
}

/* ---- doubles ---- */

int int_as_double(Ref v, double *out)
{
    int64_t i;
    if (int_peek(v, &i)) {
        *out = (double)i;
        return 0;
    }
    IntView view;
    int_look(v, &view);
    int64_t bits = int_bit_length(v);
    if (bits > DBL_MAX_EXP)
        return exc_raise_int(&type_OverflowError, "int too large to convert to float");
    /* The top 64 bits, with a lowest bit that remembers whether anything below was lost: more than
     * the 53 + 2 that rounding once needs. */
    uint64_t top = view.limbs[view.n - 1];
    int exponent = (int)(view.n - 1) * 64;
    int gap = __builtin_clzll(top);
    if (view.n > 1) {
        mp_limb_t next = view.limbs[view.n - 2];
        bool lost = (gap ? next << gap : next) != 0;
        if (gap)
            top = top << gap | next >> (64 - gap);
        for (int64_t k = view.n - 3; k >= 0 && !lost; k--)
            lost = view.limbs[k] != 0;
        top |= lost;
        exponent -= gap;
    }
    double magnitude = ldexp((double)top, exponent);
    if (isinf(magnitude))
        return exc_raise_int(&type_OverflowError, "int too large to convert to float");
    *out = view.negative ? -magnitude : magnitude;
    return 0;
}

Value int_from_double(double d)
{
    if (d > -0x1p62 && d < 0x1p62)
        return int_new((int64_t)d);
    if (isnan(d))
        return exc_raise(&type_ValueError, "cannot convert float NaN to integer");
    if (isinf(d))
        return exc_raise(&type_OverflowError, "cannot convert float infinity to integer");
    mpz_t z;
    mpz_init_set_d(z, d);
    Value v = int_from_mpz(z);
    mpz_clear(z);
    return v;
}

/* ---- bytes ---- */

/* The n bytes as limbs, least significant first; complemented when `complement`. */
static void limbs_from_bytes(mp_limb_t *limbs, int64_t n_limbs, const uint8_t *p, size_t n, bool little,
                             bool complement)
{
    memset(limbs, 0, (size_t)n_limbs * sizeof *limbs);
    uint8_t flip = complement ? 0xFF : 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t byte = (little ? p[i] : p[n - 1 - i]) ^ flip;
        limbs[i / 8] |= (mp_limb_t)byte << (i % 8 * 8);
    }
}

Value int_from_bytes(const uint8_t *p, size_t n, bool little, bool is_signed)
{
    bool negative = is_signed && n > 0 && (little ? p[n - 1] : p[0]) >= 0x80;
    if (n <= 7) {
        uint64_t u = negative ? ~(uint64_t)0 : 0;
        for (size_t i = 0; i < n; i++)
            u = u << 8 | (little ? p[n - 1 - i] : p[i]);
        return int_new((int64_t)u);
    }
    int64_t n_limbs = (int64_t)(n / 8 + 1); /* room for the carry of -2**(8n - 1) */
    Int *i = int_alloc(n_limbs);
    if (i == NULL)
        return VALUE_ERROR;
    limbs_from_bytes(i->limbs, n_limbs, p, n, little, negative);
    if (negative) /* -x is ~x + 1 */
        mpn_add_1(i->limbs, i->limbs, n_limbs, 1);
    return int_finish(i, n_limbs, negative);
}

/* Does v fit n bytes? */
static bool fits_bytes(const IntView *view, int64_t bits, size_t n, bool is_signed)
{
    if (n > (size_t)INT64_MAX / 8)
        return true;
    int64_t room = (int64_t)n * 8;
    if (!is_signed)
        return bits <= room;
    if (bits < room)
        return true;
    /* -2**(8n - 1) is the one number whose magnitude needs all the bits. */
    return bits == room && view->negative
           && (int64_t)mpn_scan1(view->limbs, 0) == bits - 1;
}

int int_to_bytes(Ref v, uint8_t *out, size_t n, bool little, bool is_signed)
{
    IntView view;
    int_look(v, &view);
    if (view.negative && !is_signed)
        return exc_raise_int(&type_OverflowError, "can't convert negative int to unsigned");
    if (view.n && !fits_bytes(&view, int_bit_length(v), n, is_signed))
        return exc_raise_int(&type_OverflowError, "int too big to convert");
    unsigned carry = view.negative; /* two's complement: ~x + 1 */
    for (size_t i = 0; i < n; i++) {
        unsigned byte = (int64_t)(i / 8) < view.n ? view.limbs[i / 8] >> (i % 8 * 8) & 0xFF : 0;
        if (view.negative) {
            byte = (byte ^ 0xFF) + carry;
            carry = byte >> 8;
        }
        out[little ? i : n - 1 - i] = (uint8_t)byte;
    }
    return 0;
}
