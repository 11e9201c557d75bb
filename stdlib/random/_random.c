/* stdlib/random/_random.c -- the Mersenne Twister (MT19937) under the random module.
 *
 * The same seeds give the same numbers as CPython: programs and tests count on it. */
#include "runtime/exc.h"
#include "runtime/int_internal.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include <sys/random.h>

#define N_WORDS 624
#define SHIFT_WORDS 397

typedef struct Random {
    Obj base;
    int index;                 /* next word to hand out; N_WORDS: make new ones first */
    uint32_t words[N_WORDS];
} Random;

static Type type_random;

/* ---- the generator ---- */

static inline uint32_t twist(uint32_t high, uint32_t low)
{
    uint32_t mixed = (high & 0x80000000u) | (low & 0x7FFFFFFFu);
    return mixed >> 1 ^ (low & 1 ? 0x9908B0DFu : 0);
}

static void make_words(Random *r)
{
    uint32_t *w = r->words;
    int k = 0;
    for (; k < N_WORDS - SHIFT_WORDS; k++)
        w[k] = w[k + SHIFT_WORDS] ^ twist(w[k], w[k + 1]);
    for (; k < N_WORDS - 1; k++)
        w[k] = w[k + SHIFT_WORDS - N_WORDS] ^ twist(w[k], w[k + 1]);
    w[N_WORDS - 1] = w[SHIFT_WORDS - 1] ^ twist(w[N_WORDS - 1], w[0]);
    r->index = 0;
}

static inline uint32_t next_word(Random *r)
{
    if (UNLIKELY(r->index >= N_WORDS))
        make_words(r);
    uint32_t y = r->words[r->index++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9D2C5680u;
    y ^= y << 15 & 0xEFC60000u;
    return y ^ y >> 18;
}

static void seed_with_number(Random *r, uint32_t seed)
{
    r->words[0] = seed;
    for (uint32_t k = 1; k < N_WORDS; k++)
        r->words[k] = 1812433253u * (r->words[k - 1] ^ r->words[k - 1] >> 30) + k;
    r->index = N_WORDS;
}

static void seed_with_key(Random *r, const uint32_t *key, size_t n)
{
    uint32_t *w = r->words;
    seed_with_number(r, 19650218u);
    size_t i = 1, j = 0;
    for (size_t k = n > N_WORDS ? n : N_WORDS; k > 0; k--) {
        w[i] = (w[i] ^ (w[i - 1] ^ w[i - 1] >> 30) * 1664525u) + key[j] + (uint32_t)j;
        if (++i == N_WORDS) {
            w[0] = w[N_WORDS - 1];
            i = 1;
        }
        if (++j == n)
            j = 0;
    }
    for (size_t k = N_WORDS - 1; k > 0; k--) {
        w[i] = (w[i] ^ (w[i - 1] ^ w[i - 1] >> 30) * 1566083941u) - (uint32_t)i;
        if (++i == N_WORDS) {
            w[0] = w[N_WORDS - 1];
            i = 1;
        }
    }
    w[0] = 0x80000000u;
}

/* ---- seeding ---- */

static int seed_from_system(Random *r)
{
    uint32_t key[N_WORDS];
    if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key)
        return exc_raise_int(&type_NotImplementedError, "no source of randomness found");
    seed_with_key(r, key, N_WORDS);
    return 0;
}

/* The magnitude of an int as 32-bit words, least significant first, at least one. */
static int seed_from_int(Random *r, Ref number)
{
    IntView view;
    int_look(number, &view);
    size_t n = view.n ? (size_t)view.n * 2 : 1;
    uint32_t small[4], *key = n <= N_ELEMENTS(small) ? small : mem_alloc_array_or_raise(n, sizeof *key);
    if (key == NULL)
        return -1;
    key[0] = 0;
    for (int64_t i = 0; i < view.n; i++) {
        key[2 * i] = (uint32_t)view.limbs[i];
        key[2 * i + 1] = (uint32_t)(view.limbs[i] >> 32);
    }
    while (n > 1 && key[n - 1] == 0)
        n--;
    seed_with_key(r, key, n);
    if (key != small)
        mem_free(key);
    return 0;
}

static int seed(Random *r, Ref v)
{
    if (value_is_none(v))
        return seed_from_system(r);
    if (value_is_any_int(v))
        return seed_from_int(r, v);
    int64_t hash = object_hash(v);
    if (hash == -1)
        return -1;
    Value number = int_new_u64((uint64_t)hash);
    if (value_is_error(number))
        return -1;
    int status = seed_from_int(r, number);
    value_drop(number);
    return status;
}

/* ---- methods ---- */

