/* runtime/namespace.c -- types.SimpleNamespace. */
#include "runtime/namespace.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value new_of_type(Type *type)
{
    Value dict = dict_new();
    Namespace *n = value_is_error(dict) ? NULL : object_alloc_instance(type, 0);
    if (n == NULL) {
        value_drop(dict);
        return VALUE_ERROR;
    }
    n->dict = dict;
    if (!gc_is_tracked(&n->base))
        gc_track(n);
    return value_from_obj(n);
}

/* The attributes, made anew when somebody deleted them; a new reference. */
static Value attributes(Ref self)
{
    Namespace *n = VALUE_AS(Namespace, self);
    if (value_is_absent(n->dict)) {
        Value dict = dict_new();
        if (value_is_error(dict))
            return VALUE_ERROR;
        n->dict = dict;
    }
    return value_dup(n->dict);
}

static Value namespace_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames) { return new_of_type(type); }

static int update_from_mapping(Ref attrs, Ref given)
{
    Value dict = value_is_exact_dict(given) ? value_dup(given) : object_call1(value_from_obj(&type_dict), given);
    if (value_is_error(dict))
        return -1;
    int64_t pos = 0;
    Ref key, value;
    int result = 0;
    while (result == 0 && dict_next(dict, &pos, &key, &value)) {
        if (!value_is_str(key))
            result = exc_raise_int(&type_TypeError, "keywords must be strings");
    }
    if (result == 0)
        result = dict_merge(attrs, dict, 1);
    value_drop(dict);
    return result;
}

static int namespace_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_count(value_type(self)->name, n_args, 0, 1))
        return -1;
    Value attrs = attributes(self);
    if (value_is_error(attrs))
        return -1;
    int result = n_args ? update_from_mapping(attrs, args[0]) : 0;
    if (result == 0)
        result = dict_set_keywords(attrs, kwnames, args + n_args);
    value_drop(attrs);
    return result;
}

static void namespace_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((Namespace *)o)->dict);
    object_free(o);
}

static int namespace_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Namespace *)o)->dict);
    return 0;
}

static void namespace_clear(Obj *o) { value_clear(&((Namespace *)o)->dict); }

static int append_attributes(StrBuilder *b, Ref attrs)
{
    int64_t pos = 0;
    Ref k, v;
    bool first = true;
    while (dict_next(attrs, &pos, &k, &v)) {
        if (!value_is_str(k) || str_len(k) == 0)
            continue;
        Value key = value_dup(k), value = value_dup(v);
        if (!first)
            str_builder_ascii(b, ", ", 2);
        first = false;
        str_builder_str(b, key);
        str_builder_char(b, '=');
        Value text = object_repr(value);
        if (!value_is_error(text))
            str_builder_str(b, text);
        bool failed = value_is_error(text);
        value_drop(text);
        value_drop(key);
        value_drop(value);
        if (failed)
            return -1;
    }
    return 0;
}

static Value namespace_repr(Ref self)
{
    const char *name = value_has_type(self, &type_simple_namespace) ? "namespace" : value_type(self)->name;
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_format("%s(...)", name);
    StrBuilder b;
    str_builder_init(&b);
    Value head = str_format("%s(", name), attrs = VALUE_ERROR;
    int failed = value_is_error(head) ? -1 : 0;
    if (!failed) {
        str_builder_str(&b, head);
        attrs = attributes(self);
        failed = value_is_error(attrs) ? -1 : append_attributes(&b, attrs);
    }
    value_drop(attrs);
    value_drop(head);
    object_repr_leave(self);
    str_builder_char(&b, ')');
    if (!failed)
        return str_builder_finish(&b);
    str_builder_free(&b);
    return VALUE_ERROR;
}

static Value namespace_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_instance(a, &type_simple_namespace) || !value_is_instance(b, &type_simple_namespace))
        return VALUE_NOT_IMPLEMENTED;
    Value x = attributes(a), y = value_is_error(x) ? VALUE_ERROR : attributes(b);
    Value result = value_is_error(y) ? VALUE_ERROR : object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

NATIVE(namespace_reduce_m)
{
    Value attrs = attributes(self);
    if (value_is_error(attrs))
        return VALUE_ERROR;
    Value none = tuple_empty();
    Value result = tuple_of3(value_from_obj(value_type(self)), none, attrs);
    value_drop(none);
    value_drop(attrs);
    return result;
}

NATIVE(namespace_replace_m)
{
    Value result = object_call0(value_from_obj(value_type(self)));
    if (value_is_error(result))
        return VALUE_ERROR;
    if (!value_is_instance(result, &type_simple_namespace)) {
        exc_raise(&type_TypeError, "expect %N type, but %T() returned '%T' object", &type_simple_namespace, self, result);
        value_drop(result);
        return VALUE_ERROR;
    }
    Value mine = attributes(self), theirs = value_is_error(mine) ? VALUE_ERROR : attributes(result);
    bool failed = value_is_error(theirs) || dict_merge(theirs, mine, 1)
               || (!value_is_absent(a[0]) && dict_merge(theirs, a[0], 1));
    value_drop(mine);
    value_drop(theirs);
    if (!failed)
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

static const Method namespace_methods[] = {
    {"__reduce__()", namespace_reduce_m, "Return state information for pickling"},
    {"__replace__(**changes)", namespace_replace_m,
     "Return a copy of the namespace object with new values for the specified attributes."},
    {0},
};

Type type_simple_namespace = {
    .base = STATIC_OBJ(&type_type), .name = "SimpleNamespace", .module = "types", .basic_size = sizeof(Namespace),
    .flags = TYPE_BASETYPE | TYPE_GC, .dict_offset = offsetof(Namespace, dict),
    .doc = "SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\n"
           "A simple attribute-based namespace.", .methods = namespace_methods,
    .new = namespace_type_new, .init = namespace_init,
    .dealloc = namespace_dealloc, .traverse = namespace_traverse, .clear = namespace_clear,
    .repr = namespace_repr, .hash = hash_not_implemented, .compare = namespace_compare,
};
