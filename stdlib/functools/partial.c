/* stdlib/functools/partial.c -- partial: a callable with some arguments filled in. */
#include "runtime/mem.h"
#include "stdlib/functools/functools.h"

typedef struct Partial {
    Obj base;
    Value function, args, keywords; /* a callable, a tuple, a dict */
    Value attributes;               /* __dict__, or ABSENT */
} Partial;

static Value partial_call(Ref self, const Ref *args, size_t n_args, Ref kwnames);

/* ---- life ---- */

/* Takes all three. */
static Value make(Type *type, Value function, Value args, Value keywords)
{
    Partial *p = value_is_error(args) || value_is_error(keywords) ? NULL : object_alloc_instance(type, 0);
    if (p == NULL) {
        value_drop(function);
        value_drop(args);
        value_drop(keywords);
        return VALUE_ERROR;
    }
    p->function = function;
    p->args = args;
    p->keywords = keywords;
    p->attributes = VALUE_ABSENT;
    if (!gc_is_tracked(&p->base))
        gc_track(p);
    return value_from_obj(p);
}

/* A tuple of both, one after the other. */
static Value joined(Ref tuple, const Ref *more, int64_t n)
{
    int64_t n_first = tuple_len(tuple);
    if (n == 0 && value_is_exact_tuple(tuple))
        return value_dup(tuple);
    Value all = tuple_new(n_first + n);
    if (value_is_error(all))
        return VALUE_ERROR;
    values_dup(VALUE_AS(Tuple, all)->items, VALUE_AS(Tuple, tuple)->items, n_first);
    values_dup(VALUE_AS(Tuple, all)->items + n_first, more, n);
    return all;
}

static Value partial_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args < 1)
        return exc_raise(&type_TypeError, "type 'partial' takes at least one argument");
    Ref function = args[0];
    if (!object_is_callable(function))
        return exc_raise(&type_TypeError, "the first argument must be callable");
    /* A partial of a partial is one partial, unless somebody hung attributes on the inner one or it has its own
     * way to be called. */
    Partial *inner = value_type(function)->call == partial_call ? VALUE_AS(Partial, function) : NULL;
    if (inner != NULL && !value_is_absent(inner->attributes))
        inner = NULL;
    if (inner != NULL)
        function = inner->function;
    Value keywords = inner != NULL ? dict_copy(inner->keywords) : dict_new();
    if (!value_is_error(keywords) && dict_set_keywords(keywords, kwnames, args + n_args)) {
        value_drop(keywords);
        return VALUE_ERROR;
    }
    Value filled = inner != NULL ? joined(inner->args, args + 1, (int64_t)n_args - 1)
                                 : tuple_from_refs(args + 1, (int64_t)n_args - 1);
    return make(type, value_dup(function), filled, keywords);
}

static void partial_dealloc(Obj *o)
{
    Partial *p = (Partial *)o;
    gc_untrack(o);
    value_drop(p->function);
    value_drop(p->args);
    value_drop(p->keywords);
    value_drop(p->attributes);
    object_free(o);
}

static int partial_traverse(Obj *o, GcVisit visit, void *arg)
{
    Partial *p = (Partial *)o;
    GC_VISIT(p->function);
    GC_VISIT(p->args);
    GC_VISIT(p->keywords);
    GC_VISIT(p->attributes);
    return 0;
}

static void partial_clear(Obj *o)
{
    /* The tuple is immutable and the function may still be called: cycles go through the dicts. */
    value_clear(&((Partial *)o)->attributes);
    Partial *p = (Partial *)o;
    value_replace(&p->args, tuple_empty());
    value_replace(&p->function, VALUE_NONE);
    if (value_is_dict(p->keywords))
        dict_clear(p->keywords);
}

/* ---- calling ---- */

/* The same, with keywords filled in: those of the call win. */
static Value call_with_keywords(Partial *p, const Ref *args, size_t n_args, Ref kwnames)
{
    Value all = joined(p->args, args, (int64_t)n_args), keywords = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(all))
        keywords = dict_copy(p->keywords);
    if (!value_is_error(keywords) && !dict_set_keywords(keywords, kwnames, args + n_args))
        result = object_call_tuple(p->function, all, keywords);
    value_drop(keywords);
    value_drop(all);
    return result;
}

static Value partial_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    Partial *p = VALUE_AS(Partial, self);
    if (c_stack_check(" while calling a Python object"))
        return VALUE_ERROR;
    Value held = value_dup(self); /* __setstate__ may be called meanwhile */
    Value result;
    if (dict_len(p->keywords) > 0) {
        result = call_with_keywords(p, args, n_args, kwnames);
    } else {
        size_t n_filled = (size_t)tuple_len(p->args);
        size_t n_given = n_args + (value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames));
        Ref few[12], *all = few;
        if (n_filled + n_given > N_ELEMENTS(few))
            all = mem_alloc_array_or_raise(n_filled + n_given, sizeof *all);
        if (all == NULL) {
            result = VALUE_ERROR;
        } else {
            Value filled = value_dup(p->args), function = value_dup(p->function);
            memcpy(all, VALUE_AS(Tuple, filled)->items, n_filled * sizeof *all);
            if (n_given > 0)
                memcpy(all + n_filled, args, n_given * sizeof *all);
            result = object_call(function, all, n_filled + n_args, kwnames);
            value_drop(function);
            value_drop(filled);
            if (all != few)
                mem_free(all);
        }
    }
    value_drop(held);
    return result;
}

