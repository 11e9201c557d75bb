/* stdlib/builtins/builtins_iteration.c -- the builtins that walk an iterable: all, any, iter, max, min, next,
 * sorted, sum, and anext/aiter with the awaitable of anext(it, default). */
#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/builtins/builtins.h"
#include "vm/callback.h"

/* The first item whose truth equals `wanted`: 1 found, 0 none, -1 error. */
static int find_truth(Ref iterable, int wanted)
{
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    int result = 0;
    for (;;) {
        Value item = iter_next(it);
        if (!value_is_ok(item)) {
            result = value_is_error(item) ? -1 : 0;
            break;
        }
        int truth = value_truth(item);
        value_drop(item);
        if (truth < 0 || truth == wanted) {
            result = truth < 0 ? -1 : 1;
            break;
        }
    }
    value_drop(it);
    return result;
}

NATIVE(builtin_all)
{
    int found = find_truth(a[0], 0);
    return found < 0 ? VALUE_ERROR : value_from_bool(!found);
}

NATIVE(builtin_any)
{
    int found = find_truth(a[0], 1);
    return found < 0 ? VALUE_ERROR : value_from_bool(found);
}

/* ---- iter, next ---- */
NATIVE(builtin_iter)
{
    if (args_no_keywords("iter", kwnames) || args_count("iter", n, 1, 2))
        return VALUE_ERROR;
    if (n == 1)
        return object_iter(a[0]);
    if (!object_is_callable(a[0]))
        return exc_raise(&type_TypeError, "iter(v, w): v must be callable");
    return callable_iterator_new(a[0], a[1]);
}

NATIVE(builtin_next)
{
    if (args_no_keywords("next", kwnames) || args_count("next", n, 1, 2))
        return VALUE_ERROR;
    if (!object_is_iterator(a[0]))
        return exc_raise(&type_TypeError, "'%T' object is not an iterator", a[0]);
    if (n == 2) {
        Value item = iter_next(a[0]);
        return value_is_absent(item) ? value_dup(a[1]) : item;
    }
    Value out = VALUE_NONE;
    switch (iter_send(a[0], VALUE_NONE, &out)) {
    case STEP_YIELD: return out;
    case STEP_RETURN: return exc_raise_stop_iteration(out);
    case STEP_RAISE: break;
    }
    return VALUE_ERROR;
}

/* ---- min, max ---- */
/* The extreme item of an iterator; ABSENT when it is empty. */
static Value extreme_of(Ref it, Ref key, CompareOp better)
{
    Value best = VALUE_ABSENT, best_key = VALUE_ABSENT;
    for (;;) {
        Value item = iter_next(it);
        if (value_is_absent(item)) {
            value_drop(best_key);
            return best;
        }
        if (value_is_error(item))
            goto fail;
        Value item_key = value_is_none(key) ? value_dup(item) : object_call1(key, item);
        if (value_is_error(item_key)) {
            value_drop(item);
            goto fail;
        }
        int wins = 1;
        if (value_are_ints(item_key, best_key)) {
            int64_t x = value_as_int(item_key), y = value_as_int(best_key);
            wins = better == CMP_LT ? x < y : x > y;
        } else if (!value_is_absent(best)) {
            Value answer = object_compare(item_key, best_key, better);
            wins = value_is_error(answer) ? -1 : value_truth(answer);
            value_drop(answer);
        }
        if (wins < 0) {
            value_drop(item);
            value_drop(item_key);
            goto fail;
        }
        if (wins) {
            value_replace(&best, item);
            value_replace(&best_key, item_key);
        } else {
            value_drop(item);
            value_drop(item_key);
        }
    }
fail:
    value_drop(best);
    value_drop(best_key);
    return VALUE_ERROR;
}

/* max(1, 2): compare the arguments in place, when there is no key. */
static Value extreme_of_arguments(const Ref *a, size_t n, CompareOp better)
{
    Ref best = a[0];
    for (size_t i = 1; i < n; i++) {
        int wins;
        if (value_are_ints(a[i], best)) {
            int64_t x = value_as_int(a[i]), y = value_as_int(best);
            wins = better == CMP_LT ? x < y : x > y;
        } else {
            Value answer = object_compare(a[i], best, better);
            if (value_is_error(answer))
                return VALUE_ERROR;
            wins = value_truth(answer);
            value_drop(answer);
            if (wins < 0)
                return VALUE_ERROR;
        }
        if (wins)
            best = a[i];
    }
    return value_dup(best);
}

