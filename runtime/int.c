/* runtime/int.c -- integers: their representation and the type object.
 *
 * Exact ints come from the size-class free lists, so an Int's allocated size must follow from its limb
 * count: int_finish() moves a result that came out shorter than its block.  Subclass instances are
 * ordinary objects.  Arithmetic is in int_arith.c and int_divide.c, text in int_parse.c and int_text.c. */
#include "runtime/int_internal.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include <stdlib.h>

#define MAX_LIMBS ((int64_t)1 << 30) /* GMP's mpz counts limbs in an int */

static inline size_t size_of_limbs(int64_t n) { return sizeof(Int) + (size_t)n * sizeof(mp_limb_t); }

Value int_too_big(void)
{
    exc_raise_memory();
    return VALUE_ERROR;
}

Int *int_alloc(int64_t n)
{
    if (n > MAX_LIMBS) {
        exc_raise_memory();
        return NULL;
    }
    Int *i = mem_alloc_sized(size_of_limbs(n));
    if (i == NULL) {
        exc_raise_memory();
        return NULL;
    }
    i->base = (Obj){1, 0, &type_int};
    i->n_limbs = n;
    return i;
}

#define ROOMY_LIMBS (1 << 17)    /* up to a megabyte nobody asks: it would cost more than it finds */
#define SCRATCH_PER_LIMB 8       /* what GMP's multiplication by FFT and its division take at most, measured */

int int_claim_room(double n_limbs)
{
    if (n_limbs <= ROOMY_LIMBS)
        return 0;
    double size = n_limbs * sizeof(mp_limb_t) * SCRATCH_PER_LIMB;
    void *probe = size < (double)PTRDIFF_MAX ? malloc((size_t)size) : NULL;
    __asm__ volatile("" : "+r"(probe)); /* or the compiler leaves out malloc() and free() both */
    free(probe);
    if (probe == NULL)
        exc_raise_memory();
    return probe ? 0 : -1;
}

void int_discard(Int *i, int64_t n_allocated) { mem_free_sized(i, size_of_limbs(n_allocated)); }

/* Give i a block of the size its limb count promises. */
static Value move_to_fit(Int *i, int64_t n, int64_t n_allocated)
{
    size_t size = size_of_limbs(n), allocated = size_of_limbs(n_allocated);
    bool same_block = size > MEM_SIZED_MAX ? size > allocated / 2
                                           : mem_class(size) == mem_class(allocated);
    if (same_block)
        return value_from_obj(i);
    Int *moved = mem_alloc_sized(size);
    if (moved == NULL) {
        int_discard(i, n_allocated);
        return int_too_big();
    }
    memcpy(moved, i, size);
    int_discard(i, n_allocated);
    return value_from_obj(moved);
}

Value int_finish(Int *i, int64_t n_allocated, bool negative)
{
    int64_t n = n_allocated;
    while (n > 0 && i->limbs[n - 1] == 0)
        n--;
    if (n <= 1) {
        mp_limb_t low = n ? i->limbs[0] : 0;
        if (low <= (mp_limb_t)INT_INLINE_MAX + negative) {
            int_discard(i, n_allocated);
            return value_from_int(negative ? -(int64_t)low : (int64_t)low);
        }
    }
    i->n_limbs = negative ? -n : n;
    return LIKELY(n == n_allocated) ? value_from_obj(i) : move_to_fit(i, n, n_allocated);
}

Value int_from_limbs(const mp_limb_t *limbs, int64_t n, bool negative)
{
    Int *i = int_alloc(n);
    if (i == NULL)
        return VALUE_ERROR;
    if (n)
        memcpy(i->limbs, limbs, (size_t)n * sizeof *limbs);
    return int_finish(i, n, negative);
}

Value int_from_i128(Int128 value)
{
    if (value >= INT_INLINE_MIN && value <= INT_INLINE_MAX)
        return value_from_int((int64_t)value);
    bool negative = value < 0;
    UInt128 magnitude = negative ? 0 - (UInt128)value : (UInt128)value;
    mp_limb_t high = (mp_limb_t)(magnitude >> 64);
    int64_t n = high ? 2 : 1;
    Int *i = int_alloc(n);
    if (i == NULL)
        return VALUE_ERROR;
    i->limbs[0] = (mp_limb_t)magnitude;
    if (high)
        i->limbs[1] = high;
    i->n_limbs = negative ? -n : n;
    return value_from_obj(i);
}

Value int_new_slow(int64_t i) { return int_from_i128(i); }
Value int_new_u64(uint64_t u) { return int_from_i128((Int128)u); }

Value int_from_mpz(const mpz_t z)
{
    return int_from_limbs(mpz_limbs_read(z), (int64_t)mpz_size(z), mpz_sgn(z) < 0);
}

void int_view(Ref v, mpz_t out, mp_limb_t storage[1])
{
    IntView view;
    int_look(v, &view);
    const mp_limb_t *limbs = view.limbs;
    if (limbs == &view.small) {
        storage[0] = view.small;
        limbs = storage;
    }
    mpz_roinit_n(out, limbs, view.negative ? -view.n : view.n);
}

