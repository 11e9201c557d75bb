/* stdlib/itertools/combining.c -- product, combinations, combinations_with_replacement, permutations.
 *
 * Each keeps pools of items, a row of indices into them, and steps the indices in lexicographic order.  The last
 * tuple is used again when nobody kept it. */
#include "runtime/mem.h"
#include "stdlib/itertools/itertools.h"

typedef struct Combiner {
    Obj base;
    Value pool;        /* tuple of items; product: tuple of tuples */
    Value result;      /* the last tuple, ABSENT before the first */
    int64_t r;         /* items in each result */
    int64_t *indices;  /* r of them; permutations: one per item of the pool */
    int64_t *cycles;   /* permutations: steps until each place has seen all items; else NULL */
    bool stopped;
} Combiner;

static void combiner_dealloc(Obj *o)
{
    Combiner *c = (Combiner *)o;
    gc_untrack(o);
    value_drop(c->pool);
    value_drop(c->result);
    mem_free(c->indices);
    object_free(o);
}

static int combiner_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Combiner *)o)->pool);
    GC_VISIT(((Combiner *)o)->result);
    return 0;
}

static void combiner_clear(Obj *o)
{
    value_clear(&((Combiner *)o)->pool);
    value_clear(&((Combiner *)o)->result);
}

/* Takes pool. n_numbers: indices and cycles together. */
static Combiner *combiner_new(Type *type, Value pool, int64_t r, int64_t n_numbers)
{
    int64_t *numbers = mem_alloc_array_or_raise(n_numbers > 0 ? (size_t)n_numbers : 1, sizeof *numbers);
    Combiner *c = numbers ? holder_new(type, 2) : NULL;
    if (c == NULL) {
        mem_free(numbers);
        value_drop(pool);
        return NULL;
    }
    c->pool = pool;
    c->r = r;
    c->indices = numbers;
    c->cycles = NULL;
    c->stopped = false;
    return c;
}

/* A tuple to write into from place `from` on: the last one, or a copy when somebody kept it.  The
 * caller owns it, and c->result holds it too. */
static Value writable_result(Combiner *c)
{
    if (value_is_unshared(c->result))
        return tuple_reuse(c->result);
    Value copy = tuple_new(c->r);
    if (value_is_error(copy))
        return VALUE_ERROR;
    if (!value_is_absent(c->result))
        values_dup(VALUE_AS(Tuple, copy)->items, VALUE_AS(Tuple, c->result)->items, c->r);
    value_replace(&c->result, value_dup(copy));
    return copy;
}

/* result[from:] = pool[indices[from:]] */
static Value fill_result(Combiner *c, int64_t from)
{
    Value result = writable_result(c);
    if (value_is_error(result) || c->r == 0)
        return result;
    Value *items = VALUE_AS(Tuple, result)->items;
    for (int64_t i = from; i < c->r; i++)
        value_replace(&items[i], value_dup(tuple_at(c->pool, c->indices[i])));
    return result;
}

static Value stop(Combiner *c)
{
    c->stopped = true;
    return VALUE_ABSENT;
}

/* ---- pickling: what the constructor wants, and the indices as a tuple ---- */

static Value numbers_tuple(const int64_t *numbers, int64_t n)
{
    Value tuple = tuple_new(n);
    for (int64_t i = 0; !value_is_error(tuple) && i < n; i++)
        VALUE_AS(Tuple, tuple)->items[i] = int_new(numbers[i]);
    return tuple;
}

/* Read n numbers, clamped to [0, limit(i)]. */
static int read_numbers(Ref tuple, int64_t n, int64_t *out, const int64_t *limits)
{
    if (!value_is_tuple(tuple) || tuple_len(tuple) != n)
        return exc_raise_int(&type_ValueError, "invalid arguments");
    for (int64_t i = 0; i < n; i++) {
        int64_t number;
        if (object_as_index(tuple_at(tuple, i), &number, false))
            return -1;
        out[i] = number < 0 ? 0 : number > limits[i] ? limits[i] : number;
    }
    return 0;
}

NATIVE(combiner_reduce_m)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Value pool = c->stopped ? tuple_empty() : value_dup(c->pool), r = int_new(c->r);
    if (value_is_error(r)) {
        value_drop(pool);
        return VALUE_ERROR;
    }
    bool fresh = value_is_absent(c->result) || c->stopped;
    return itertool_reduce(self, tuple_of2_owned(pool, r), fresh ? VALUE_ABSENT : numbers_tuple(c->indices, c->r));
}

