/* runtime/tuple.c -- tuples: making, comparing, hashing, the Python face.
 *
 * Exact tuples come from the sized free lists; instances of subclasses carry attributes behind
 * their items and go through object_alloc_instance().  Only items that could take part in a cycle
 * make a finished tuple known to the collector; tuple_new() cannot know and always tracks. */
#include "runtime/tuple.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/slice.h"
#include "runtime/str.h"

#define TUPLE_MAX ((int64_t)1 << 56)

static Tuple empty_tuple = {.base = STATIC_OBJ(&type_tuple), .len = 0};

/* ---- making ---- */

static size_t byte_size(int64_t n) { return sizeof(Tuple) + (size_t)n * sizeof(Value); }

static inline Tuple *alloc_exact(int64_t n)
{
    Tuple *t = LIKELY(n < TUPLE_MAX) ? mem_alloc_sized(byte_size(n)) : NULL;
    if (UNLIKELY(t == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    t->base = (Obj){1, 0, &type_tuple};
    t->len = n;
    return t;
}

static inline void track_if_needed(Tuple *t)
{
    for (int64_t i = 0; i < t->len; i++) {
        if (value_may_join_cycle(t->items[i])) {
            gc_track(t);
            return;
        }
    }
}

Value tuple_empty(void) { return value_dup_obj(&empty_tuple); }

Value tuple_new(int64_t n)
{
    if (n == 0)
        return tuple_empty();
    Tuple *t = alloc_exact(n);
    if (t == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < n; i++)
        t->items[i] = VALUE_ABSENT;
    gc_track(t);
    return value_from_obj(t);
}

Value tuple_from_refs(const Ref *items, int64_t n)
{
    if (n == 0)
        return tuple_empty();
    Tuple *t = alloc_exact(n);
    if (t == NULL)
        return VALUE_ERROR;
    values_dup(t->items, items, n);
    track_if_needed(t);
    return value_from_obj(t);
}

Value tuple_from_values(Value *items, int64_t n)
{
    if (n == 0)
        return tuple_empty();
    Tuple *t = alloc_exact(n);
    if (t == NULL) {
        values_drop(items, n);
        return VALUE_ERROR;
    }
    bool may_join_cycle = false; /* one pass, no call: most tuples are short */
    for (int64_t i = 0; i < n; i++) {
        t->items[i] = items[i];
        may_join_cycle = may_join_cycle || value_may_join_cycle(items[i]);
    }
    if (may_join_cycle)
        gc_track(t);
    return value_from_obj(t);
}

Value tuple_of1(Ref a) { return tuple_from_refs(&a, 1); }

Value tuple_of2_owned(Value a, Value b)
{
    Tuple *t = alloc_exact(2);
    if (t == NULL) {
        value_drop(a);
        value_drop(b);
        return VALUE_ERROR;
    }
    t->items[0] = a;
    t->items[1] = b;
    if (value_may_join_cycle(a) || value_may_join_cycle(b))
        gc_track(t);
    return value_from_obj(t);
}

Value tuple_of2(Ref a, Ref b) { return tuple_of2_owned(value_dup(a), value_dup(b)); }

Value tuple_of3(Ref a, Ref b, Ref c)
{
    Ref items[3] = {a, b, c};
    return tuple_from_refs(items, 3);
}

Tuple *tuple_alloc_subtype(Type *type, int64_t n)
{
    Tuple *t = object_alloc_instance(type, (size_t)n);
    if (t == NULL)
        return NULL;
    t->len = n;
    for (int64_t i = 0; i < n; i++)
        t->items[i] = VALUE_ABSENT;
    if (!gc_is_tracked(&t->base))
        gc_track(t);
    return t;
}

Value tuple_from_iterable(Ref iterable)
{
    if (value_is_exact_tuple(iterable))
        return value_dup(iterable);
    if (value_is_exact_list(iterable))
        return list_to_tuple(iterable);
    Value list = list_from_iterable(iterable);
    if (value_is_error(list))
        return VALUE_ERROR;
    /* The list is ours alone: its items move over without being counted. */
    List *l = VALUE_AS(List, list);
    int64_t n = l->len;
    l->len = 0;
    Value tuple = tuple_from_values(l->items, n);
    value_drop(list);
    return tuple;
}

Value tuple_slice(Ref t, int64_t start, int64_t end)
{
    int64_t len = tuple_len(t);
    start = start < 0 ? 0 : start;
    end = end > len ? len : end;
    if (start >= end)
        return tuple_empty();
    if (start == 0 && end == len && value_is_exact_tuple(t))
        return value_dup(t);
    return tuple_from_refs(VALUE_AS(Tuple, t)->items + start, end - start);
}

static Value new_of_subtype(Type *type, Ref iterable)
{
    Value plain = value_is_absent(iterable) ? tuple_empty() : tuple_from_iterable(iterable);
    if (value_is_error(plain))
        return VALUE_ERROR;
    int64_t n = tuple_len(plain);
    Tuple *t = tuple_alloc_subtype(type, n);
    if (t != NULL)
        values_dup(t->items, VALUE_AS(Tuple, plain)->items, n);
    value_drop(plain);
    return t ? value_from_obj(t) : VALUE_ERROR;
}

static Value tuple_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (type == &type_tuple) {
        if (args_no_keywords("tuple", kwnames) || args_count("tuple", n_args, 0, 1))
            return VALUE_ERROR;
        return n_args ? tuple_from_iterable(args[0]) : tuple_empty();
    }
    if (type->init == type_object.init && args_no_keywords("tuple", kwnames))
        return VALUE_ERROR;
    if (args_count("tuple", n_args, 0, 1))
        return VALUE_ERROR;
    return new_of_subtype(type, n_args ? args[0] : VALUE_ABSENT);
}

/* ---- dying ---- */

static void tuple_dealloc(Obj *o)
{
    Tuple *t = (Tuple *)o;
    gc_untrack(o);
    values_drop(t->items, t->len);
    if (LIKELY(o->type == &type_tuple))
        mem_free_sized(t, byte_size(t->len));
    else
        object_free(o);
}

static int tuple_traverse(Obj *o, GcVisit visit, void *arg)
{
    Tuple *t = (Tuple *)o;
    for (int64_t i = 0; i < t->len; i++)
        GC_VISIT(t->items[i]);
    return 0;
}

/* ---- looks ---- */

static Value tuple_repr(Ref self)
{
    if (tuple_len(self) == 0)
        return str_from_cstr("()");
    return list_repr_items(self, "(", tuple_len(self) == 1 ? ",)" : ")", "(...)");
}

static int64_t tuple_hash(Ref self)
{
    Tuple *t = VALUE_AS(Tuple, self);
    if (c_stack_check(""))
        return -1;
    uint64_t mixed = HASH_MIX_START;
    for (int64_t i = 0; i < t->len; i++) {
        int64_t lane = value_hash(t->items[i]);
        if (lane == -1)
            return -1;
        mixed = hash_mix(mixed, lane);
    }
    mixed += (uint64_t)t->len ^ (HASH_MIX_START ^ 3527539ull);
    return mixed == (uint64_t)-1 ? 1546275796 : (int64_t)mixed;
}

static bool lengths_compare(int64_t a, int64_t b, CompareOp op)
{
    switch (op) {
    case CMP_LT: return a < b;
    case CMP_LE: return a <= b;
    case CMP_EQ: return a == b;
    case CMP_NE: return a != b;
    case CMP_GT: return a > b;
    case CMP_GE: return a >= b;
    }
    return false;
}

static Value tuple_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_tuple(a) || !value_is_tuple(b))
        return VALUE_NOT_IMPLEMENTED;
    Tuple *x = VALUE_AS(Tuple, a), *y = VALUE_AS(Tuple, b);
    if (c_stack_check(" in comparison"))
        return VALUE_ERROR;
    int64_t shorter = x->len < y->len ? x->len : y->len, i;
    for (i = 0; i < shorter; i++) {
        int same = value_equal(x->items[i], y->items[i]);
        if (same < 0)
            return VALUE_ERROR;
        if (!same)
            break;
    }
    if (i >= shorter)
        return value_from_bool(lengths_compare(x->len, y->len, op));
    if (op == CMP_EQ || op == CMP_NE)
        return value_from_bool(op == CMP_NE);
    return object_compare(x->items[i], y->items[i], op);
}

