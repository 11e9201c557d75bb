/* runtime/range.c -- range objects and their iterators.
 *
 * start, stop, step and length are ints of any size.  When all values fit int64 the iterator counts in machine
 * words (RangeIter, which the VM's loops read directly); else it counts in Python ints. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- making ---- */

/* Ints that fit 64 bits: 1 and *out, else 0. */
static bool fits_word(Ref v, int64_t *out)
{
    if (LIKELY(value_is_int(v))) {
        *out = value_as_int(v);
        return true;
    }
    if (int_bit_length(v) > 63)
        return false;
    *out = int_as_i64_clip(v);
    return true;
}

/* How many numbers lie in [start, stop) by step, all words and step not 0. */
static uint64_t count_words(int64_t start, int64_t stop, int64_t step)
{
    if (step > 0)
        return start < stop ? 1 + ((uint64_t)stop - (uint64_t)start - 1) / (uint64_t)step : 0;
    return stop < start ? 1 + ((uint64_t)start - (uint64_t)stop - 1) / (0 - (uint64_t)step) : 0;
}

/* The same for any ints. */
static Value count_any(Ref start, Ref stop, Ref step)
{
    int64_t a, b, c;
    if (fits_word(start, &a) && fits_word(stop, &b) && fits_word(step, &c))
        return int_new_u64(count_words(a, b, c));
    bool up = int_sign(step) > 0;
    Ref low = up ? start : stop, high = up ? stop : start;
    if (int_compare(low, high) >= 0)
        return value_from_int(0);
    Value stride = up ? value_dup(step) : int_negate(step);
    Value span = int_binary(BINARY_SUB, high, low), last = VALUE_ERROR, n = VALUE_ERROR;
    if (!value_is_error(span) && !value_is_error(stride))
        last = int_binary(BINARY_SUB, span, value_from_int(1));
    if (!value_is_error(last))
        n = int_binary(BINARY_FLOORDIV, last, stride);
    if (!value_is_error(n))
        value_replace(&n, int_binary(BINARY_ADD, n, value_from_int(1)));
    value_drop(stride);
    value_drop(span);
    value_drop(last);
    return n;
}

/* Takes start, stop, step (exact ints), also on failure. */
static Value make(Value start, Value stop, Value step)
{
    Value length = count_any(start, stop, step);
    Range *r = value_is_error(length) ? NULL : mem_alloc_sized(sizeof *r);
    if (r == NULL) {
        if (!value_is_error(length))
            exc_raise_memory();
        value_drop(start);
        value_drop(stop);
        value_drop(step);
        value_drop(length);
        return VALUE_ERROR;
    }
    *r = (Range){{1, 0, &type_range}, start, stop, step, length};
    return value_from_obj(r);
}

Value range_new(Ref start_like, Ref stop_like, Ref step_like)
{
    Value start = VALUE_ERROR, stop = VALUE_ERROR, step = VALUE_ERROR;
    start = value_is_int(start_like) ? start_like : index_exact(start_like);
    if (!value_is_error(start))
        stop = value_is_int(stop_like) ? stop_like : index_exact(stop_like);
    if (!value_is_error(stop))
        step = value_is_int(step_like) ? step_like : index_exact(step_like);
    if (!value_is_error(step)) {
        if (int_sign(step) != 0)
            return make(start, stop, step);
        exc_raise(&type_ValueError, "range() arg 3 must not be zero");
    }
    value_drop(start);
    value_drop(stop);
    value_drop(step);
    return VALUE_ERROR;
}

static Value range_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("range", kwnames) || args_count("range", n_args, 1, 3))
        return VALUE_ERROR;
    if (n_args == 1)
        return range_new(value_from_int(0), args[0], value_from_int(1));
    return range_new(args[0], args[1], n_args == 3 ? args[2] : value_from_int(1));
}

static void range_dealloc(Obj *o)
{
    Range *r = (Range *)o;
    value_drop(r->start);
    value_drop(r->stop);
    value_drop(r->step);
    value_drop(r->length);
    mem_free_sized(r, sizeof *r);
}

/* ---- looks ---- */

static Value range_repr(Ref self)
{
    Range *r = VALUE_AS(Range, self);
    if (value_is_int(r->step) && value_as_int(r->step) == 1)
        return str_format("range(%R, %R)", r->start, r->stop);
    return str_format("range(%R, %R, %R)", r->start, r->stop, r->step);
}