/* The last tuple again, from the indices. */
static Value restore_result(Combiner *c)
{
    value_clear(&c->result);
    Value result = fill_result(c, 0);
    value_drop(result);
    return value_is_error(result) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(combiner_setstate_m)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    int64_t n_pool = tuple_len(c->pool), r = c->stopped ? 0 : c->r;
    bool repeats = value_is_instance(self, &type_combinations_with_replacement);
    int64_t *limits = mem_alloc_array_or_raise(r > 0 ? (size_t)r : 1, sizeof *limits);
    if (limits == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < r; i++)
        limits[i] = repeats ? n_pool - 1 : i + n_pool - r;
    int failed = !value_is_tuple(a[0]) || tuple_len(a[0]) != c->r
                     ? exc_raise_int(&type_ValueError, "invalid arguments")
                     : c->stopped ? 0 : read_numbers(a[0], r, c->indices, limits);
    mem_free(limits);
    if (failed)
        return VALUE_ERROR;
    return c->stopped ? VALUE_NONE : restore_result(c);
}

static const Method combiner_methods[] = {REDUCE_ROW(combiner_reduce_m), SETSTATE_ROW(combiner_setstate_m), {0}};

#define COMBINER(tool)                                                                                      \
    .base = STATIC_OBJ(&type_type), .name = #tool, .module = "itertools", .basic_size = sizeof(Combiner),   \
    .flags = TYPE_BASETYPE | TYPE_GC, .dealloc = combiner_dealloc, .traverse = combiner_traverse,           \
    .clear = combiner_clear, .iter = iterator_self, .next = tool##_next, .new = tool##_new

/* ---- product ---- */

/* The pools of one round, tuples, `repeat` times over. */
static Value collect_pools(Ref iterables, int64_t repeat)
{
    int64_t n = tuple_len(iterables), total;
    if (repeat == 0)
        n = 0;
    if (__builtin_mul_overflow(n, repeat, &total) || total > INT32_MAX)
        return exc_raise(&type_OverflowError, "repeat argument too large");
    Value pools = tuple_new(total);
    for (int64_t i = 0; !value_is_error(pools) && i < total; i++) {
        Value pool = i < n ? tuple_from_iterable(tuple_at(iterables, i)) : value_dup(tuple_at(pools, i - n));
        if (value_is_error(pool)) {
            value_drop(pools);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, pools)->items[i] = pool;
    }
    return pools;
}

static Value product_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "product(*iterables, repeat=1)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    int64_t repeat;
    Value pools = VALUE_ERROR;
    if (!object_as_index(a[1], &repeat, false)) {
        pools = repeat < 0 ? exc_raise(&type_ValueError, "repeat argument cannot be negative")
                           : collect_pools(a[0], repeat);
    }
    args_unbind(spec, a);
    if (value_is_error(pools))
        return VALUE_ERROR;
    int64_t n = tuple_len(pools);
    Combiner *c = combiner_new(type, pools, n, n);
    if (c == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < n; i++) {
        c->indices[i] = 0;
        c->stopped |= tuple_len(tuple_at(pools, i)) == 0;
    }
    return holder_finish(c);
}

static Value product_item(Combiner *c, int64_t i) { return value_dup(tuple_at(tuple_at(c->pool, i), c->indices[i])); }

static Value product_next(Ref self)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (c->stopped || value_is_absent(c->pool))
        return VALUE_ABSENT;
    int64_t from = 0;
    if (!value_is_absent(c->result)) {
        /* The rightmost place that has items left moves on; those behind it start again. */
        for (from = c->r - 1; from >= 0; from--) {
            if (++c->indices[from] < tuple_len(tuple_at(c->pool, from)))
                break;
            c->indices[from] = 0;
        }
        if (from < 0)
            return stop(c);
    }
    Value result = writable_result(c);
    if (value_is_error(result))
        return VALUE_ERROR;
    Value *items = VALUE_AS(Tuple, result)->items;
    for (int64_t i = from; i < c->r; i++)
        value_replace(&items[i], product_item(c, i));
    return result;
}

NATIVE(product_reduce_m)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (c->stopped) { /* over one empty pool there is nothing either */
        Value nothing = tuple_empty(), args = tuple_of1(nothing);
        value_drop(nothing);
        return itertool_reduce(self, args, VALUE_ABSENT);
    }
    bool fresh = value_is_absent(c->result);
    return itertool_reduce(self, value_dup(c->pool), fresh ? VALUE_ABSENT : numbers_tuple(c->indices, c->r));
}

