/* runtime/iter_builtins.c -- enumerate, zip, map, filter.
 *
 * enumerate and zip hand the same tuple out again when nobody kept the last one: a loop that unpacks it allocates
 * nothing.  The tuple in `result` is always tracked by the collector, for any items may come into it. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- enumerate ---- */

/* (iterable, start=0), with error texts of its own. */
static int bind_enumerate(const Ref *args, size_t n_args, Ref kwnames, Ref a[2])
{
    int64_t n_keywords = value_is_absent(kwnames) ? 0 : tuple_len(kwnames);
    a[0] = n_args > 0 ? args[0] : VALUE_ABSENT;
    a[1] = n_args > 1 ? args[1] : VALUE_ABSENT;
    if (n_args + (size_t)n_keywords > 2) {
        return exc_raise_int(&type_TypeError, "enumerate() takes at most 2 arguments (%lld given)",
                             (long long)n_args + (long long)n_keywords);
    }
    for (int64_t i = 0; i < n_keywords; i++) {
        Ref name = tuple_at(kwnames, i);
        int which = str_equals_cstr(name, "iterable") ? 0 : str_equals_cstr(name, "start") ? 1 : 2;
        if (which == 2 || !value_is_absent(a[which]))
            return exc_raise_int(&type_TypeError, "'%U' is an invalid keyword argument for enumerate()", name);
        a[which] = args[n_args + (size_t)i];
    }
    if (value_is_absent(a[0]))
        return exc_raise_int(&type_TypeError, "enumerate() missing required argument 'iterable'");
    if (value_is_absent(a[1]))
        a[1] = value_from_int(0);
    return 0;
}

static Value enumerate_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Ref a[2];
    if (bind_enumerate(args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value start = value_is_int(a[1]) ? a[1] : object_index(a[1]);
    if (value_is_error(start))
        return VALUE_ERROR;
    Value iterator = object_iter(a[0]);
    Enumerate *e = value_is_error(iterator) ? NULL : object_alloc_instance(type, 0);
    if (e == NULL) {
        value_drop(iterator);
        value_drop(start);
        return VALUE_ERROR;
    }
    e->iterator = iterator;
    e->next_index = start;
    e->result = VALUE_ABSENT;
    gc_track(e);
    return value_from_obj(e);
}

/* Take the index and count on; ERROR when the big int cannot be had. */
static inline Value take_index(Enumerate *e)
{
    Value index = e->next_index;
    Value after = value_is_int(index) ? int_new(value_as_int(index) + 1)
                                      : int_binary(BINARY_ADD, index, value_from_int(1));
    if (value_is_error(after))
        return VALUE_ERROR;
    e->next_index = after;
    return index;
}

static Value enumerate_next(Ref self)
{
    Enumerate *e = VALUE_AS(Enumerate, self);
    Value item = inner_next(e->iterator);
    if (!value_is_ok(item))
        return item;
    Value index = take_index(e);
    if (value_is_error(index)) {
        value_drop(item);
        return VALUE_ERROR;
    }
    if (value_is_unshared(e->result)) {
        Value pair = tuple_reuse(e->result);
        Value *items = VALUE_AS(Tuple, pair)->items;
        Value old_index = items[0], old_item = items[1];
        items[0] = index;
        items[1] = item;
        value_drop(old_index);
        value_drop(old_item);
        return pair;
    }
    Value pair = tuple_new(2);
    if (value_is_error(pair)) {
        value_drop(index);
        value_drop(item);
        return VALUE_ERROR;
    }
    VALUE_AS(Tuple, pair)->items[0] = index;
    VALUE_AS(Tuple, pair)->items[1] = item;
    value_replace(&e->result, value_dup(pair));
    return pair;
}

static void enumerate_dealloc(Obj *o)
{
    Enumerate *e = (Enumerate *)o;
    gc_untrack(o);
    value_drop(e->iterator);
    value_drop(e->next_index);
    value_drop(e->result);
    object_free(o);
}

static int enumerate_traverse(Obj *o, GcVisit visit, void *arg)
{
    Enumerate *e = (Enumerate *)o;
    GC_VISIT(e->iterator);
    GC_VISIT(e->result);
    return 0;
}

NATIVE(enumerate_reduce_m)
{
    Enumerate *e = VALUE_AS(Enumerate, self);
    Value args = tuple_of2(e->iterator, e->next_index);
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_dup_obj(value_type(self)), args);
}