int int_sign(Ref v)
{
    if (value_is_int(v))
        return (value_as_int(v) > 0) - (value_as_int(v) < 0);
    if (value_is_bool(v))
        return value_is_true(v);
    int64_t n = VALUE_AS(Int, v)->n_limbs;
    return (n > 0) - (n < 0);
}

int64_t int_bit_length(Ref v)
{
    IntView view;
    int_look(v, &view);
    return view.n ? (view.n - 1) * 64 + (int64_t)limb_bits(view.limbs[view.n - 1]) : 0;
}

/* An exact int with the value of any int. */
Value int_exact(Ref v)
{
    if (value_is_int(v) || value_has_type(v, &type_int))
        return value_dup(v);
    IntView view;
    int_look(v, &view);
    return int_from_limbs(view.limbs, view.n, view.negative);
}

/* ---- the type ---- */

static void int_dealloc(Obj *o)
{
    if (o->type != &type_int) {
        object_free(o);
        return;
    }
    int64_t n = ((Int *)o)->n_limbs;
    int_discard((Int *)o, n < 0 ? -n : n);
}

static Value int_slot_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_any_int(a) || !value_is_any_int(b))
        return VALUE_NOT_IMPLEMENTED;
    int order = int_compare(a, b);
    switch (op) {
    case CMP_LT: return value_from_bool(order < 0);
    case CMP_LE: return value_from_bool(order <= 0);
    case CMP_EQ: return value_from_bool(order == 0);
    case CMP_NE: return value_from_bool(order != 0);
    case CMP_GT: return value_from_bool(order > 0);
    case CMP_GE: return value_from_bool(order >= 0);
    }
    return VALUE_NOT_IMPLEMENTED;
}

static Value int_slot_repr(Ref self) { return int_to_str(self, 10, false); }
static int int_slot_truth(Ref self) { return int_sign(self) != 0; }
static Value int_slot_positive(Ref self) { return int_exact(self); }

static Value int_slot_absolute(Ref self) { return int_sign(self) < 0 ? int_negate(self) : int_exact(self); }

static Value int_slot_invert(Ref self)
{
    int64_t i;
    if (int_peek(self, &i))
        return int_new(~i);
    Value negated = int_negate(self);
    if (value_is_error(negated))
        return negated;
    Value inverted = int_binary(BINARY_SUB, negated, value_from_int(1));
    value_drop(negated);
    return inverted;
}

static Value int_slot_float(Ref self)
{
    double d;
    return int_as_double(self, &d) ? VALUE_ERROR : value_from_double(d);
}

#define INT_SLOT(name, op)                                          \
    static Value int_slot_##name(Ref a, Ref b)                      \
    {                                                               \
        if (!value_is_any_int(a) || !value_is_any_int(b))           \
            return VALUE_NOT_IMPLEMENTED;                           \
        return int_binary(op, a, b);                                \
    }
INT_SLOT(add, BINARY_ADD)
INT_SLOT(sub, BINARY_SUB)
INT_SLOT(mul, BINARY_MUL)
INT_SLOT(div, BINARY_DIV)
INT_SLOT(floordiv, BINARY_FLOORDIV)
INT_SLOT(mod, BINARY_MOD)
INT_SLOT(divmod, BINARY_DIVMOD)
INT_SLOT(lshift, BINARY_LSHIFT)
INT_SLOT(rshift, BINARY_RSHIFT)
INT_SLOT(and, BINARY_AND)
INT_SLOT(or, BINARY_OR)
INT_SLOT(xor, BINARY_XOR)

Type type_int = {
    .base = STATIC_OBJ(&type_type),
    .name = "int",
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\n"
           "Make an integer of a number or a string; 0 without arguments.\n"
           "A string holds a literal in the given base (2 to 36), with an optional sign,\n"
           "spaces around it and single underscores between digits.  Base 0 reads the\n"
           "prefix as in source code: int('0b100', base=0) is 4.\n\n>>> int('0b100', base=0)\n4",
    .basic_size = sizeof(Int),
    .item_size = sizeof(mp_limb_t),
    .flags = TYPE_BASETYPE | TYPE_SUB_INT | TYPE_MATCH_SELF,
    .methods = int_methods,
    .getters = int_getters,
    .dealloc = int_dealloc,
    .new = int_type_new,
    .repr = int_slot_repr,
    .hash = int_hash,
    .compare = int_slot_compare,
    .binary = {
        [BINARY_ADD] = int_slot_add, [BINARY_SUB] = int_slot_sub, [BINARY_MUL] = int_slot_mul,
        [BINARY_DIV] = int_slot_div, [BINARY_FLOORDIV] = int_slot_floordiv,
        [BINARY_MOD] = int_slot_mod, [BINARY_DIVMOD] = int_slot_divmod,
        [BINARY_LSHIFT] = int_slot_lshift, [BINARY_RSHIFT] = int_slot_rshift,
        [BINARY_AND] = int_slot_and, [BINARY_OR] = int_slot_or, [BINARY_XOR] = int_slot_xor,
    },
    .pow = int_slot_pow,
    .negative = int_negate,
    .positive = int_slot_positive,
    .absolute = int_slot_absolute,
    .invert = int_slot_invert,
    .to_int = int_exact,
    .to_float = int_slot_float,
    .index = int_exact,
    .truth = int_slot_truth,
};