NATIVE(random_seed_m) { return seed(VALUE_AS(Random, self), a[0]) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(random_random_m)
{
    Random *r = VALUE_AS(Random, self);
    uint32_t high = next_word(r) >> 5, low = next_word(r) >> 6; /* 27 + 26 = 53 bits */
    return value_from_double((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

static Value many_bits(Random *r, int64_t bits)
{
    int64_t n_limbs = (bits - 1) / 64 + 1;
    Int *i = int_alloc(n_limbs);
    if (i == NULL)
        return VALUE_ERROR;
    memset(i->limbs, 0, (size_t)n_limbs * sizeof *i->limbs);
    for (int64_t done = 0; done < bits; done += 32) {
        uint32_t word = next_word(r);
        if (bits - done < 32)
            word >>= 32 - (bits - done);
        i->limbs[done / 64] |= (mp_limb_t)word << (done % 64);
    }
    return int_finish(i, n_limbs, false);
}

NATIVE(random_getrandbits_m)
{
    Random *r = VALUE_AS(Random, self);
    int64_t bits;
    if (value_is_int(a[0]))
        bits = value_as_int(a[0]);
    else {
        Value index = object_index(a[0]);
        if (value_is_error(index))
            return index;
        int status = int_as_i64(index, &bits);
        value_drop(index);
        if (status) {
            exc_clear();
            return exc_raise(&type_OverflowError, "Python int too large to convert to C int");
        }
    }
    if (bits < 0)
        return exc_raise(&type_ValueError, "number of bits must be non-negative");
    if (bits > INT32_MAX)
        return exc_raise(&type_OverflowError, "Python int too large to convert to C int");
    if (bits == 0)
        return value_from_int(0);
    if (bits <= 32)
        return value_from_int(next_word(r) >> (32 - bits));
    return many_bits(r, bits);
}

NATIVE(random_getstate_m)
{
    Random *r = VALUE_AS(Random, self);
    Value state = tuple_new(N_WORDS + 1);
    if (value_is_error(state))
        return state;
    for (int i = 0; i < N_WORDS; i++)
        VALUE_AS(Tuple, state)->items[i] = value_from_int(r->words[i]);
    VALUE_AS(Tuple, state)->items[N_WORDS] = value_from_int(r->index);
    return state;
}

NATIVE(random_setstate_m)
{
    Random *r = VALUE_AS(Random, self);
    uint32_t words[N_WORDS];
    uint64_t word;
    int64_t index;
    if (!value_is_tuple(a[0]))
        return exc_raise(&type_TypeError, "state vector must be a tuple");
    if (tuple_len(a[0]) != N_WORDS + 1)
        return exc_raise(&type_ValueError, "state vector is the wrong size");
    for (int i = 0; i < N_WORDS; i++) {
        if (!value_is_any_int(tuple_at(a[0], i)))
            return exc_raise(&type_TypeError, "an integer is required");
        if (int_as_u64(tuple_at(a[0], i), &word))
            return VALUE_ERROR;
        words[i] = (uint32_t)word;
    }
    if (int_as_i64(tuple_at(a[0], N_WORDS), &index))
        return VALUE_ERROR;
    if (index < 0 || index > N_WORDS)
        return exc_raise(&type_ValueError, "invalid state");
    memcpy(r->words, words, sizeof words);
    r->index = (int)index;
    return VALUE_NONE;
}

static const Method random_methods[] = {
    {"random()", random_random_m, "random() -> x in the interval [0, 1)."},
    {"seed(n=None, /)", random_seed_m, "seed([n]) -> None.  Seeds by the system's randomness without n."},
    {"getstate()", random_getstate_m, "getstate() -> tuple containing the current state."},
    {"setstate(state, /)", random_setstate_m, "setstate(state) -> None.  Restores generator state."},
    {"getrandbits(k, /)", random_getrandbits_m, "getrandbits(k) -> x.  Generates an int with k random bits."},
    {0},
};

static Value random_new(Type *type, const Ref *args, size_t n_args, UNUSED Ref kwnames)
{
    Random *r = object_alloc_instance(type, 0);
    if (r == NULL)
        return VALUE_ERROR;
    if (seed(r, n_args == 1 && value_is_any_int(args[0]) ? args[0] : VALUE_NONE)) {
        value_drop(value_from_obj(r));
        return VALUE_ERROR;
    }
    return value_from_obj(r);
}

static int random_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (value_type(self) == &type_random && args_no_keywords("Random", kwnames))
        return -1;
    if (n_args > 1)
        return exc_raise_int(&type_TypeError, "Random() requires 0 or 1 argument");
    return n_args ? seed(VALUE_AS(Random, self), args[0]) : 0;
}

static void random_dealloc(Obj *o) { object_free(o); }

static Type type_random = {
    .base = STATIC_OBJ(&type_type),
    .name = "Random",
    .module = "_random",
    .doc = "Random() -> create a random number generator with its own internal state.",
    .basic_size = sizeof(Random),
    .flags = TYPE_BASETYPE,
    .methods = random_methods,
    .dealloc = random_dealloc,
    .new = random_new,
    .init = random_init,
};

Value module__random_init(void);
Value module__random_init(void)
{
    Value module = module_new("_random", "Module implements the Mersenne Twister random number generator.", NULL);
    if (value_is_ok(module) && module_add_type(module, &type_random)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
