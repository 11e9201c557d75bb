/* stdlib/itertools/grouping.c -- accumulate, pairwise, batched, groupby. */
#include "stdlib/itertools/itertools.h"

/* ---- accumulate ---- */

typedef struct Accumulate {
    Obj base;
    Value iterator;
    Value function;    /* ABSENT: addition */
    Value total;       /* ABSENT before the first item */
    Value initial;     /* not handed out yet, or ABSENT */
} Accumulate;
HELD_LIFE(accumulate, 4)

static Value accumulate_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "accumulate(iterable, func=None, *, initial=None)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value iterator = object_iter(a[0]);
    Accumulate *c = value_is_error(iterator) ? NULL : holder_new(type, 4);
    if (c == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    c->iterator = iterator;
    c->function = value_is_none(a[1]) ? VALUE_ABSENT : value_dup(a[1]);
    c->initial = value_is_none(a[2]) ? VALUE_ABSENT : value_dup(a[2]);
    return holder_finish(c);
}

static Value accumulate_next(Ref self)
{
    Accumulate *c = VALUE_AS(Accumulate, self);
    if (!value_is_absent(c->initial)) {
        Value initial = c->initial;
        c->initial = VALUE_ABSENT;
        value_replace(&c->total, value_dup(initial));
        return initial;
    }
    Value item = inner_next(c->iterator);
    if (!value_is_ok(item))
        return item;
    if (value_is_absent(c->total)) {
        c->total = value_dup(item);
        return item;
    }
    Value pair[2] = {value_dup(c->total), item};
    Value total = value_is_absent(c->function) ? object_binary(BINARY_ADD, pair[0], pair[1])
                                               : object_call(c->function, pair, 2, VALUE_ABSENT);
    value_drop(pair[0]);
    value_drop(item);
    if (!value_is_error(total))
        value_replace(&c->total, value_dup(total));
    return total;
}

/* chain((first,), rest) */
static Value prepended(Ref first, Ref rest)
{
    Value one = tuple_of1(first), result = VALUE_ERROR;
    if (!value_is_error(one))
        result = object_call2(value_from_obj(&type_chain), one, rest);
    value_drop(one);
    return result;
}

/* A total of None cannot be told from none: then an accumulate over (None, rest...) is sliced by one. */
static Value reduce_none_total(Accumulate *c, Ref function)
{
    Value rest = prepended(VALUE_NONE, c->iterator);
    Value twin = value_is_error(rest) ? VALUE_ERROR : object_call2(value_from_obj(&type_accumulate), rest, function);
    value_drop(rest);
    if (value_is_error(twin))
        return VALUE_ERROR;
    Value args = tuple_of3(twin, value_from_int(1), VALUE_NONE);
    value_drop(twin);
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_from_obj(&type_islice), args);
}

NATIVE(accumulate_reduce_m)
{
    Accumulate *c = VALUE_AS(Accumulate, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Ref args[2] = {c->iterator, value_is_absent(c->function) ? VALUE_NONE : c->function};
    if (!value_is_absent(c->initial)) {
        Value all = prepended(c->initial, c->iterator);
        if (value_is_error(all))
            return VALUE_ERROR;
        args[0] = all;
        Value result = itertool_reduce_refs(self, args, 2, VALUE_NONE);
        value_drop(all);
        return result;
    }
    if (value_is_none(c->total))
        return reduce_none_total(c, args[1]);
    return itertool_reduce_refs(self, args, 2, value_is_absent(c->total) ? VALUE_NONE : value_dup(c->total));
}

NATIVE(accumulate_setstate_m)
{
    if (warn_of_pickling())
        return VALUE_ERROR;
    value_replace(&VALUE_AS(Accumulate, self)->total, value_dup(a[0]));
    return VALUE_NONE;
}

static const Method accumulate_methods[] = {
    REDUCE_ROW(accumulate_reduce_m), SETSTATE_ROW(accumulate_setstate_m), {0},
};

Type type_accumulate = {
    ITERTOOL(accumulate, Accumulate), .name = "accumulate", .methods = accumulate_methods, .new = accumulate_new,
    .doc = "accumulate(iterable, func=None, *, initial=None)\n--\n\n"
           "Return series of accumulated sums (or other binary function results).",
};

/* ---- pairwise ---- */

typedef struct Pairwise {
    Obj base;
    Value iterator;    /* ABSENT once exhausted */
    Value old;         /* the last item, ABSENT before the first */
    Value result;      /* a pair to use again while nobody else holds it */
} Pairwise;
HELD_LIFE(pairwise, 3)

static Value pairwise_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "pairwise", kwnames) || args_count("pairwise", n_args, 1, 1))
        return VALUE_ERROR;
    Value iterator = object_iter(args[0]);
    Pairwise *p = value_is_error(iterator) ? NULL : holder_new(type, 3);
    if (p == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    p->iterator = iterator;
    return holder_finish(p);
}