static int range_truth(Ref self) { return int_sign(VALUE_AS(Range, self)->length) != 0; }

static int64_t range_length(Ref self)
{
    Ref length = VALUE_AS(Range, self)->length;
    if (LIKELY(value_is_int(length)))
        return value_as_int(length);
    if (int_bit_length(length) > 63)
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C ssize_t");
    return int_as_i64_clip(length);
}

/* Equal ranges are those of the same numbers. */
static bool ranges_equal(const Range *x, const Range *y)
{
    if (int_compare(x->length, y->length) != 0)
        return false;
    if (int_sign(x->length) == 0)
        return true;
    if (int_compare(x->start, y->start) != 0)
        return false;
    return (value_is_int(x->length) && value_as_int(x->length) == 1) || int_compare(x->step, y->step) == 0;
}

static Value range_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(a, &type_range) || !value_has_type(b, &type_range))
        return VALUE_NOT_IMPLEMENTED;
    return value_from_bool(ranges_equal(VALUE_AS(Range, a), VALUE_AS(Range, b)) == (op == CMP_EQ));
}

static int64_t range_hash(Ref self)
{
    Range *r = VALUE_AS(Range, self);
    bool none = int_sign(r->length) == 0;
    bool one = value_is_int(r->length) && value_as_int(r->length) == 1;
    Value key = tuple_of3(r->length, none ? VALUE_NONE : r->start, none || one ? VALUE_NONE : r->step);
    if (value_is_error(key))
        return -1;
    int64_t hash = object_hash(key);
    value_drop(key);
    return hash;
}

/* ---- sequence ---- */

/* start + i * step; i an int. */
static Value item_at(const Range *r, Ref i)
{
    int64_t start, step, n, product, sum;
    if (value_is_int(r->start) && value_is_int(r->step) && value_is_int(i)) {
        start = value_as_int(r->start), step = value_as_int(r->step), n = value_as_int(i);
        if (!__builtin_mul_overflow(n, step, &product) && !__builtin_add_overflow(start, product, &sum))
            return int_new(sum);
    }
    Value offset = int_binary(BINARY_MUL, i, r->step);
    if (value_is_error(offset))
        return VALUE_ERROR;
    Value item = int_binary(BINARY_ADD, r->start, offset);
    value_drop(offset);
    return item;
}

static Value out_of_range(void) { return exc_raise(&type_IndexError, "range object index out of range"); }

static Value range_item(Ref self, int64_t i)
{
    Range *r = VALUE_AS(Range, self);
    if (i < 0 || (value_is_int(r->length) && i >= value_as_int(r->length)))
        return out_of_range();
    Value index = int_new(i);
    Value item = int_compare(index, r->length) >= 0 ? out_of_range() : item_at(r, index);
    value_drop(index);
    return item;
}

/* key is an exact int, taken. */
static Value item_of_index(const Range *r, Value key)
{
    if (int_sign(key) < 0)
        value_replace(&key, int_binary(BINARY_ADD, key, r->length));
    if (value_is_error(key))
        return VALUE_ERROR;
    bool inside = int_sign(key) >= 0 && int_compare(key, r->length) < 0;
    Value item = inside ? item_at(r, key) : out_of_range();
    value_drop(key);
    return item;
}

static Value range_slice(const Range *r, Ref slice)
{
    Value indices = object_call_method1(slice, NAME(indices), r->length);
    if (value_is_error(indices))
        return VALUE_ERROR;
    Value start = item_at(r, tuple_at(indices, 0));
    Value stop = value_is_error(start) ? VALUE_ERROR : item_at(r, tuple_at(indices, 1));
    Value step = value_is_error(stop) ? VALUE_ERROR : int_binary(BINARY_MUL, r->step, tuple_at(indices, 2));
    value_drop(indices);
    if (!value_is_error(step))
        return make(start, stop, step);
    value_drop(start);
    value_drop(stop);
    return VALUE_ERROR;
}

static Value range_subscript(Ref self, Ref key)
{
    Range *r = VALUE_AS(Range, self);
    if (value_is_slice(key))
        return range_slice(r, key);
    if (!value_is_int(key) && value_type(key)->index == NULL)
        return exc_raise(&type_TypeError, "range indices must be integers or slices, not %T", key);
    Value index = object_index(key);
    return value_is_error(index) ? VALUE_ERROR : item_of_index(r, index);
}