/* ---- sequence ---- */

static int64_t tuple_length(Ref self) { return tuple_len(self); }

static Value tuple_item(Ref self, int64_t i)
{
    if (UNLIKELY(i < 0 || i >= tuple_len(self)))
        return exc_raise(&type_IndexError, "tuple index out of range");
    return value_dup(tuple_at(self, i));
}

static int tuple_contains(Ref self, Ref item)
{
    Tuple *t = VALUE_AS(Tuple, self);
    for (int64_t i = 0; i < t->len; i++) {
        int same = value_equal(t->items[i], item);
        if (same != 0)
            return same;
    }
    return 0;
}

static Value tuple_concat(Ref self, Ref other)
{
    if (!value_is_tuple(other))
        return exc_raise(&type_TypeError, "can only concatenate tuple (not \"%T\") to tuple", other);
    int64_t n = tuple_len(self), m = tuple_len(other);
    if (n == 0 && value_is_exact_tuple(other))
        return value_dup(other);
    if (m == 0 && value_is_exact_tuple(self))
        return value_dup(self);
    if (n + m == 0)
        return tuple_empty();
    Tuple *t = alloc_exact(n + m);
    if (t == NULL)
        return VALUE_ERROR;
    values_dup(t->items, VALUE_AS(Tuple, self)->items, n);
    values_dup(t->items + n, VALUE_AS(Tuple, other)->items, m);
    track_if_needed(t);
    return value_from_obj(t);
}

