/* runtime/int_internal.h -- what the files of int share: views of operands, building of results.
 *
 * Every operation reads its operands through an IntView, whatever their form, and builds its result in
 * a fresh Int that int_finish() turns into the canonical value.  Most operands fit a C int64_t:
 * int_peek() finds those first. */
#ifndef RUNTIME_INT_INTERNAL_H
#define RUNTIME_INT_INTERNAL_H
#include "runtime/int.h"

typedef __int128 Int128;
typedef unsigned __int128 UInt128;

typedef struct IntView {
    const mp_limb_t *limbs; /* least significant first; no leading zero limb */
    int64_t n;              /* how many; 0 for zero */
    bool negative;
    mp_limb_t small;        /* where limbs points for inline ints */
} IntView;

/* Look at any int; valid while v lives and the view does not move. */
static inline void int_look(Ref v, IntView *view)
{
    if (value_is_int(v) || value_is_bool(v)) {
        int64_t i = value_is_int(v) ? value_as_int(v) : value_is_true(v);
        view->negative = i < 0;
        view->small = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
        view->n = i != 0;
        view->limbs = &view->small;
        return;
    }
    const Int *object = VALUE_AS(Int, v);
    view->negative = object->n_limbs < 0;
    view->n = view->negative ? -object->n_limbs : object->n_limbs;
    view->limbs = object->limbs;
}

/* Any int whose magnitude fits 63 bits, as a C integer; false when it does not. */
static inline bool int_peek(Ref v, int64_t *out)
{
    if (LIKELY(value_is_int(v))) {
        *out = value_as_int(v);
        return true;
    }
    if (value_is_bool(v)) {
        *out = value_is_true(v);
        return true;
    }
    const Int *object = VALUE_AS(Int, v);
    if (object->n_limbs == 0) {
        *out = 0;
        return true;
    }
    if ((object->n_limbs == 1 || object->n_limbs == -1) && object->limbs[0] <= INT64_MAX) {
        *out = object->n_limbs * (int64_t)object->limbs[0];
        return true;
    }
    return false;
}

/* An exact Int with room for n limbs, not filled; NULL with MemoryError pending. */
Int *int_alloc(int64_t n);
void int_discard(Int *i, int64_t n_allocated);
/* The canonical value of i's limbs; takes i, which was allocated with n limbs. */
Value int_finish(Int *i, int64_t n_allocated, bool negative);
Value int_from_limbs(const mp_limb_t *limbs, int64_t n, bool negative);
Value int_from_i128(Int128 i);
Value int_too_big(void); /* MemoryError: no result of that size */
/* GMP ends the process when it gets no memory.  Before it works on numbers of n limbs (all operands and the result
 * together): 0 when there is room for them and for its scratch space, else -1 with MemoryError pending. */
int int_claim_room(double n_limbs);

static inline size_t limb_bits(mp_limb_t limb) { return limb ? 64 - (size_t)__builtin_clzll(limb) : 0; }

/* The pieces of type_int that live in other files. */
Value int_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames); /* int_parse.c */
extern const Method int_methods[];                                            /* int_methods.c */
extern const Getter int_getters[];
/* Decimal digits of any script as ASCII ones, spaces as ' ', others as '?'; out has str_len(s) bytes. */
void int_ascii_digits(Ref s, char *out);
/* Slots: NotImplemented unless both operands are ints. */
Value int_slot_pow(Ref a, Ref b, Ref mod);
Value int_pow_mod(Ref base, Ref exponent, Ref modulus);
Value int_shift_left(Ref a, Ref b);
Value int_shift_right(Ref a, Ref b);
Value int_true_divide(Ref a, Ref b);
Value int_floor_divide(Ref a, Ref b);
Value int_modulo(Ref a, Ref b);
Value int_divmod(Ref a, Ref b);
Value int_divmod_near(Ref a, Ref b, Value *remainder); /* quotient rounded half to even */
#endif
