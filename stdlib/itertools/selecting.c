/* stdlib/itertools/selecting.c -- compress, dropwhile, takewhile, filterfalse, starmap. */
#include "stdlib/itertools/itertools.h"

/* A function and an iterator: what all but compress are made of. */
typedef struct Selector {
    Obj base;
    Value function, iterator;
    bool switched;     /* dropwhile: dropping is over; takewhile: taking is over */
} Selector;
HELD_LIFE(selector, 2)

static Value selector_new(Type *type, const char *name, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, name, kwnames) || args_count(name, n_args, 2, 2))
        return VALUE_ERROR;
    Value iterator = object_iter(args[1]);
    Selector *s = value_is_error(iterator) ? NULL : holder_new(type, 2);
    if (s == NULL) {
        value_drop(iterator);
        return VALUE_ERROR;
    }
    s->function = value_dup(args[0]);
    s->iterator = iterator;
    s->switched = false;
    return holder_finish(s);
}

#define SELECTOR(tool)                                                                                       \
    .base = STATIC_OBJ(&type_type), .name = #tool, .module = "itertools", .basic_size = sizeof(Selector),    \
    .flags = TYPE_BASETYPE | TYPE_GC, .dealloc = selector_dealloc, .traverse = selector_traverse,            \
    .clear = selector_clear, .iter = iterator_self, .next = tool##_next, .new = tool##_new

NATIVE(selector_reduce_m)
{
    Selector *s = VALUE_AS(Selector, self);
    Ref args[2] = {s->function, s->iterator};
    return warn_of_pickling() ? VALUE_ERROR : itertool_reduce_refs(self, args, 2, VALUE_ABSENT);
}

NATIVE(switching_reduce_m)
{
    Selector *s = VALUE_AS(Selector, self);
    Ref args[2] = {s->function, s->iterator};
    return warn_of_pickling() ? VALUE_ERROR : itertool_reduce_refs(self, args, 2, value_from_int(s->switched));
}

NATIVE(switching_setstate_m)
{
    int switched = warn_of_pickling() ? -1 : object_truth(a[0]);
    if (switched < 0)
        return VALUE_ERROR;
    VALUE_AS(Selector, self)->switched = switched;
    return VALUE_NONE;
}

static const Method selector_methods[] = {REDUCE_ROW(selector_reduce_m), {0}};
static const Method switching_methods[] = {REDUCE_ROW(switching_reduce_m), SETSTATE_ROW(switching_setstate_m), {0}};

/* ---- dropwhile ---- */

static Value dropwhile_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return selector_new(type, "dropwhile", args, n_args, kwnames);
}

static Value dropwhile_next(Ref self)
{
    Selector *s = VALUE_AS(Selector, self);
    for (;;) {
        Value item = inner_next(s->iterator);
        if (!value_is_ok(item) || s->switched)
            return item;
        int holds = predicate_holds(s->function, item);
        if (holds == 0) {
            s->switched = true;
            return item;
        }
        value_drop(item);
        if (holds < 0)
            return VALUE_ERROR;
    }
}

Type type_dropwhile = {
    SELECTOR(dropwhile), .methods = switching_methods,
    .doc = "dropwhile(predicate, iterable, /)\n--\n\n"
           "Drop items from the iterable while predicate(item) is true.\n\n"
           "Afterwards, return every element until the iterable is exhausted.",
};

/* ---- takewhile ---- */

static Value takewhile_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return selector_new(type, "takewhile", args, n_args, kwnames);
}

static Value takewhile_next(Ref self)
{
    Selector *s = VALUE_AS(Selector, self);
    if (s->switched)
        return VALUE_ABSENT;
    Value item = inner_next(s->iterator);
    if (!value_is_ok(item))
        return item;
    int holds = predicate_holds(s->function, item);
    if (holds > 0)
        return item;
    value_drop(item);
    if (holds < 0)
        return VALUE_ERROR;
    s->switched = true;
    return VALUE_ABSENT;
}