static Value tuple_repeat(Ref self, int64_t times)
{
    int64_t n = tuple_len(self);
    if (times <= 0 || n == 0)
        return tuple_empty();
    if (times == 1 && value_is_exact_tuple(self))
        return value_dup(self);
    if (n > TUPLE_MAX / times)
        return exc_raise_memory();
    Tuple *t = alloc_exact(n * times);
    if (t == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < times; i++)
        values_dup(t->items + i * n, VALUE_AS(Tuple, self)->items, n);
    track_if_needed(t);
    return value_from_obj(t);
}

static Value subscript_slice(Ref self, Ref slice)
{
    int64_t start, stop, step, count;
    if (slice_resolve(slice, tuple_len(self), &start, &stop, &step, &count))
        return VALUE_ERROR;
    if (step == 1)
        return tuple_slice(self, start, start + count);
    if (count == 0)
        return tuple_empty();
    Tuple *t = alloc_exact(count);
    if (t == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0; i < count; i++)
        t->items[i] = value_dup(tuple_at(self, start + i * step));
    track_if_needed(t);
    return value_from_obj(t);
}

static Value tuple_subscript(Ref self, Ref key)
{
    int64_t i;
    if (value_is_int(key)) {
        i = value_as_int(key);
    } else if (value_is_slice(key)) {
        return subscript_slice(self, key);
    } else if (value_type(key)->index == NULL) {
        return exc_raise(&type_TypeError, "tuple indices must be integers or slices, not %T", key);
    } else if (object_as_index(key, &i, false)) {
        return VALUE_ERROR;
    }
    return tuple_item(self, i < 0 ? i + tuple_len(self) : i);
}

/* ---- methods ---- */

NATIVE(tuple_count_m)
{
    Tuple *t = VALUE_AS(Tuple, self);
    int64_t found = 0;
    for (int64_t i = 0; i < t->len; i++) {
        int same = value_equal(t->items[i], a[0]);
        if (same < 0)
            return VALUE_ERROR;
        found += same;
    }
    return value_from_int(found);
}

NATIVE(tuple_index_m)
{
    Tuple *t = VALUE_AS(Tuple, self);
    int64_t start, stop;
    if (slice_bound(a[1], &start) || slice_bound(a[2], &stop))
        return VALUE_ERROR;
    slice_adjust(t->len, &start, &stop, 1);
    for (int64_t i = start; i < stop; i++) {
        int same = value_equal(t->items[i], a[0]);
        if (same < 0)
            return VALUE_ERROR;
        if (same)
            return value_from_int(i);
    }
    return exc_raise(&type_ValueError, "tuple.index(x): x not in tuple");
}