NATIVE(product_setstate_m)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    int64_t *limits = mem_alloc_array_or_raise(c->r > 0 ? (size_t)c->r : 1, sizeof *limits);
    if (limits == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < c->r; i++) {
        limits[i] = tuple_len(tuple_at(c->pool, i)) - 1;
        c->stopped |= limits[i] < 0;
    }
    int failed = c->stopped ? 0 : read_numbers(a[0], c->r, c->indices, limits);
    mem_free(limits);
    if (failed || c->stopped)
        return failed ? VALUE_ERROR : VALUE_NONE;
    value_clear(&c->result);
    Value result = writable_result(c);
    if (value_is_error(result))
        return VALUE_ERROR;
    for (int64_t i = 0; i < c->r; i++)
        value_replace(&VALUE_AS(Tuple, result)->items[i], product_item(c, i));
    value_drop(result);
    return VALUE_NONE;
}

static const Method product_methods[] = {REDUCE_ROW(product_reduce_m), SETSTATE_ROW(product_setstate_m), {0}};

Type type_product = {
    COMBINER(product), .methods = product_methods,
    .doc = "product(*iterables, repeat=1)\n--\n\n"
           "Cartesian product of input iterables.  Equivalent to nested for-loops.\n\n"
           "For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\n"
           "The leftmost iterators are in the outermost for-loop, so the output tuples\n"
           "cycle in a manner similar to an odometer (with the rightmost element changing\n"
           "on every iteration).",
};

/* ---- combinations ---- */

/* `iterable` as a pool and r; -1 on error. r None: ABSENT length allowed for permutations. */
static Value pool_and_r(Ref iterable, Ref r_value, int64_t *r)
{
    Value pool = tuple_from_iterable(iterable);
    if (value_is_error(pool))
        return VALUE_ERROR;
    int failed = 0;
    if (value_is_none(r_value))
        *r = tuple_len(pool);
    else
        failed = object_as_index(r_value, r, false);
    if (!failed && *r < 0)
        failed = exc_raise_int(&type_ValueError, "r must be non-negative");
    if (!failed)
        return pool;
    value_drop(pool);
    return VALUE_ERROR;
}

static Value combinations_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t r, as_index;
    if (args_bind(&spec, "combinations(iterable, r)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (object_as_index(a[1], &as_index, false)) /* None is no number here */
        return VALUE_ERROR;
    Value pool = pool_and_r(a[0], a[1], &r);
    if (value_is_error(pool))
        return VALUE_ERROR;
    int64_t n = tuple_len(pool);
    Combiner *c = combiner_new(type, pool, r, r > n ? 0 : r);
    if (c == NULL)
        return VALUE_ERROR;
    c->stopped = r > n;
    for (int64_t i = 0; !c->stopped && i < r; i++)
        c->indices[i] = i;
    return holder_finish(c);
}

static Value combinations_next(Ref self)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (c->stopped || value_is_absent(c->pool))
        return VALUE_ABSENT;
    if (value_is_absent(c->result))
        return fill_result(c, 0);
    int64_t n = tuple_len(c->pool), r = c->r, i = r - 1;
    while (i >= 0 && c->indices[i] == i + n - r)
        i--;
    if (i < 0)
        return stop(c);
    c->indices[i]++;
    for (int64_t j = i + 1; j < r; j++)
        c->indices[j] = c->indices[j - 1] + 1;
    return fill_result(c, i);
}

Type type_combinations = {
    COMBINER(combinations), .methods = combiner_methods,
    .doc = "combinations(iterable, r)\n--\n\n"
           "Return successive r-length combinations of elements in the iterable.\n\n"
           "combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
};

/* ---- combinations_with_replacement ---- */

static Value combinations_with_replacement_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t r, as_index;
    if (args_bind(&spec, "combinations_with_replacement(iterable, r)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (object_as_index(a[1], &as_index, false))
        return VALUE_ERROR;
    Value pool = pool_and_r(a[0], a[1], &r);
    if (value_is_error(pool))
        return VALUE_ERROR;
    bool nothing = tuple_len(pool) == 0 && r > 0;
    Combiner *c = combiner_new(type, pool, r, r);
    if (c == NULL)
        return VALUE_ERROR;
    c->stopped = nothing;
    for (int64_t i = 0; i < r; i++)
        c->indices[i] = 0;
    return holder_finish(c);
}

static Value combinations_with_replacement_next(Ref self)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (c->stopped || value_is_absent(c->pool))
        return VALUE_ABSENT;
    if (value_is_absent(c->result))
        return fill_result(c, 0);
    int64_t n = tuple_len(c->pool), i = c->r - 1;
    while (i >= 0 && c->indices[i] == n - 1)
        i--;
    if (i < 0)
        return stop(c);
    int64_t index = c->indices[i] + 1;
    for (int64_t j = i; j < c->r; j++)
        c->indices[j] = index;
    return fill_result(c, i);
}