static Value min_or_max(const char *name, const Ref *a, size_t n, Ref kwnames, CompareOp better)
{
    size_t n_keywords = value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames);
    size_t n_positional = n;
    if (n_positional == 0)
        return exc_raise(&type_TypeError, "%s expected at least 1 argument, got 0", name);
    Ref key = VALUE_NONE, fallback = VALUE_ABSENT;
    for (size_t i = 0; i < n_keywords; i++) {
        Ref keyword = tuple_at(kwnames, (int64_t)i);
        if (str_equals_cstr(keyword, "key"))
            key = a[n_positional + i];
        else if (str_equals_cstr(keyword, "default"))
            fallback = a[n_positional + i];
        else
            return exc_raise(&type_TypeError, "%s() got an unexpected keyword argument '%U'", name, keyword);
    }
    if (n_positional > 1 && !value_is_absent(fallback))
        return exc_raise(&type_TypeError,
                         "Cannot specify a default for %s() with multiple positional arguments", name);
    if (n_positional > 1 && value_is_none(key))
        return extreme_of_arguments(a, n_positional, better);
    Value source = n_positional > 1 ? tuple_from_refs(a, (int64_t)n_positional) : value_dup(a[0]);
    if (value_is_error(source))
        return VALUE_ERROR;
    Value it = object_iter(source);
    value_drop(source);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value best = extreme_of(it, key, better);
    value_drop(it);
    if (!value_is_absent(best))
        return best;
    if (!value_is_absent(fallback))
        return value_dup(fallback);
    return exc_raise(&type_ValueError, "%s() iterable argument is empty", name);
}

NATIVE(builtin_min) { return min_or_max("min", a, n, kwnames, CMP_LT); }
NATIVE(builtin_max) { return min_or_max("max", a, n, kwnames, CMP_GT); }