NATIVE(tuple_getnewargs_m)
{
    Value plain = tuple_from_refs(VALUE_AS(Tuple, self)->items, tuple_len(self));
    if (value_is_error(plain))
        return VALUE_ERROR;
    Value args = tuple_of1(plain);
    value_drop(plain);
    return args;
}

static const Method tuple_methods[] = {
    {"count(value, /)", tuple_count_m, "Return number of occurrences of value."},
    {"index(value, start=0, stop=9223372036854775807, /)", tuple_index_m,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"__getnewargs__()", tuple_getnewargs_m, NULL},
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};

/* ---- iterator ---- */

static Value tuple_iter(Ref self)
{
    TupleIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    *it = (TupleIter){{1, 0, &type_tuple_iterator}, value_dup(self), 0};
    gc_track(it);
    return value_from_obj(it);
}

static Value tuple_iter_next(Ref self)
{
    TupleIter *it = VALUE_AS(TupleIter, self);
    if (value_is_absent(it->tuple))
        return VALUE_ABSENT;
    if (LIKELY(it->index < tuple_len(it->tuple)))
        return value_dup(tuple_at(it->tuple, it->index++));
    value_clear(&it->tuple);
    return VALUE_ABSENT;
}

static void tuple_iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((TupleIter *)o)->tuple);
    mem_free_sized(o, sizeof(TupleIter));
}

static int tuple_iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((TupleIter *)o)->tuple);
    return 0;
}

NATIVE(tuple_iter_length_hint_m)
{
    TupleIter *it = VALUE_AS(TupleIter, self);
    return value_from_int(value_is_absent(it->tuple) ? 0 : tuple_len(it->tuple) - it->index);
}

NATIVE(tuple_iter_reduce_m)
{
    TupleIter *it = VALUE_AS(TupleIter, self);
    return iterator_reduce("iter", it->tuple, tuple_empty, it->index);
}

NATIVE(tuple_iter_setstate_m)
{
    TupleIter *it = VALUE_AS(TupleIter, self);
    int64_t index;
    if (object_as_index(a[0], &index, true))
        return VALUE_ERROR;
    if (!value_is_absent(it->tuple)) {
        int64_t len = tuple_len(it->tuple);
        it->index = index < 0 ? 0 : index > len ? len : index;
    }
    return VALUE_NONE;
}

static const Method tuple_iter_methods[] = {
    {"__length_hint__()", tuple_iter_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", tuple_iter_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", tuple_iter_setstate_m, "Set state information for unpickling."},
    {0},
};

Type type_tuple_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "tuple_iterator", .basic_size = sizeof(TupleIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = tuple_iter_methods,
    .dealloc = tuple_iter_dealloc, .traverse = tuple_iter_traverse,
    .iter = iterator_self, .next = tuple_iter_next,
};

Type type_tuple = {
    .base = STATIC_OBJ(&type_type), .name = "tuple", .basic_size = sizeof(Tuple), .item_size = sizeof(Value),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_TUPLE | TYPE_SEQUENCE | TYPE_MATCH_SELF,
    .doc = "tuple(iterable=(), /)\n--\n\n"
           "Built-in immutable sequence.\n\n"
           "If no argument is given, the constructor returns an empty tuple.\n"
           "If iterable is specified the tuple is initialized from iterable's items.\n\n"
           "If the argument is a tuple, the return value is the same object.",
    .methods = tuple_methods, .new = tuple_type_new,
    .dealloc = tuple_dealloc, .traverse = tuple_traverse,
    .repr = tuple_repr, .hash = tuple_hash, .compare = tuple_compare,
    .iter = tuple_iter, .length = tuple_length, .item = tuple_item, .contains = tuple_contains,
    .concat = tuple_concat, .repeat = tuple_repeat, .subscript = tuple_subscript,
};