Type type_takewhile = {
    SELECTOR(takewhile), .methods = switching_methods,
    .doc = "takewhile(predicate, iterable, /)\n--\n\n"
           "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
};

/* ---- filterfalse ---- */

static Value filterfalse_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return selector_new(type, "filterfalse", args, n_args, kwnames);
}

static Value filterfalse_next(Ref self)
{
    Selector *s = VALUE_AS(Selector, self);
    bool own_truth = value_is_none(s->function) || value_is(s->function, value_from_obj(&type_bool));
    for (;;) {
        Value item = inner_next(s->iterator);
        if (!value_is_ok(item))
            return item;
        int holds = own_truth ? value_truth(item) : predicate_holds(s->function, item);
        if (holds == 0)
            return item;
        value_drop(item);
        if (holds < 0)
            return VALUE_ERROR;
    }
}

Type type_filterfalse = {
    SELECTOR(filterfalse), .methods = selector_methods,
    .doc = "filterfalse(function, iterable, /)\n--\n\n"
           "Return those items of iterable for which function(item) is false.\n\n"
           "If function is None, return the items that are false.",
};

/* ---- starmap ---- */

static Value starmap_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return selector_new(type, "starmap", args, n_args, kwnames);
}

static Value starmap_next(Ref self)
{
    Selector *s = VALUE_AS(Selector, self);
    Value item = inner_next(s->iterator);
    if (!value_is_ok(item))
        return item;
    Value args = tuple_from_iterable(item);
    value_drop(item);
    if (value_is_error(args))
        return VALUE_ERROR;
    Value result = object_call(s->function, VALUE_AS(Tuple, args)->items, (size_t)tuple_len(args), VALUE_ABSENT);
    value_drop(args);
    return result;
}

Type type_starmap = {
    SELECTOR(starmap), .methods = selector_methods,
    .doc = "starmap(function, iterable, /)\n--\n\n"
           "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
};

/* ---- compress ---- */

typedef struct Compress {
    Obj base;
    Value data, selectors;
} Compress;
HELD_LIFE(compress, 2)

static Value compress_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "compress(data, selectors)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value data = object_iter(a[0]);
    Value selectors = value_is_error(data) ? VALUE_ERROR : object_iter(a[1]);
    Compress *c = value_is_error(selectors) ? NULL : holder_new(type, 2);
    if (c == NULL) {
        value_drop(data);
        value_drop(selectors);
        return VALUE_ERROR;
    }
    c->data = data;
    c->selectors = selectors;
    return holder_finish(c);
}

static Value compress_next(Ref self)
{
    Compress *c = VALUE_AS(Compress, self);
    for (;;) {
        Value item = inner_next(c->data);
        if (!value_is_ok(item))
            return item;
        Value selector = inner_next(c->selectors);
        int chosen = value_is_ok(selector) ? value_truth(selector) : 0;
        value_drop(selector);
        if (chosen > 0)
            return item;
        value_drop(item);
        if (!value_is_ok(selector))
            return selector;
        if (chosen < 0)
            return VALUE_ERROR;
    }
}

NATIVE(compress_reduce_m)
{
    Compress *c = VALUE_AS(Compress, self);
    Ref args[2] = {c->data, c->selectors};
    return warn_of_pickling() ? VALUE_ERROR : itertool_reduce_refs(self, args, 2, VALUE_ABSENT);
}

static const Method compress_methods[] = {REDUCE_ROW(compress_reduce_m), {0}};

Type type_compress = {
    ITERTOOL(compress, Compress), .name = "compress", .methods = compress_methods, .new = compress_new,
    .doc = "compress(data, selectors)\n--\n\n"
           "Return data elements corresponding to true selector elements.\n\n"
           "Forms a shorter iterator from selected data elements using the selectors to\n"
           "choose the data elements.",
};