/* Not a method yet; from 3.14 on it is, and who relies on the old way is told. */
static Value partial_get(Ref self, Ref object, Ref type)
{
    if (value_is_absent(object) || value_is_none(object))
        return value_dup(self);
    if (exc_warn(&type_FutureWarning, 1,
                 "functools.partial will be a method descriptor in future Python versions; "
                 "wrap it in staticmethod() if you want to preserve the old behavior"))
        return VALUE_ERROR;
    return value_dup(self);
}

/* ---- looks ---- */

static int append_argument(StrBuilder *b, Ref name, Ref v)
{
    Value text = object_repr(v);
    if (value_is_error(text))
        return -1;
    str_builder_ascii(b, ", ", 2);
    if (!value_is_absent(name)) {
        Value key = object_str(name);
        if (value_is_error(key)) {
            value_drop(text);
            return -1;
        }
        str_builder_str(b, key);
        str_builder_char(b, '=');
        value_drop(key);
    }
    str_builder_str(b, text);
    value_drop(text);
    return 0;
}

static int append_arguments(StrBuilder *b, Ref args, Ref keywords)
{
    for (int64_t i = 0; i < tuple_len(args); i++) {
        if (append_argument(b, VALUE_ABSENT, tuple_at(args, i)))
            return -1;
    }
    int64_t pos = 0;
    Ref k, v;
    while (dict_next(keywords, &pos, &k, &v)) {
        Value key = value_dup(k), value = value_dup(v);
        int failed = append_argument(b, key, value);
        value_drop(key);
        value_drop(value);
        if (failed)
            return -1;
    }
    return 0;
}

static Value partial_repr(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_from_cstr("...");
    Partial *p = VALUE_AS(Partial, self);
    /* A repr may come back and replace all three. */
    Value function = value_dup(p->function), args = value_dup(p->args), keywords = value_dup(p->keywords);
    StrBuilder b;
    str_builder_init(&b);
    Value head = str_format("%V(%R", self, function);
    int failed = value_is_error(head) ? -1 : 0;
    if (!failed) {
        str_builder_str(&b, head);
        failed = append_arguments(&b, args, keywords);
    }
    str_builder_char(&b, ')');
    value_drop(head);
    value_drop(function);
    value_drop(args);
    value_drop(keywords);
    object_repr_leave(self);
    if (!failed)
        return str_builder_finish(&b);
    str_builder_free(&b);
    return VALUE_ERROR;
}

/* ---- pickling ---- */

NATIVE(partial_reduce_m)
{
    Partial *p = VALUE_AS(Partial, self);
    Ref parts[4] = {p->function, p->args, p->keywords, value_is_absent(p->attributes) ? VALUE_NONE : p->attributes};
    Value state = tuple_from_refs(parts, 4), args = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(state))
        args = tuple_of1(p->function);
    if (!value_is_error(args))
        result = tuple_of3(value_from_obj(value_type(self)), args, state);
    value_drop(args);
    value_drop(state);
    return result;
}

NATIVE(partial_setstate_m)
{
    Partial *p = VALUE_AS(Partial, self);
    Ref state = a[0];
    if (!value_is_tuple(state) || tuple_len(state) != 4 || !object_is_callable(tuple_at(state, 0))
        || !value_is_tuple(tuple_at(state, 1))
        || !(value_is_dict(tuple_at(state, 2)) || value_is_none(tuple_at(state, 2))))
        return exc_raise(&type_TypeError, "invalid partial state");
    Value args = tuple_from_iterable(tuple_at(state, 1)), keywords = VALUE_ERROR;
    if (!value_is_error(args) && !value_is_exact_tuple(args)) /* of a subclass: a plain copy */
        value_replace(&args, tuple_from_refs(VALUE_AS(Tuple, args)->items, tuple_len(args)));
    if (!value_is_error(args)) {
        Ref given = tuple_at(state, 2);
        keywords = value_is_none(given) ? dict_new() : value_is_exact_dict(given) ? value_dup(given) : dict_copy(given);
    }
    if (value_is_error(keywords)) {
        value_drop(args);
        return VALUE_ERROR;
    }
    Ref attributes = tuple_at(state, 3);
    value_replace(&p->function, value_dup(tuple_at(state, 0)));
    value_replace(&p->args, args);
    value_replace(&p->keywords, keywords);
    value_replace(&p->attributes, value_is_none(attributes) ? VALUE_ABSENT : value_dup(attributes));
    return VALUE_NONE;
}

static const Method partial_methods[] = {
    {"__reduce__()", partial_reduce_m, NULL},
    {"__setstate__(state, /)", partial_setstate_m, NULL},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};

static const Member partial_members[] = {
    {"func", MEMBER_VALUE, offsetof(Partial, function), true, "function object to use in future partial calls"},
    {"args", MEMBER_VALUE, offsetof(Partial, args), true, "tuple of arguments to future partial calls"},
    {"keywords", MEMBER_VALUE, offsetof(Partial, keywords), true,
     "dictionary of keyword arguments to future partial calls"},
    {0},
};

Type type_partial = {
    .base = STATIC_OBJ(&type_type), .name = "partial", .module = "functools", .basic_size = sizeof(Partial),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .dict_offset = offsetof(Partial, attributes),
    .doc = "partial(func, /, *args, **keywords)\n--\n\n"
           "Create a new function with partial application of the given arguments and keywords.",
    .methods = partial_methods, .members = partial_members, .new = partial_new, .call = partial_call,
    .dealloc = partial_dealloc, .traverse = partial_traverse, .clear = partial_clear,
    .repr = partial_repr, .descr_get = partial_get,
};