/* 1, 0, -1; v is an exact int or bool. */
static int contains_int(const Range *r, Ref v)
{
    int64_t start, stop, step, i;
    if (value_is_int(v) && value_is_int(r->start) && value_is_int(r->stop) && value_is_int(r->step)) {
        start = value_as_int(r->start), stop = value_as_int(r->stop), step = value_as_int(r->step);
        i = value_as_int(v);
        if (step > 0 ? i < start || i >= stop : i > start || i <= stop)
            return 0;
        return (i - start) % step == 0;
    }
    bool up = int_sign(r->step) > 0;
    int from_start = int_compare(v, r->start), from_stop = int_compare(v, r->stop);
    if (up ? from_start < 0 || from_stop >= 0 : from_start > 0 || from_stop <= 0)
        return 0;
    Value offset = int_binary(BINARY_SUB, v, r->start);
    Value rest = value_is_error(offset) ? VALUE_ERROR : int_binary(BINARY_MOD, offset, r->step);
    int result = value_is_error(rest) ? -1 : int_sign(rest) == 0;
    value_drop(offset);
    value_drop(rest);
    return result;
}

static bool is_plain_int(Ref v) { return value_is_int(v) || value_is_bool(v) || value_has_type(v, &type_int); }

/* Walk the numbers comparing each: for values that are no plain ints.  Counts equal ones, up to `enough`;
 * *where gets the index of the last found. -1 on error. */
static int64_t count_by_walking(Ref self, Ref v, int64_t enough, int64_t *where)
{
    Value it = object_iter(self);
    if (value_is_error(it))
        return -1;
    int64_t found = 0;
    for (int64_t i = 0; found >= 0 && found < enough; i++) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        int same = value_is_error(item) ? -1 : value_equal(item, v);
        value_drop(item);
        found = same < 0 ? -1 : found + same;
        *where = i;
    }
    value_drop(it);
    return found;
}

static int range_contains(Ref self, Ref v)
{
    int64_t where;
    return is_plain_int(v) ? contains_int(VALUE_AS(Range, self), v) : (int)count_by_walking(self, v, 1, &where);
}

/* ---- methods ---- */

NATIVE(range_count_m)
{
    int64_t where;
    if (is_plain_int(a[0])) {
        int has = contains_int(VALUE_AS(Range, self), a[0]);
        return has < 0 ? VALUE_ERROR : value_from_int(has);
    }
    int64_t found = count_by_walking(self, a[0], INT64_MAX, &where);
    return found < 0 ? VALUE_ERROR : int_new(found);
}

NATIVE(range_index_m)
{
    Range *r = VALUE_AS(Range, self);
    if (!is_plain_int(a[0])) {
        int64_t where = 0;
        int64_t found = count_by_walking(self, a[0], 1, &where);
        if (found < 0)
            return VALUE_ERROR;
        return found ? int_new(where) : exc_raise(&type_ValueError, "sequence.index(x): x not in sequence");
    }
    int has = contains_int(r, a[0]);
    if (has < 0)
        return VALUE_ERROR;
    if (!has)
        return exc_raise(&type_ValueError, "%R is not in range", a[0]);
    Value offset = int_binary(BINARY_SUB, a[0], r->start);
    if (value_is_error(offset))
        return VALUE_ERROR;
    Value index = int_binary(BINARY_FLOORDIV, offset, r->step);
    value_drop(offset);
    return index;
}

NATIVE(range_reduce_m)
{
    Range *r = VALUE_AS(Range, self);
    Value args = tuple_of3(r->start, r->stop, r->step);
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_from_obj(&type_range), args);
}

/* ---- iterators ---- */

/* An iterator over n numbers from start by step, whose values are known to be words. */
static Value word_iterator(int64_t start, int64_t step, int64_t n)
{
    RangeIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    *it = (RangeIter){{1, 0, &type_range_iterator}, start, step, n};
    return value_from_obj(it);
}

/* Any ints: {next, step, n_left} as Values. */
typedef struct LongRangeIter { Obj base; Value next, step, n_left; } LongRangeIter;

