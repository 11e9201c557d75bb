/* stdlib/itertools/joining.c -- chain, islice, zip_longest. */
#include "runtime/mem.h"
#include "stdlib/itertools/itertools.h"

/* ---- chain ---- */

typedef struct Chain {
    Obj base;
    Value sources;     /* iterator over iterables; ABSENT once exhausted */
    Value active;      /* iterator over the current one, or ABSENT */
} Chain;
HELD_LIFE(chain, 2)

/* Takes sources. */
static Value chain_over(Type *type, Value sources)
{
    Chain *c = value_is_error(sources) ? NULL : holder_new(type, 2);
    if (c == NULL) {
        value_drop(sources);
        return VALUE_ERROR;
    }
    c->sources = sources;
    return holder_finish(c);
}

static Value chain_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "chain", kwnames))
        return VALUE_ERROR;
    Value iterables = tuple_from_refs(args, (int64_t)n_args);
    if (value_is_error(iterables))
        return VALUE_ERROR;
    Value sources = object_iter(iterables);
    value_drop(iterables);
    return chain_over(type, sources);
}

NATIVE(chain_from_iterable_m) { return chain_over(value_as_type(self), object_iter(a[0])); }

static Value chain_next(Ref self)
{
    Chain *c = VALUE_AS(Chain, self);
    while (!value_is_absent(c->sources)) {
        if (value_is_absent(c->active)) {
            Value sources = value_dup(c->sources);
            Value iterable = inner_next(sources);
            value_drop(sources);
            if (value_is_absent(iterable)) {
                value_clear(&c->sources);
                return VALUE_ABSENT;
            }
            Value active = value_is_error(iterable) ? VALUE_ERROR : object_iter(iterable);
            value_drop(iterable);
            if (value_is_error(active)) {
                value_clear(&c->sources);
                return VALUE_ERROR;
            }
            value_replace(&c->active, active);
        }
        Value active = value_dup(c->active);
        Value item = inner_next(active);
        value_drop(active);
        if (!value_is_absent(item))
            return item;
        value_clear(&c->active);
    }
    return VALUE_ABSENT;
}