static const Method enumerate_methods[] = {
    {"__reduce__()", enumerate_reduce_m, "Return state information for pickling."},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};

Type type_enumerate = {
    .base = STATIC_OBJ(&type_type), .name = "enumerate", .basic_size = sizeof(Enumerate),
    .flags = TYPE_BASETYPE | TYPE_GC,
    .doc = "enumerate(iterable, start=0)\n--\n\n"
           "Return an enumerate object.\n\n"
           "  iterable\n    an object supporting iteration\n\n"
           "The enumerate object yields pairs containing a count (from start, which\n"
           "defaults to zero) and a value yielded by the iterable argument.\n\n"
           "enumerate is useful for obtaining an indexed list:\n"
           "    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    .methods = enumerate_methods, .new = enumerate_type_new,
    .dealloc = enumerate_dealloc, .traverse = enumerate_traverse,
    .iter = iterator_self, .next = enumerate_next,
};

/* ---- zip and map share: an array of iterators ---- */

/* iter() of each argument; NULL with an exception pending. */
static Value *iterators_of(const Ref *iterables, int64_t n)
{
    Value *iterators = mem_alloc_array_or_raise(n > 0 ? (size_t)n : 1, sizeof(Value));
    if (iterators == NULL)
        return NULL;
    for (int64_t i = 0; i < n; i++) {
        iterators[i] = object_iter(iterables[i]);
        if (value_is_error(iterators[i])) {
            while (i > 0)
                value_drop(iterators[--i]);
            mem_free(iterators);
            return NULL;
        }
    }
    return iterators;
}

static void drop_iterators(Value *iterators, int64_t n)
{
    while (n > 0)
        value_drop(iterators[--n]);
    mem_free(iterators);
}

/* The value of the one keyword `strict` may be: ABSENT when not given; -1 on another keyword. */
static int strict_keyword(const char *function, const Ref *args, size_t n_args, Ref kwnames)
{
    if (value_is_absent(kwnames) || tuple_len(kwnames) == 0)
        return 0;
    for (int64_t i = 0; i < tuple_len(kwnames); i++) {
        if (!str_equals_cstr(tuple_at(kwnames, i), "strict"))
            return exc_raise_int(&type_TypeError, "%s() got an unexpected keyword argument '%U'", function,
                                 tuple_at(kwnames, i));
    }
    return object_truth(args[n_args]);
}

/* ---- zip ---- */

static Value zip_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    int strict = strict_keyword("zip", args, n_args, kwnames);
    if (strict < 0)
        return VALUE_ERROR;
    Value *iterators = iterators_of(args, (int64_t)n_args);
    if (iterators == NULL)
        return VALUE_ERROR;
    Zip *z = object_alloc_instance(type, 0);
    if (z == NULL) {
        drop_iterators(iterators, (int64_t)n_args);
        return VALUE_ERROR;
    }
    z->n = (int64_t)n_args;
    z->iterators = iterators;
    z->result = VALUE_ABSENT;
    z->strict = strict;
    gc_track(z);
    return value_from_obj(z);
}

static Value strict_error(int64_t i, const char *relation)
{
    const char *plural = i == 1 ? " " : "s 1-";
    return exc_raise(&type_ValueError, "zip() argument %lld is %s than argument%s%lld",
                     (long long)(i + 1), relation, plural, (long long)i);
}

/* Iterator i ended; the ones before it gave an item.  In strict mode all must end together. */
static Value strict_end(Zip *z, int64_t i)
{
    if (i > 0)
        return strict_error(i, "shorter");
    for (i = 1; i < z->n; i++) {
        Value item = inner_next(z->iterators[i]);
        if (value_is_error(item))
            return VALUE_ERROR;
        if (!value_is_absent(item)) {
            value_drop(item);
            return strict_error(i, "longer");
        }
    }
    return VALUE_ABSENT;
}

/* The tuple to fill: the last one, when nobody kept it, else a new one.  Owned twice: by us and by z->result. */
static inline Value result_tuple(Zip *z)
{
    if (LIKELY(value_is_unshared(z->result)))
        return tuple_reuse(z->result);
    Value tuple = tuple_new(z->n);
    if (!value_is_error(tuple))
        value_replace(&z->result, value_dup(tuple));
    return tuple;
}

