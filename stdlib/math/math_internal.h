/* stdlib/math/math_internal.h -- what the files of the math module share. */
#ifndef STDLIB_MATH_INTERNAL_H
#define STDLIB_MATH_INTERNAL_H
#include "runtime/object.h"

#define MATH_NATIVE(name) \
    Value name(UNUSED Ref self, UNUSED const Ref *a, UNUSED size_t n, UNUSED Ref kwnames)

/* An exact running sum of doubles (J. Shewchuk): a list of doubles that do not overlap, smallest first, whose
 * exact sum is the sum of all that was added.  Zeroed is empty; sum_free() at the end. */
typedef struct ExactSum {
    double *partials;
    size_t n, capacity;
    double fixed[32];      /* where partials begins */
    double special;        /* sum of infinities and NaNs added */
    double infinities;     /* of the infinities alone */
} ExactSum;
void sum_init(ExactSum *s);
void sum_free(ExactSum *s);
int sum_add(ExactSum *s, double x) MUST_CHECK;      /* OverflowError, MemoryError */
int sum_result(ExactSum *s, double *out) MUST_CHECK; /* correctly rounded; OverflowError, ValueError */

/* math_integer.c */
MATH_NATIVE(math_comb_m);
MATH_NATIVE(math_factorial_m);
MATH_NATIVE(math_gcd_m);
MATH_NATIVE(math_isqrt_m);
MATH_NATIVE(math_lcm_m);
MATH_NATIVE(math_perm_m);
/* math_gamma.c */
double math_gamma(double x);  /* x is no pole */
double math_lgamma(double x); /* log of the magnitude of gamma(x) */
/* math_sum.c */
MATH_NATIVE(math_dist_m);
MATH_NATIVE(math_fsum_m);
MATH_NATIVE(math_hypot_m);
MATH_NATIVE(math_prod_m);
MATH_NATIVE(math_sumprod_m);
#endif