static Value pairwise_end(Pairwise *p)
{
    value_clear(&p->iterator);
    value_clear(&p->old);
    value_clear(&p->result);
    return VALUE_ABSENT;
}

/* (x, y), both taken */
static Value pair_of(Pairwise *p, Value x, Value y)
{
    if (value_is_unshared(p->result)) {
        Value pair = tuple_reuse(p->result);
        value_replace(&VALUE_AS(Tuple, pair)->items[0], x);
        value_replace(&VALUE_AS(Tuple, pair)->items[1], y);
        return pair;
    }
    Value pair = tuple_new(2);
    if (value_is_error(pair)) {
        value_drop(x);
        value_drop(y);
        return VALUE_ERROR;
    }
    VALUE_AS(Tuple, pair)->items[0] = x;
    VALUE_AS(Tuple, pair)->items[1] = y;
    value_replace(&p->result, value_dup(pair));
    return pair;
}

static Value pairwise_next(Ref self)
{
    Pairwise *p = VALUE_AS(Pairwise, self);
    if (value_is_absent(p->iterator))
        return VALUE_ABSENT;
    Value iterator = value_dup(p->iterator), old, item;
    if (value_is_absent(p->old)) {
        item = inner_next(iterator);
        if (!value_is_ok(item))
            goto end;
        value_replace(&p->old, item);
        /* Asking may have come back to us and run to the end. */
        if (value_is_absent(p->iterator)) {
            value_clear(&p->old);
            value_drop(iterator);
            return VALUE_ABSENT;
        }
    }
    old = value_dup(p->old);
    item = inner_next(iterator);
    if (!value_is_ok(item)) {
        value_drop(old);
        goto end;
    }
    value_drop(iterator);
    value_replace(&p->old, value_dup(item));
    return pair_of(p, old, item);
end:
    value_drop(iterator);
    pairwise_end(p);
    return item;
}

Type type_pairwise = {
    ITERTOOL(pairwise, Pairwise), .name = "pairwise", .new = pairwise_new,
    .doc = "pairwise(iterable, /)\n--\n\n"
           "Return an iterator of overlapping pairs taken from the input iterator.\n\n"
           "    s -> (s0,s1), (s1,s2), (s2, s3), ...",
};

/* ---- batched ---- */

typedef struct Batched {
    Obj base;
    Value iterator;    /* ABSENT once exhausted */
    int64_t size;
    bool strict;
} Batched;
HELD_LIFE(batched, 1)

static Value batched_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "batched(iterable, n, *, strict=False)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    int64_t size;
    int strict = object_truth(a[2]);
    if (strict < 0 || object_as_index(a[1], &size, false))
        return VALUE_ERROR;
    if (size < 1)
        return exc_raise(&type_ValueError, "n must be at least one");
    Value iterator = object_iter(a[0]);
    Batched *b = value_is_error(iterator) ? NULL : holder_new(type, 1);
    if (b == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    b->iterator = iterator;
    b->size = size;
    b->strict = strict;
    return holder_finish(b);
}

static Value batched_next(Ref self)
{
    Batched *b = VALUE_AS(Batched, self);
    if (value_is_absent(b->iterator))
        return VALUE_ABSENT;
    Value iterator = value_dup(b->iterator), batch = list_new(b->size < 64 ? b->size : 64);
    Value item = batch;
    while (value_is_ok(item) && list_len(batch) < b->size) {
        item = inner_next(iterator);
        if (value_is_ok(item) && list_append_owned(batch, item))
            item = VALUE_ERROR;
    }
    value_drop(iterator);
    Value result = VALUE_ERROR;
    if (value_is_absent(item))
        value_clear(&b->iterator);
    if (value_is_error(item))
        value_clear(&b->iterator);
    else if (list_len(batch) == 0)
        result = VALUE_ABSENT;
    else if (b->strict && list_len(batch) < b->size)
        exc_raise(&type_ValueError, "batched(): incomplete batch");
    else
        result = list_to_tuple(batch);
    value_drop(batch);
    return result;
}