static Value zip_next(Ref self)
{
    Zip *z = VALUE_AS(Zip, self);
    if (z->n == 0)
        return VALUE_ABSENT;
    Value result = result_tuple(z);
    if (value_is_error(result))
        return VALUE_ERROR;
    Value *items = VALUE_AS(Tuple, result)->items;
    for (int64_t i = 0; i < z->n; i++) {
        Value item = inner_next(z->iterators[i]);
        if (UNLIKELY(!value_is_ok(item))) {
            /* Nobody may see a half-filled tuple; also, do not keep the items alive. */
            if (value_is_absent(item) && z->strict)
                item = strict_end(z, i);
            value_clear(&z->result);
            value_drop(result);
            return item;
        }
        value_replace(&items[i], item);
    }
    return result;
}

static void zip_dealloc(Obj *o)
{
    Zip *z = (Zip *)o;
    gc_untrack(o);
    drop_iterators(z->iterators, z->n);
    value_drop(z->result);
    object_free(o);
}

static int zip_traverse(Obj *o, GcVisit visit, void *arg)
{
    Zip *z = (Zip *)o;
    for (int64_t i = 0; i < z->n; i++)
        GC_VISIT(z->iterators[i]);
    GC_VISIT(z->result);
    return 0;
}

NATIVE(zip_reduce_m)
{
    Zip *z = VALUE_AS(Zip, self);
    Value args = tuple_from_refs(z->iterators, z->n);
    if (value_is_error(args))
        return VALUE_ERROR;
    Ref type = value_from_obj(value_type(self));
    Value result = z->strict ? tuple_of3(type, args, VALUE_TRUE) : tuple_of2(type, args);
    value_drop(args);
    return result;
}

NATIVE(zip_setstate_m)
{
    int strict = object_truth(a[0]);
    if (strict < 0)
        return VALUE_ERROR;
    VALUE_AS(Zip, self)->strict = strict;
    return VALUE_NONE;
}

static const Method zip_methods[] = {
    {"__reduce__()", zip_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", zip_setstate_m, "Set state information for unpickling."},
    {0},
};

Type type_zip = {
    .base = STATIC_OBJ(&type_type), .name = "zip", .basic_size = sizeof(Zip), .flags = TYPE_BASETYPE | TYPE_GC,
    .doc = "zip(*iterables, strict=False)\n--\n\n"
           "The zip object yields n-length tuples, where n is the number of iterables\n"
           "passed as positional arguments to zip().  The i-th element in every tuple\n"
           "comes from the i-th iterable argument to zip().  This continues until the\n"
           "shortest argument is exhausted.\n\n"
           "If strict is true and one of the arguments is exhausted before the others,\n"
           "raise a ValueError.\n\n"
           "   >>> list(zip('abcdefg', range(3), range(4)))\n"
           "   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    .methods = zip_methods, .new = zip_type_new,
    .dealloc = zip_dealloc, .traverse = zip_traverse, .iter = iterator_self, .next = zip_next,
};

/* ---- map ---- */

typedef struct Map {
    Obj base;
    Value function;
    int64_t n;
    Value *iterators;  /* mem_alloc'ed, n of them */
} Map;

static Value map_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "map", kwnames))
        return VALUE_ERROR;
    if (n_args < 2)
        return exc_raise(&type_TypeError, "map() must have at least two arguments.");
    Value *iterators = iterators_of(args + 1, (int64_t)n_args - 1);
    if (iterators == NULL)
        return VALUE_ERROR;
    Map *m = object_alloc_instance(type, 0);
    if (m == NULL) {
        drop_iterators(iterators, (int64_t)n_args - 1);
        return VALUE_ERROR;
    }
    m->function = value_dup(args[0]);
    m->n = (int64_t)n_args - 1;
    m->iterators = iterators;
    gc_track(m);
    return value_from_obj(m);
}

static Value map_next(Ref self)
{
    Map *m = VALUE_AS(Map, self);
    Value few[6], *items = few;
    if (m->n > 6 && (items = mem_alloc_array_or_raise((size_t)m->n, sizeof(Value))) == NULL)
        return VALUE_ERROR;
    int64_t got = 0;
    Value result = VALUE_ERROR;
    for (; got < m->n; got++) {
        items[got] = inner_next(m->iterators[got]);
        if (!value_is_ok(items[got])) {
            result = items[got];
            break;
        }
    }
    if (got == m->n)
        result = object_call(m->function, items, (size_t)got, VALUE_ABSENT);
    while (got > 0)
        value_drop(items[--got]);
    if (items != few)
        mem_free(items);
    return result;
}