NATIVE(chain_reduce_m)
{
    Chain *c = VALUE_AS(Chain, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Value state = VALUE_ABSENT;
    if (!value_is_absent(c->sources))
        state = value_is_absent(c->active) ? tuple_of1(c->sources) : tuple_of2(c->sources, c->active);
    return itertool_reduce(self, tuple_empty(), state);
}

NATIVE(chain_setstate_m)
{
    Chain *c = VALUE_AS(Chain, self);
    Ref state = a[0];
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (!value_is_tuple(state))
        return exc_raise(&type_TypeError, "state is not a tuple");
    int64_t len = tuple_len(state);
    if (len < 1 || len > 2)
        return exc_raise(&type_TypeError, "function takes 1 or 2 arguments (%lld given)", (long long)len);
    if (!object_is_iterator(tuple_at(state, 0)) || (len == 2 && !object_is_iterator(tuple_at(state, 1))))
        return exc_raise(&type_TypeError, "Arguments must be iterators.");
    value_replace(&c->sources, value_dup(tuple_at(state, 0)));
    value_replace(&c->active, len == 2 ? value_dup(tuple_at(state, 1)) : VALUE_ABSENT);
    return VALUE_NONE;
}

static const Method chain_methods[] = {
    REDUCE_ROW(chain_reduce_m),
    SETSTATE_ROW(chain_setstate_m),
    {"from_iterable(iterable, /)", chain_from_iterable_m,
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily.", METHOD_CLASS},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};

Type type_chain = {
    ITERTOOL(chain, Chain), .name = "chain", .new = chain_new, .methods = chain_methods,
    .doc = "chain(*iterables)\n--\n\n"
           "Return a chain object whose .__next__() method returns elements from the\n"
           "first iterable until it is exhausted, then elements from the next\n"
           "iterable, until all of the iterables are exhausted.",
};

/* ---- islice ---- */

typedef struct Islice {
    Obj base;
    Value iterator;    /* ABSENT once exhausted */
    int64_t next, stop, step; /* stop -1: none */
    int64_t count;     /* items taken so far */
} Islice;
HELD_LIFE(islice, 1)

/* None gives `missing`; -1: ValueError with `message`. */
static int slice_count(Ref v, int64_t *out, int64_t missing, int64_t lowest, const char *message)
{
    *out = missing;
    if (value_is_absent(v) || value_is_none(v))
        return 0;
    if (value_type(v)->index != NULL) {
        Value index = object_index(v);
        bool fits = !value_is_error(index) && int_bit_length(index) <= 63;
        if (fits)
            *out = int_as_i64_clip(index);
        value_drop(index);
        if (fits && *out >= lowest)
            return 0;
        exc_clear();
    }
    return exc_raise_int(&type_ValueError, "%s", message);
}

static Value islice_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "islice", kwnames) || args_count("islice", n_args, 2, 4))
        return VALUE_ERROR;
    int64_t start = 0, stop, step = 1;
    static const char *const bad_stop =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char *const bad_index = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    if (n_args == 2) {
        if (slice_count(args[1], &stop, -1, 0, bad_stop))
            return VALUE_ERROR;
    } else {
        /* -1 looks like a failed conversion to the reference implementation: its text differs. */
        if (slice_count(args[2], &stop, -1, INT64_MIN, bad_stop))
            return VALUE_ERROR;
        if (stop < 0 && !value_is_none(args[2]))
            return exc_raise(&type_ValueError, "%s", stop == -1 ? bad_stop : bad_index);
        if (slice_count(args[1], &start, 0, 0, bad_index))
            return VALUE_ERROR;
    }
    if (n_args == 4
        && slice_count(args[3], &step, 1, 1, "Step for islice() must be a positive integer or None."))
        return VALUE_ERROR;
    Value iterator = object_iter(args[0]);
    Islice *s = value_is_error(iterator) ? NULL : holder_new(type, 1);
    if (s == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    s->iterator = iterator;
    s->next = start;
    s->stop = stop;
    s->step = step;
    s->count = 0;
    return holder_finish(s);
}

static Value islice_end(Islice *s)
{
    value_clear(&s->iterator);
    return VALUE_ABSENT;
}

static Value islice_next(Ref self)
{
    Islice *s = VALUE_AS(Islice, self);
    if (value_is_absent(s->iterator))
        return VALUE_ABSENT;
    if (s->stop >= 0 && s->next >= s->stop && s->count >= s->stop)
        return islice_end(s);
    Value iterator = value_dup(s->iterator), item = VALUE_ABSENT;
    int64_t target = s->stop >= 0 && s->next > s->stop ? s->stop : s->next;
    while (s->count < target) {
        item = inner_next(iterator);
        if (!value_is_ok(item))
            goto done;
        value_drop(item);
        s->count++;
    }
    item = VALUE_ABSENT;
    if (s->stop >= 0 && s->count >= s->stop)
        goto done;
    item = inner_next(iterator);
    if (!value_is_ok(item))
        goto done;
    s->count++;
    /* What lies past the stop, or past all integers, is never reached. */
    if (__builtin_add_overflow(s->next, s->step, &s->next) || (s->stop >= 0 && s->next > s->stop))
        s->next = s->stop >= 0 ? s->stop : INT64_MAX;
done:
    value_drop(iterator);
    if (value_is_absent(item))
        islice_end(s);
    return item;
}

/* An exhausted one comes back as one over nothing. */
NATIVE(islice_reduce_m)
{
    Islice *s = VALUE_AS(Islice, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (value_is_absent(s->iterator)) {
        Value empty = list_new(0), it = value_is_error(empty) ? VALUE_ERROR : object_iter(empty);
        value_drop(empty);
        if (value_is_error(it))
            return VALUE_ERROR;
        return itertool_reduce(self, tuple_of2_owned(it, value_from_int(0)), value_from_int(0));
    }
    Value args[4] = {value_dup(s->iterator), int_new(s->next), s->stop < 0 ? VALUE_NONE : int_new(s->stop),
                     int_new(s->step)};
    for (int i = 0; i < 4; i++) {
        if (value_is_error(args[i])) {
            values_drop(args, 4);
            return VALUE_ERROR;
        }
    }
    return itertool_reduce(self, tuple_from_values(args, 4), int_new(s->count));
}

NATIVE(islice_setstate_m)
{
    int64_t count;
    if (warn_of_pickling() || object_as_index(a[0], &count, false))
        return VALUE_ERROR;
    VALUE_AS(Islice, self)->count = count;
    return VALUE_NONE;
}

static const Method islice_methods[] = {REDUCE_ROW(islice_reduce_m), SETSTATE_ROW(islice_setstate_m), {0}};

Type type_islice = {
    ITERTOOL(islice, Islice), .name = "islice", .methods = islice_methods, .new = islice_new,
    .doc = "islice(iterable, stop) --> islice object\n"
           "islice(iterable, start, stop[, step]) --> islice object\n\n"
           "Return an iterator whose next() method returns selected values from an\n"
           "iterable.  If start is specified, will skip all preceding elements;\n"
           "otherwise, start defaults to zero.  Step defaults to one.  If\n"
           "specified as another value, step determines how many values are\n"
           "skipped between successive calls.  Works like a slice() on a list\n"
           "but returns an iterator.",
};

/* ---- zip_longest ---- */

typedef struct ZipLongest {
    Obj base;
    Value fill;
    Value iterators;   /* list; an exhausted one is replaced by None */
    int64_t n_active;
} ZipLongest;
HELD_LIFE(zip_longest, 2)

static Value zip_longest_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Ref fill = VALUE_NONE;
    for (int64_t i = 0; !value_is_absent(kwnames) && i < tuple_len(kwnames); i++) {
        if (!str_equals_cstr(tuple_at(kwnames, i), "fillvalue"))
            return exc_raise(&type_TypeError, "zip_longest() got an unexpected keyword argument");
        fill = args[n_args + (size_t)i];
    }
    Value iterators = list_new((int64_t)n_args);
    for (size_t i = 0; !value_is_error(iterators) && i < n_args; i++) {
        Value it = object_iter(args[i]);
        if (value_is_error(it) || list_append_owned(iterators, it)) {
            value_drop(iterators);
            iterators = VALUE_ERROR;
        }
    }
    ZipLongest *z = value_is_error(iterators) ? NULL : holder_new(type, 2);
    if (z == NULL) {
        value_drop(iterators);
        return VALUE_ERROR;
    }
    z->fill = value_dup(fill);
    z->iterators = iterators;
    z->n_active = (int64_t)n_args;
    return holder_finish(z);
}

/* Item i: ABSENT when nothing is left anywhere. */
static Value longest_item(ZipLongest *z, int64_t i)
{
    Ref it = list_at(z->iterators, i);
    if (value_is_none(it))
        return value_dup(z->fill);
    Value held = value_dup(it);
    Value item = inner_next(held);
    value_drop(held);
    if (value_is_ok(item))
        return item;
    if (value_is_error(item)) {
        z->n_active = 0;
        return VALUE_ERROR;
    }
    if (!value_is_none(list_at(z->iterators, i))) {
        if (--z->n_active == 0)
            return VALUE_ABSENT;
        value_replace(&VALUE_AS(List, z->iterators)->items[i], VALUE_NONE);
    }
    return value_dup(z->fill);
}

static Value zip_longest_next(Ref self)
{
    ZipLongest *z = VALUE_AS(ZipLongest, self);
    if (z->n_active <= 0 || value_is_absent(z->iterators))
        return VALUE_ABSENT;
    int64_t n = list_len(z->iterators);
    Value tuple = tuple_new(n);
    if (value_is_error(tuple))
        return VALUE_ERROR;
    for (int64_t i = 0; i < n; i++) {
        Value item = longest_item(z, i);
        if (!value_is_ok(item)) {
            value_drop(tuple);
            return item;
        }
        VALUE_AS(Tuple, tuple)->items[i] = item;
    }
    return tuple;
}

/* Exhausted iterators come back as empty tuples. */
NATIVE(zip_longest_reduce_m)
{
    ZipLongest *z = VALUE_AS(ZipLongest, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Value args = list_to_tuple(z->iterators);
    for (int64_t i = 0; !value_is_error(args) && i < tuple_len(args); i++) {
        if (value_is_none(tuple_at(args, i)))
            VALUE_AS(Tuple, args)->items[i] = tuple_empty();
    }
    return itertool_reduce(self, args, value_dup(z->fill));
}

NATIVE(zip_longest_setstate_m)
{
    if (warn_of_pickling())
        return VALUE_ERROR;
    value_replace(&VALUE_AS(ZipLongest, self)->fill, value_dup(a[0]));
    return VALUE_NONE;
}

static const Method zip_longest_methods[] = {
    REDUCE_ROW(zip_longest_reduce_m), SETSTATE_ROW(zip_longest_setstate_m), {0},
};

Type type_zip_longest = {
    ITERTOOL(zip_longest, ZipLongest), .name = "zip_longest", .methods = zip_longest_methods, .new = zip_longest_new,
    .doc = "zip_longest(*iterables, fillvalue=None)\n--\n\n"
           "Return a zip_longest object whose .__next__() method returns a tuple where\n"
           "the i-th element comes from the i-th iterable argument.  The .__next__()\n"
           "method continues until the longest iterable in the argument sequence\n"
           "is exhausted and then it raises StopIteration.  When the shorter iterables\n"
           "are exhausted, the fillvalue is substituted in their place.  The fillvalue\n"
           "defaults to None or can be specified by a keyword argument.",
};