Type type_batched = {
    ITERTOOL(batched, Batched), .name = "batched", .new = batched_new,
    .doc = "batched(iterable, n, *, strict=False)\n--\n\n"
           "Batch data into tuples of length n. The last batch may be shorter than n.\n\n"
           "Loops over the input iterable and accumulates data into tuples\n"
           "up to size n.  The input is consumed lazily, just enough to\n"
           "fill a batch.  The result is yielded as soon as a batch is full\n"
           "or when the input iterable is exhausted.\n\n"
           "    >>> for batch in batched('ABCDEFG', 3):\n    ...     print(batch)\n    ...\n"
           "    ('A', 'B', 'C')\n    ('D', 'E', 'F')\n    ('G',)\n\n"
           "If \"strict\" is True, raises a ValueError if the final batch is shorter\nthan n.",
};

/* ---- groupby ---- */

typedef struct Groupby {
    Obj base;
    Value iterator, key_function;
    Value target_key;   /* of the group handed out last, or ABSENT */
    Value current_key;  /* of current_value */
    Value current_value; /* read but not handed out, or ABSENT */
    const void *current_group; /* the group that may still take items; borrowed */
} Groupby;
HELD_LIFE(groupby, 5)

typedef struct Grouper {
    Obj base;
    Value parent;       /* Groupby */
    Value key;
} Grouper;

static void grouper_dealloc(Obj *o)
{
    Grouper *g = (Grouper *)o;
    gc_untrack(o);
    if (!value_is_absent(g->parent) && VALUE_AS(Groupby, g->parent)->current_group == g)
        VALUE_AS(Groupby, g->parent)->current_group = NULL;
    value_drop(g->parent);
    value_drop(g->key);
    object_free(o);
}

static int grouper_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Grouper *)o)->parent);
    GC_VISIT(((Grouper *)o)->key);
    return 0;
}

static Value groupby_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "groupby(iterable, key=None)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value iterator = object_iter(a[0]);
    Groupby *g = value_is_error(iterator) ? NULL : holder_new(type, 5);
    if (g == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    g->iterator = iterator;
    g->key_function = value_dup(a[1]);
    g->current_group = NULL;
    return holder_finish(g);
}

/* Read the next item and its key: 1, 0 at the end, -1. */
static int groupby_step(Groupby *g)
{
    Value item = inner_next(g->iterator);
    if (!value_is_ok(item))
        return value_is_error(item) ? -1 : 0;
    Value key = value_is_none(g->key_function) ? value_dup(item)
                                               : object_call(g->key_function, &item, 1, VALUE_ABSENT);
    if (value_is_error(key)) {
        value_drop(item);
        return -1;
    }
    value_replace(&g->current_value, item);
    value_replace(&g->current_key, key);
    return 1;
}

/* Keys may be compared by Python, which may come back to us: hold both. */
static int keys_equal(Ref a, Ref b)
{
    Value x = value_dup(a), y = value_dup(b);
    int same = object_equal(x, y);
    value_drop(x);
    value_drop(y);
    return same;
}

static Value groupby_next(Ref self)
{
    Groupby *g = VALUE_AS(Groupby, self);
    g->current_group = NULL;
    /* Skip what is left of the last group. */
    for (;;) {
        if (!value_is_absent(g->current_key)) {
            if (value_is_absent(g->target_key))
                break;
            int same = keys_equal(g->target_key, g->current_key);
            if (same < 0)
                return VALUE_ERROR;
            if (!same)
                break;
        }
        int stepped = groupby_step(g);
        if (stepped <= 0)
            return stepped < 0 ? VALUE_ERROR : VALUE_ABSENT;
    }
    value_replace(&g->target_key, value_dup(g->current_key));
    Grouper *group = holder_new(&type_grouper, 2);
    if (group == NULL)
        return VALUE_ERROR;
    group->parent = value_dup(self);
    group->key = value_dup(g->target_key);
    g->current_group = group;
    Value made = holder_finish(group);
    Value pair = tuple_of2(g->current_key, made);
    value_drop(made);
    return pair;
}

