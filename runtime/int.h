/* runtime/int.h -- integers of any size.
 *
 * An int is an inline word of 50 bits (value_is_int) or an Int object holding GMP limbs.  Canonical:
 * an exact int that fits 50 bits is always inline, so two exact ints of different kinds are never equal.
 * Instances of int's subclasses are Int objects whatever their size.  True and False are ints by type but
 * not inline ints: int_* functions accept them. */
#ifndef RUNTIME_INT_H
#define RUNTIME_INT_H
#include <gmp.h>
#include "runtime/object.h"

typedef struct Int {
    Obj base;
    int64_t n_limbs;      /* sign of the number is the sign of n_limbs; 0 is zero */
    mp_limb_t limbs[];
} Int;
extern Type type_int;     /* and type_bool in object.h */

static inline bool value_is_any_int(Ref v)   /* int, bool or a subclass */
{
    return value_is_int(v) || value_is_bool(v) || value_has_flag(v, TYPE_SUB_INT);
}
Value int_new_slow(int64_t i);
static inline Value int_new(int64_t i) { return LIKELY(int_fits_inline(i)) ? value_from_int(i) : int_new_slow(i); }
Value int_new_u64(uint64_t u);
Value int_from_double(double d);             /* truncates; ValueError/OverflowError for nan/inf */
/* digits of `base` without sign, prefix or underscores */
Value int_from_digits(const char *digits, size_t n, int base);
/* int("...") rules: spaces, sign, prefix for base 0, underscores; ValueError as CPython's. */
Value int_parse(Ref str_or_bytes, int base);
Value int_from_mpz(const mpz_t z);
Value int_from_bytes(const uint8_t *p, size_t n, bool little, bool is_signed);
int int_to_bytes(Ref v, uint8_t *out, size_t n, bool little, bool is_signed); /* OverflowError */

/* Any int -> C. 0, or -1 with OverflowError ("Python int too large to convert to C ...") or TypeError
 * ("'x' object cannot be interpreted as an integer": __index__ is honoured). */
int int_as_i64(Ref v, int64_t *out) MUST_CHECK;
int int_as_i32(Ref v, int *out) MUST_CHECK;
int int_as_ssize(Ref v, int64_t *out) MUST_CHECK;    /* an argument that counts: "... to C ssize_t" */
int int_as_u64(Ref v, uint64_t *out) MUST_CHECK;     /* ValueError/OverflowError when negative */
uint64_t int_as_u64_mask(Ref v);             /* low 64 bits of an int object */
int64_t int_as_i64_clip(Ref v);              /* saturates; v must be any int */
int int_as_double(Ref v, double *out) MUST_CHECK;       /* correctly rounded; OverflowError */
int int_sign(Ref v);                         /* -1, 0, 1 */
int64_t int_bit_length(Ref v);
void int_view(Ref v, mpz_t out, mp_limb_t storage[1]); /* read-only mpz of any int; never cleared */

Value int_exact(Ref v);                      /* any int as an exact one of the same value */

/* Arithmetic on any ints; the VM's slow path and other modules use these. */
Value int_binary(BinaryOp op, Ref a, Ref b); /* ZeroDivisionError, ...; BINARY_POW, _DIVMOD included */
Value int_negate(Ref v);
Value int_pow_mod(Ref base, Ref exponent, Ref modulus); /* pow(b, e, m) of any ints; ValueError */
int int_compare(Ref a, Ref b);               /* -1, 0, 1; any ints */
int int_compare_double(Ref v, double d);     /* exact; d not NaN */
int64_t int_hash(Ref v);                     /* CPython's modulus 2^61-1 */
Value int_to_str(Ref v, int base, bool prefix); /* base 2, 8, 10, 16; honours sys.set_int_max_str_digits */
extern int64_t int_max_str_digits;           /* sys.set_int_max_str_digits; 0 = no limit; 4300 at birth */
Value int_format(Ref v, Ref spec);           /* int.__format__ */
#endif