/* Takes the three values. */
static Value long_iterator(Value start, Value step, Value n)
{
    LongRangeIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL) {
        value_drop(start);
        value_drop(step);
        value_drop(n);
        return exc_raise_memory();
    }
    *it = (LongRangeIter){{1, 0, &type_long_range_iterator}, start, step, n};
    return value_from_obj(it);
}

/* Does the number after the last one still fit a word, so that counting cannot overflow? */
static bool counts_in_words(int64_t start, int64_t step, int64_t n)
{
    int64_t span, end;
    return !__builtin_mul_overflow(n, step, &span) && !__builtin_add_overflow(start, span, &end);
}

static Value range_iter(Ref self)
{
    Range *r = VALUE_AS(Range, self);
    int64_t start, step, n;
    if (fits_word(r->start, &start) && fits_word(r->step, &step) && fits_word(r->length, &n)
        && counts_in_words(start, step, n))
        return word_iterator(start, step, n);
    return long_iterator(value_dup(r->start), value_dup(r->step), value_dup(r->length));
}

NATIVE(range_reversed_m)
{
    Range *r = VALUE_AS(Range, self);
    int64_t start, step, count;
    if (fits_word(r->start, &start) && fits_word(r->step, &step) && fits_word(r->length, &count)
        && step != INT64_MIN && counts_in_words(start, step, count) && counts_in_words(start, -step, 1))
        return word_iterator(count ? start + (count - 1) * step : start, -step, count);
    Value last_index = int_binary(BINARY_SUB, r->length, value_from_int(1));
    Value last = value_is_error(last_index) ? VALUE_ERROR : item_at(r, last_index);
    Value back = value_is_error(last) ? VALUE_ERROR : int_negate(r->step);
    value_drop(last_index);
    if (!value_is_error(back))
        return long_iterator(last, back, value_dup(r->length));
    value_drop(last);
    return VALUE_ERROR;
}

static Value word_next(Ref self)
{
    RangeIter *it = VALUE_AS(RangeIter, self);
    if (it->n_left <= 0)
        return VALUE_ABSENT;
    int64_t i = it->next;
    it->next = i + it->step;
    it->n_left--;
    return int_new(i);
}

static Value long_next(Ref self)
{
    LongRangeIter *it = VALUE_AS(LongRangeIter, self);
    if (int_sign(it->n_left) <= 0)
        return VALUE_ABSENT;
    Value after = int_binary(BINARY_ADD, it->next, it->step);
    Value left = value_is_error(after) ? VALUE_ERROR : int_binary(BINARY_SUB, it->n_left, value_from_int(1));
    if (value_is_error(left)) {
        value_drop(after);
        return VALUE_ERROR;
    }
    Value item = it->next;
    it->next = after;
    value_replace(&it->n_left, left);
    return item;
}

static void word_dealloc(Obj *o) { mem_free_sized(o, sizeof(RangeIter)); }

static void long_dealloc(Obj *o)
{
    LongRangeIter *it = (LongRangeIter *)o;
    value_drop(it->next);
    value_drop(it->step);
    value_drop(it->n_left);
    mem_free_sized(it, sizeof *it);
}

NATIVE(word_length_hint_m)
{
    RangeIter *it = VALUE_AS(RangeIter, self);
    return int_new(it->n_left > 0 ? it->n_left : 0);
}

NATIVE(long_length_hint_m) { return value_dup(VALUE_AS(LongRangeIter, self)->n_left); }

/* iter(range(next, end, step)), 0 -- as far as it has come. Takes next, step, n. */
static Value reduce_rest(Value next, Value step, Value n)
{
    Value range = VALUE_ERROR, span = int_binary(BINARY_MUL, n, step), end = VALUE_ERROR;
    if (!value_is_error(span))
        end = int_binary(BINARY_ADD, next, span);
    if (!value_is_error(end))
        range = range_new(next, end, step);
    value_drop(next);
    value_drop(step);
    value_drop(n);
    value_drop(span);
    value_drop(end);
    if (value_is_error(range))
        return VALUE_ERROR;
    Value iter = builtin_named("iter"), args = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(iter))
        args = tuple_of1(range);
    if (!value_is_error(args))
        result = tuple_of3(iter, args, VALUE_NONE);
    value_drop(iter);
    value_drop(args);
    value_drop(range);
    return result;
}