static void map_dealloc(Obj *o)
{
    Map *m = (Map *)o;
    gc_untrack(o);
    drop_iterators(m->iterators, m->n);
    value_drop(m->function);
    object_free(o);
}

static int map_traverse(Obj *o, GcVisit visit, void *arg)
{
    Map *m = (Map *)o;
    GC_VISIT(m->function);
    for (int64_t i = 0; i < m->n; i++)
        GC_VISIT(m->iterators[i]);
    return 0;
}

NATIVE(map_reduce_m)
{
    Map *m = VALUE_AS(Map, self);
    Value args = tuple_new(m->n + 1);
    if (value_is_error(args))
        return VALUE_ERROR;
    VALUE_AS(Tuple, args)->items[0] = value_dup(m->function);
    for (int64_t i = 0; i < m->n; i++)
        VALUE_AS(Tuple, args)->items[i + 1] = value_dup(m->iterators[i]);
    return tuple_of2_owned(value_dup_obj(value_type(self)), args);
}

static const Method map_methods[] = {
    {"__reduce__()", map_reduce_m, "Return state information for pickling."},
    {0},
};

Type type_map = {
    .base = STATIC_OBJ(&type_type), .name = "map", .basic_size = sizeof(Map), .flags = TYPE_BASETYPE | TYPE_GC,
    .doc = "map(function, iterable, /, *iterables)\n--\n\n"
           "Make an iterator that computes the function using arguments from\n"
           "each of the iterables.  Stops when the shortest iterable is exhausted.",
    .methods = map_methods, .new = map_type_new,
    .dealloc = map_dealloc, .traverse = map_traverse, .iter = iterator_self, .next = map_next,
};

/* ---- filter ---- */

typedef struct Filter {
    Obj base;
    Value function;    /* None or bool: the item's own truth */
    Value iterator;
} Filter;

static Value filter_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "filter", kwnames))
        return VALUE_ERROR;
    if (args_count("filter", n_args, 2, 2))
        return VALUE_ERROR;
    Value iterator = object_iter(args[1]);
    Filter *f = value_is_error(iterator) ? NULL : object_alloc_instance(type, 0);
    if (f == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    f->function = value_dup(args[0]);
    f->iterator = iterator;
    gc_track(f);
    return value_from_obj(f);
}

static int accepts(Ref function, Ref item)
{
    if (value_is_none(function) || value_is(function, value_from_obj(&type_bool)))
        return value_truth(item);
    Value answer = object_call(function, &item, 1, VALUE_ABSENT);
    if (value_is_error(answer))
        return -1;
    int truth = value_truth(answer);
    value_drop(answer);
    return truth;
}

static Value filter_next(Ref self)
{
    Filter *f = VALUE_AS(Filter, self);
    for (;;) {
        Value item = inner_next(f->iterator);
        if (!value_is_ok(item))
            return item;
        int accepted = accepts(f->function, item);
        if (accepted > 0)
            return item;
        value_drop(item);
        if (accepted < 0)
            return VALUE_ERROR;
    }
}

static void filter_dealloc(Obj *o)
{
    Filter *f = (Filter *)o;
    gc_untrack(o);
    value_drop(f->iterator);
    value_drop(f->function);
    object_free(o);
}

static int filter_traverse(Obj *o, GcVisit visit, void *arg)
{
    Filter *f = (Filter *)o;
    GC_VISIT(f->function);
    GC_VISIT(f->iterator);
    return 0;
}

NATIVE(filter_reduce_m)
{
    Filter *f = VALUE_AS(Filter, self);
    Value args = tuple_of2(f->function, f->iterator);
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_dup_obj(value_type(self)), args);
}

static const Method filter_methods[] = {
    {"__reduce__()", filter_reduce_m, "Return state information for pickling."},
    {0},
};

Type type_filter = {
    .base = STATIC_OBJ(&type_type), .name = "filter", .basic_size = sizeof(Filter), .flags = TYPE_BASETYPE | TYPE_GC,
    .doc = "filter(function, iterable, /)\n--\n\n"
           "Return an iterator yielding those items of iterable for which function(item)\n"
           "is true. If function is None, return the items that are true.",
    .methods = filter_methods, .new = filter_type_new,
    .dealloc = filter_dealloc, .traverse = filter_traverse, .iter = iterator_self, .next = filter_next,
};