Type type_combinations_with_replacement = {
    COMBINER(combinations_with_replacement), .methods = combiner_methods,
    .doc = "combinations_with_replacement(iterable, r)\n--\n\n"
           "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\n"
           "combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')",
};

/* ---- permutations ---- */

static Value permutations_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t r;
    if (args_bind(&spec, "permutations(iterable, r=None)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_none(a[1]) && !value_is_any_int(a[1]))
        return exc_raise(&type_TypeError, "Expected int as r");
    Value pool = pool_and_r(a[0], a[1], &r);
    if (value_is_error(pool))
        return VALUE_ERROR;
    int64_t n = tuple_len(pool);
    Combiner *c = combiner_new(type, pool, r, r > n ? 0 : n + r);
    if (c == NULL)
        return VALUE_ERROR;
    c->stopped = r > n;
    if (!c->stopped) {
        c->cycles = c->indices + n;
        for (int64_t i = 0; i < n; i++)
            c->indices[i] = i;
        for (int64_t i = 0; i < r; i++)
            c->cycles[i] = n - i;
    }
    return holder_finish(c);
}

/* Step the indices: the first place that changed, -1 when all have been seen. */
static int64_t step_permutation(Combiner *c)
{
    int64_t n = tuple_len(c->pool), *indices = c->indices;
    for (int64_t i = c->r - 1; i >= 0; i--) {
        if (--c->cycles[i] > 0) {
            int64_t j = n - c->cycles[i], swap = indices[i];
            indices[i] = indices[j];
            indices[j] = swap;
            return i;
        }
        /* This place has seen every item: put them back in order, and the place before moves. */
        int64_t first = indices[i];
        memmove(indices + i, indices + i + 1, (size_t)(n - 1 - i) * sizeof *indices);
        indices[n - 1] = first;
        c->cycles[i] = n - i;
    }
    return -1;
}

static Value permutations_next(Ref self)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (c->stopped || value_is_absent(c->pool))
        return VALUE_ABSENT;
    if (value_is_absent(c->result))
        return fill_result(c, 0);
    int64_t from = step_permutation(c);
    return from < 0 ? stop(c) : fill_result(c, from);
}

NATIVE(permutations_reduce_m)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (c->stopped || value_is_absent(c->result))
        return combiner_reduce_m(self, a, n, kwnames);
    Value indices = numbers_tuple(c->indices, tuple_len(c->pool));
    Value cycles = value_is_error(indices) ? VALUE_ERROR : numbers_tuple(c->cycles, c->r);
    Value state = value_is_error(cycles) ? VALUE_ERROR : tuple_of2(indices, cycles);
    value_drop(indices);
    value_drop(cycles);
    Value r = int_new(c->r);
    Value args = value_is_error(r) ? VALUE_ERROR : tuple_of2_owned(value_dup(c->pool), r);
    return itertool_reduce(self, args, state);
}

NATIVE(permutations_setstate_m)
{
    Combiner *c = VALUE_AS(Combiner, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (!value_is_tuple(a[0]) || tuple_len(a[0]) != 2)
        return exc_raise(&type_ValueError, "invalid arguments");
    if (c->stopped)
        return VALUE_NONE;
    int64_t n_pool = tuple_len(c->pool);
    int64_t *limits = mem_alloc_array_or_raise(n_pool > 0 ? (size_t)n_pool : 1, sizeof *limits);
    if (limits == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < n_pool; i++)
        limits[i] = n_pool - 1;
    int failed = read_numbers(tuple_at(a[0], 0), n_pool, c->indices, limits);
    for (int64_t i = 0; i < c->r; i++)
        limits[i] = n_pool - i;
    failed = failed || read_numbers(tuple_at(a[0], 1), c->r, c->cycles, limits);
    mem_free(limits);
    for (int64_t i = 0; i < c->r; i++)
        c->cycles[i] = c->cycles[i] < 1 ? 1 : c->cycles[i];
    return failed ? VALUE_ERROR : restore_result(c);
}

static const Method permutations_methods[] = {
    REDUCE_ROW(permutations_reduce_m), SETSTATE_ROW(permutations_setstate_m), {0},
};

Type type_permutations = {
    COMBINER(permutations), .methods = permutations_methods,
    .doc = "permutations(iterable, r=None)\n--\n\n"
           "Return successive r-length permutations of elements in the iterable.\n\n"
           "permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
};