NATIVE(groupby_reduce_m)
{
    Groupby *g = VALUE_AS(Groupby, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Ref args[2] = {g->iterator, g->key_function};
    bool started = !value_is_absent(g->target_key) && !value_is_absent(g->current_key)
                && !value_is_absent(g->current_value);
    return itertool_reduce_refs(self, args, 2,
                                started ? tuple_of3(g->current_value, g->current_key, g->target_key) : VALUE_ABSENT);
}

NATIVE(groupby_setstate_m)
{
    Groupby *g = VALUE_AS(Groupby, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (!value_is_tuple(a[0]))
        return exc_raise(&type_TypeError, "state is not a tuple");
    if (tuple_len(a[0]) != 3)
        return exc_raise(&type_TypeError, "function takes 3 arguments (%lld given)", (long long)tuple_len(a[0]));
    value_replace(&g->current_value, value_dup(tuple_at(a[0], 0)));
    value_replace(&g->current_key, value_dup(tuple_at(a[0], 1)));
    value_replace(&g->target_key, value_dup(tuple_at(a[0], 2)));
    return VALUE_NONE;
}

static const Method groupby_methods[] = {REDUCE_ROW(groupby_reduce_m), SETSTATE_ROW(groupby_setstate_m), {0}};

NATIVE(grouper_reduce_m)
{
    Grouper *group = VALUE_AS(Grouper, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (VALUE_AS(Groupby, group->parent)->current_group != group)
        return iterator_reduce("iter", VALUE_ABSENT, tuple_empty, 0);
    Ref args[2] = {group->parent, group->key};
    return itertool_reduce_refs(self, args, 2, VALUE_ABSENT);
}

static const Method grouper_methods[] = {REDUCE_ROW(grouper_reduce_m), {0}};

static Value grouper_next(Ref self)
{
    Grouper *group = VALUE_AS(Grouper, self);
    Groupby *g = VALUE_AS(Groupby, group->parent);
    if (g->current_group != group)
        return VALUE_ABSENT;
    if (value_is_absent(g->current_value)) {
        int stepped = groupby_step(g);
        if (stepped <= 0)
            return stepped < 0 ? VALUE_ERROR : VALUE_ABSENT;
    }
    int same = keys_equal(group->key, g->current_key);
    if (same <= 0)
        return same < 0 ? VALUE_ERROR : VALUE_ABSENT;
    Value item = g->current_value;
    g->current_value = VALUE_ABSENT;
    return item;
}

static Value grouper_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("_grouper", kwnames) || args_count("_grouper", n_args, 2, 2))
        return VALUE_ERROR;
    if (!value_is_instance(args[0], &type_groupby)) {
        return exc_raise(&type_TypeError, "_grouper() argument 1 must be itertools.groupby, not %T", args[0]);
    }
    Grouper *group = holder_new(type, 2);
    if (group == NULL)
        return VALUE_ERROR;
    group->parent = value_dup(args[0]);
    group->key = value_dup(args[1]);
    VALUE_AS(Groupby, args[0])->current_group = group;
    return holder_finish(group);
}

Type type_grouper = {
    .base = STATIC_OBJ(&type_type), .name = "_grouper", .module = "itertools", .basic_size = sizeof(Grouper),
    .flags = TYPE_GC, .dealloc = grouper_dealloc, .traverse = grouper_traverse,
    .iter = iterator_self, .next = grouper_next, .new = grouper_new, .methods = grouper_methods,
};

Type type_groupby = {
    ITERTOOL(groupby, Groupby), .name = "groupby", .methods = groupby_methods, .new = groupby_new,
    .doc = "groupby(iterable, key=None)\n--\n\n"
           "make an iterator that returns consecutive keys and groups from the iterable\n\n"
           "  iterable\n    Elements to divide into groups according to the key function.\n"
           "  key\n    A function for computing the group category for each element.\n"
           "    If the key function is not specified or is None, the element itself\n"
           "    is used for grouping.",
};