NATIVE(builtin_sorted)
{
    if (args_count("sorted", n, 1, 1))
        return VALUE_ERROR;
    Ref key = VALUE_NONE, reverse = VALUE_FALSE;
    for (int64_t i = 0; !value_is_absent(kwnames) && i < tuple_len(kwnames); i++) {
        Ref keyword = tuple_at(kwnames, i);
        if (str_equals_cstr(keyword, "key"))
            key = a[1 + i];
        else if (str_equals_cstr(keyword, "reverse"))
            reverse = a[1 + i];
        else
            return exc_raise(&type_TypeError, "sort() got an unexpected keyword argument '%U'", keyword);
    }
    Value list = list_from_iterable(a[0]);
    if (value_is_error(list))
        return VALUE_ERROR;
    int descending = value_truth(reverse);
    if (descending < 0 || list_sort(list, key, descending)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

/* ---- sum ---- */
/* A running sum of doubles that keeps what rounding would lose (Neumaier). */
typedef struct { double high, low; } CompensatedSum;
static void compensated_add(CompensatedSum *s, double x)
{
    double t = s->high + x;
    if (__builtin_fabs(s->high) >= __builtin_fabs(x))
        s->low += (s->high - t) + x;
    else
        s->low += (x - t) + s->high;
    s->high = t;
}
static double compensated_value(const CompensatedSum *s)
{
    /* When the sum overflowed, low is nan or inf and must not spoil it. */
    return s->low != 0 && __builtin_isfinite(s->low) ? s->high + s->low : s->high;
}

/* Sum ints while everything is a small int; leaves the first other item in *item (ABSENT: exhausted). */
static int sum_ints(Ref it, Value *total, Value *item)
{
    int64_t sum = value_as_int(*total);
    int result = 0;
    for (;;) {
        *item = iter_next(it);
        if (value_is_int(*item)) {
            if (__builtin_add_overflow(sum, value_as_int(*item), &sum)) {
                sum -= value_as_int(*item);
                break;
            }
        } else if (value_is_bool(*item)) {
            sum += value_is_true(*item);
        } else {
            result = value_is_error(*item) ? -1 : 0;
            break;
        }
    }
    *total = int_new(sum);
    return result;
}

/* The same for floats, with ints mixed in. */
static int sum_floats(Ref it, Value *total, Value *item)
{
    CompensatedSum sum = {value_as_double(*total), 0};
    int result = 0;
    for (;;) {
        *item = iter_next(it);
        if (value_is_double(*item)) {
            compensated_add(&sum, value_as_double(*item));
        } else if (value_is_int(*item)) {
            sum.high += (double)value_as_int(*item);
        } else {
            result = value_is_error(*item) ? -1 : 0;
            break;
        }
    }
    *total = value_from_double(compensated_value(&sum));
    return result;
}

static Value sum_of(Ref it, Value total /* taken */)
{
    if (value_is_bool(total)) { /* sum([], False) is False */
        Value first = iter_next(it);
        if (!value_is_ok(first)) {
            return value_is_absent(first) ? total : VALUE_ERROR;
        }
        Value sum = object_binary(BINARY_ADD, total, first);
        value_drop(first);
        if (value_is_error(sum))
            return VALUE_ERROR;
        total = sum;
    }
    for (;;) {
        Value item = VALUE_ABSENT;
        if (value_is_int(total)) {
            if (sum_ints(it, &total, &item))
                goto fail;
        } else if (value_is_double(total)) {
            if (sum_floats(it, &total, &item))
                goto fail;
        } else {
            item = iter_next(it);
        }
        if (value_is_absent(item))
            return total;
        if (value_is_error(item))
            goto fail;
        Value next = object_binary(BINARY_ADD, total, item);
        value_drop(item);
        if (value_is_error(next))
            goto fail;
        value_replace(&total, next);
    }
fail:
    value_drop(total);
    return VALUE_ERROR;
}

NATIVE(builtin_sum)
{
    if (value_is_str(a[1]))
        return exc_raise(&type_TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    if (value_is_bytes(a[1]))
        return exc_raise(&type_TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (value_is_bytearray(a[1]))
        return exc_raise(&type_TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value total = sum_of(it, value_dup(a[1]));
    value_drop(it);
    return total;
}

/* ---- aiter, anext ---- */
NATIVE(builtin_aiter)
{
    Type *type = value_type(a[0]);
    if (type->aiter == NULL)
        return exc_raise(&type_TypeError, "'%T' object is not an async iterable", a[0]);
    Value it = type->aiter(a[0]);
    if (value_is_ok(it) && value_type(it)->anext == NULL) {
        exc_raise(&type_TypeError, "aiter() returned not an async iterator of type '%T'", it);
        value_drop(it);
        return VALUE_ERROR;
    }
    return it;
}

/* The awaitable of anext(it, default): StopAsyncIteration becomes the default. */
typedef struct AnextAwaitable { Obj base; Value wrapped, fallback; } AnextAwaitable;

static void anext_awaitable_dealloc(Obj *o)
{
    gc_untrack(o);
    AnextAwaitable *self = (AnextAwaitable *)o;
    value_clear(&self->wrapped);
    value_clear(&self->fallback);
    object_free(o);
}
static int anext_awaitable_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((AnextAwaitable *)o)->wrapped);
    GC_VISIT(((AnextAwaitable *)o)->fallback);
    return 0;
}
static void anext_awaitable_clear(Obj *o)
{
    value_clear(&((AnextAwaitable *)o)->wrapped);
    value_clear(&((AnextAwaitable *)o)->fallback);
}

/* The iterator behind the wrapped awaitable. */
static Value anext_iterator(AnextAwaitable *self)
{
    if (value_is_absent(self->wrapped))
        return exc_raise(&type_RuntimeError, "cannot reuse already awaited anext()");
    Type *type = value_type(self->wrapped);
    if (gen_is_awaitable(self->wrapped))
        return value_dup(self->wrapped);
    if (type->await == NULL)
        return exc_raise(&type_TypeError, "object %T can't be used in 'await' expression", self->wrapped);
    Value it = type->await(self->wrapped);
    if (value_is_ok(it) && !object_is_iterator(it)) {
        exc_raise(&type_TypeError, "__await__() returned non-iterator of type '%T'", it);
        value_drop(it);
        return VALUE_ERROR;
    }
    return it;
}

static Value anext_result(AnextAwaitable *self, Value result /* taken */)
{
    if (value_is_error(result) && exc_pending_is(&type_StopAsyncIteration)) {
        exc_clear();
        return exc_raise_stop_iteration(value_dup(self->fallback));
    }
    return result;
}

static Value anext_call(Ref self_value, Ref name, const Ref *args, size_t n_args)
{
    AnextAwaitable *self = VALUE_AS(AnextAwaitable, self_value);
    Value it = anext_iterator(self);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value result = object_call_method(it, name, args, n_args);
    value_drop(it);
    return anext_result(self, result);
}

static Step anext_awaitable_send(Ref self_value, Ref sent, Value *out)
{
    AnextAwaitable *self = VALUE_AS(AnextAwaitable, self_value);
    Value it = anext_iterator(self);
    if (value_is_error(it))
        return STEP_RAISE;
    Step step = iter_send(it, sent, out);
    value_drop(it);
    if (step == STEP_RAISE && exc_pending_is(&type_StopAsyncIteration)) {
        exc_clear();
        *out = value_dup(self->fallback);
        return STEP_RETURN;
    }
    return step;
}

static Value anext_awaitable_next(Ref self)
{
    Value out = VALUE_NONE;
    switch (anext_awaitable_send(self, VALUE_NONE, &out)) {
    case STEP_YIELD: return out;
    case STEP_RETURN: return exc_raise_stop_iteration(out);
    case STEP_RAISE: break;
    }
    return VALUE_ERROR;
}

static Value anext_awaitable_self(Ref self) { return value_dup(self); }

NATIVE(anext_awaitable_send_m)
{
    Value out = VALUE_NONE;
    switch (anext_awaitable_send(self, a[0], &out)) {
    case STEP_YIELD: return out;
    case STEP_RETURN: return exc_raise_stop_iteration(out);
    case STEP_RAISE: break;
    }
    return VALUE_ERROR;
}
NATIVE(anext_awaitable_throw_m) { return anext_call(self, NAME(throw), a, n); }
NATIVE(anext_awaitable_close_m) { return anext_call(self, NAME(close), a, n); }

static const Method anext_awaitable_methods[] = {
    {"send(value, /)", anext_awaitable_send_m, "Resume the awaitable."},
    {"throw(typ, val=None, tb=None, /)", anext_awaitable_throw_m, "Raise an exception in the awaitable.", METHOD_RAW},
    {"close()", anext_awaitable_close_m, "Raise GeneratorExit in the awaitable.", METHOD_RAW},
    {0},
};

static Type type_anext_default = {
    .base = STATIC_OBJ(&type_type), .name = "anext_awaitable", .basic_size = sizeof(AnextAwaitable),
    .flags = TYPE_GC | TYPE_NO_NEW, .dealloc = anext_awaitable_dealloc, .traverse = anext_awaitable_traverse,
    .clear = anext_awaitable_clear, .methods = anext_awaitable_methods, .await = anext_awaitable_self,
    .iter = anext_awaitable_self, .next = anext_awaitable_next, .send = anext_awaitable_send,
};

NATIVE(builtin_anext)
{
    if (args_no_keywords("anext", kwnames) || args_count("anext", n, 1, 2))
        return VALUE_ERROR;
    Type *type = value_type(a[0]);
    if (type->anext == NULL)
        return exc_raise(&type_TypeError, "'%T' object is not an async iterator", a[0]);
    if (type_ready(&type_anext_default))
        return VALUE_ERROR;
    Value awaitable = type->anext(a[0]);
    if (n == 1 || value_is_error(awaitable))
        return awaitable;
    AnextAwaitable *result = object_alloc(&type_anext_default);
    if (result == NULL) {
        value_drop(awaitable);
        return VALUE_ERROR;
    }
    result->wrapped = awaitable;
    result->fallback = value_dup(a[1]);
    gc_track(result);
    return value_from_obj(result);
}

const Method builtins_iteration_functions[] = {
    {"aiter(async_iterable, /)", builtin_aiter, "Return an async iterator over an async iterable."},
    {"all(iterable, /)", builtin_all, "Return whether every item is true; True for an empty iterable."},
    {"anext(aiterator, default=<absent>, /)", builtin_anext,
     "Return an awaitable for the next item of an async iterator.", METHOD_RAW},
    {"any(iterable, /)", builtin_any, "Return whether some item is true; False for an empty iterable."},
    {"iter(object, sentinel=<absent>, /)", builtin_iter,
     "Return an iterator over an object, or over calls of it until the sentinel is returned.", METHOD_RAW},
    {"max(*args, key=None, default=<absent>)", builtin_max,
     "max(iterable, *[, default=obj, key=func]) -> value\n"
     "max(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "Return the biggest item of an iterable, or of several arguments.", METHOD_RAW},
    {"min(*args, key=None, default=<absent>)", builtin_min,
     "min(iterable, *[, default=obj, key=func]) -> value\n"
     "min(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "Return the smallest item of an iterable, or of several arguments.", METHOD_RAW},
    {"next(iterator, default=<absent>, /)", builtin_next,
     "Return the next item of an iterator; the default when it is exhausted, if one is given.", METHOD_RAW | METHOD_ADVANCES},
    {"sorted(iterable, /, *, key=None, reverse=False)", builtin_sorted,
     "Return a new list of the items in ascending order. The sort is stable.", METHOD_RAW},
    {"sum(iterable, /, start=0)", builtin_sum, "Return the sum of start and the items of an iterable."},
    {0},
};