NATIVE(word_reduce_m)
{
    RangeIter *it = VALUE_AS(RangeIter, self);
    return reduce_rest(int_new(it->next), int_new(it->step), int_new(it->n_left));
}

NATIVE(long_reduce_m)
{
    LongRangeIter *it = VALUE_AS(LongRangeIter, self);
    return reduce_rest(value_dup(it->next), value_dup(it->step), value_dup(it->n_left));
}

/* Go `state` further on, as pickles of older versions want. */
NATIVE(word_setstate_m)
{
    RangeIter *it = VALUE_AS(RangeIter, self);
    int64_t skip;
    if (value_is_none(a[0]))
        return VALUE_NONE;
    if (int_as_i64(a[0], &skip))
        return VALUE_ERROR;
    skip = skip < 0 ? 0 : skip > it->n_left ? it->n_left : skip;
    it->next += skip * it->step;
    it->n_left -= skip;
    return VALUE_NONE;
}

NATIVE(long_setstate_m)
{
    LongRangeIter *it = VALUE_AS(LongRangeIter, self);
    if (value_is_none(a[0]))
        return VALUE_NONE;
    Value skip = object_index(a[0]);
    if (value_is_error(skip))
        return VALUE_ERROR;
    if (int_sign(skip) < 0)
        value_replace(&skip, value_from_int(0));
    if (int_compare(skip, it->n_left) > 0)
        value_replace(&skip, value_dup(it->n_left));
    Value offset = int_binary(BINARY_MUL, skip, it->step), next = VALUE_ERROR, left = VALUE_ERROR;
    if (!value_is_error(offset))
        next = int_binary(BINARY_ADD, it->next, offset);
    if (!value_is_error(next))
        left = int_binary(BINARY_SUB, it->n_left, skip);
    value_drop(skip);
    value_drop(offset);
    if (value_is_error(left)) {
        value_drop(next);
        return VALUE_ERROR;
    }
    value_replace(&it->next, next);
    value_replace(&it->n_left, left);
    return VALUE_NONE;
}

static const Method word_iter_methods[] = {
    {"__length_hint__()", word_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", word_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", word_setstate_m, "Set state information for unpickling."},
    {0},
};

static const Method long_iter_methods[] = {
    {"__length_hint__()", long_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", long_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", long_setstate_m, "Set state information for unpickling."},
    {0},
};

Type type_range_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "range_iterator", .basic_size = sizeof(RangeIter),
    .flags = TYPE_NO_NEW, .methods = word_iter_methods, .dealloc = word_dealloc,
    .iter = iterator_self, .next = word_next,
};

Type type_long_range_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "longrange_iterator", .basic_size = sizeof(LongRangeIter),
    .flags = TYPE_NO_NEW, .methods = long_iter_methods, .dealloc = long_dealloc,
    .iter = iterator_self, .next = long_next,
};

static const Method range_methods[] = {
    {"__reversed__()", range_reversed_m, "Return a reverse iterator."},
    {"__reduce__()", range_reduce_m, NULL},
    {"count(value, /)", range_count_m, "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index(value, /)", range_index_m,
     "rangeobject.index(value) -> integer -- return index of value.\n"
     "Raise ValueError if the value is not present."},
    {0},
};

static const Member range_members[] = {
    {"start", MEMBER_VALUE, offsetof(Range, start), true, NULL},
    {"stop", MEMBER_VALUE, offsetof(Range, stop), true, NULL},
    {"step", MEMBER_VALUE, offsetof(Range, step), true, NULL},
    {0},
};

Type type_range = {
    .base = STATIC_OBJ(&type_type), .name = "range", .basic_size = sizeof(Range), .flags = TYPE_SEQUENCE,
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n"
           "Return an object that produces a sequence of integers from start (inclusive)\n"
           "to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n"
           "start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n"
           "These are exactly the valid indices for a list of 4 elements.\n"
           "When step is given, it specifies the increment (or decrement).",
    .methods = range_methods, .members = range_members, .new = range_type_new, .dealloc = range_dealloc,
    .repr = range_repr, .hash = range_hash, .compare = range_compare, .truth = range_truth,
    .iter = range_iter, .length = range_length, .item = range_item, .contains = range_contains,
    .subscript = range_subscript,
};
