/* stdlib/collections/tuple_getter.c -- _tuplegetter: the descriptor behind the fields of named tuples. */
#include "stdlib/collections/collections.h"

typedef struct TupleGetter {
    Obj base;
    int64_t index;
    Value doc;
} TupleGetter;

static Value getter_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    int64_t index;
    if (args_no_keywords("_tuplegetter", kwnames) || args_count("_tuplegetter", n_args, 2, 2)
        || object_as_size(args[0], &index))
        return VALUE_ERROR;
    TupleGetter *g = object_alloc(type);
    if (g == NULL)
        return VALUE_ERROR;
    g->index = index;
    g->doc = value_dup(args[1]);
    gc_track(g);
    return value_from_obj(g);
}

static void getter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((TupleGetter *)o)->doc);
    object_free(o);
}

static int getter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((TupleGetter *)o)->doc);
    return 0;
}

static Value getter_get(Ref self, Ref object, Ref type)
{
    int64_t index = VALUE_AS(TupleGetter, self)->index;
    if (value_is_absent(object) || value_is_none(object))
        return value_dup(self);
    if (!value_is_tuple(object)) {
        return exc_raise(&type_TypeError, "descriptor for index '%lld' for tuple subclasses doesn't apply to '%T' object",
                         (long long)index, object);
    }
    if (index < 0 || index >= tuple_len(object))
        return exc_raise(&type_IndexError, "tuple index out of range");
    return value_dup(tuple_at(object, index));
}

static int getter_set(Ref self, Ref object, Ref v)
{
    return exc_raise_int(&type_AttributeError,
                         value_is_absent(v) ? "can't delete attribute" : "can't set attribute");
}

static Value getter_repr(Ref self)
{
    TupleGetter *g = VALUE_AS(TupleGetter, self);
    return str_format("_tuplegetter(%lld, %R)", (long long)g->index, g->doc);
}

NATIVE(getter_reduce_m)
{
    TupleGetter *g = VALUE_AS(TupleGetter, self);
    Value index = int_new(g->index);
    Value args = value_is_error(index) ? VALUE_ERROR : tuple_of2_owned(index, value_dup(g->doc));
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_from_obj(value_type(self)), args);
}

static const Method getter_methods[] = {
    {"__reduce__()", getter_reduce_m, NULL},
    {0},
};

static const Member getter_members[] = {
    {"__doc__", MEMBER_VALUE, offsetof(TupleGetter, doc), false, NULL},
    {0},
};

Type type_tuple_getter = {
    .base = STATIC_OBJ(&type_type), .name = "_tuplegetter", .module = "collections",
    .basic_size = sizeof(TupleGetter), .flags = TYPE_GC, .methods = getter_methods, .members = getter_members,
    .new = getter_new, .dealloc = getter_dealloc, .traverse = getter_traverse, .repr = getter_repr,
    .descr_get = getter_get, .descr_set = getter_set,
};
