/* runtime/structseq.c -- struct sequences: tuples whose items have names (time.struct_time, os.stat_result).
 *
 * An instance has n_fields items of which the first n_visible are the tuple; the others are attributes only.
 * A field without a name is reached by index only.  The types are made once by modules and live for ever. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

typedef struct StructSeqType {
    Type type;
    const StructSeqField *fields;
    int n_fields, n_visible, n_unnamed;
    Member members[];  /* one per named field, ended by {0} */
} StructSeqType;

static void structseq_dealloc(Obj *o);

static const StructSeqType *info_of(Ref v) { return (const StructSeqType *)value_type(v); }

/* ---- instances ---- */

static Tuple *alloc_instance(const StructSeqType *info)
{
    Type *type = (Type *)(uintptr_t)&info->type;
    Tuple *t = object_alloc_instance(type, (size_t)info->n_fields);
    if (t == NULL)
        return NULL;
    t->len = info->n_visible;
    for (int i = 0; i < info->n_fields; i++)
        t->items[i] = VALUE_NONE;
    gc_track(t);
    return t;
}

Value structseq_new(Type *type, Value *items)
{
    const StructSeqType *info = (const StructSeqType *)type;
    Tuple *t = alloc_instance(info);
    if (t == NULL) {
        values_drop(items, info->n_fields);
        return VALUE_ERROR;
    }
    memcpy(t->items, items, (size_t)info->n_fields * sizeof(Value));
    return value_from_obj(t);
}

static void structseq_dealloc(Obj *o)
{
    Tuple *t = (Tuple *)o;
    gc_untrack(o);
    values_drop(t->items, info_of(value_from_obj(o))->n_fields);
    object_free(o);
}

static int structseq_traverse(Obj *o, GcVisit visit, void *arg)
{
    Tuple *t = (Tuple *)o;
    int n = info_of(value_from_obj(o))->n_fields;
    for (int i = 0; i < n; i++)
        GC_VISIT(t->items[i]);
    return 0;
}

static Value wrong_length(const Type *type, const char *how, int wanted, int64_t given)
{
    return exc_raise(&type_TypeError, "%s.%s() takes %s%d-sequence (%lld-sequence given)", type->module, type->name,
                     how, wanted, (long long)given);
}

/* Fill the fields behind the sequence's items from a dict; each name is used once. */
static int fill_from_dict(const StructSeqType *info, Tuple *t, int64_t from, Ref dict)
{
    int64_t used = 0;
    for (int64_t i = from; i < info->n_fields; i++) {
        const char *name = info->fields[i].name;
        Ref found = name ? dict_get_cstr(dict, name) : VALUE_ABSENT;
        if (value_is_absent(found))
            continue;
        t->items[i] = value_dup(found);
        used++;
    }
    if (used < dict_len(dict)) {
        return exc_raise_int(&type_TypeError, "%s.%s() got duplicate or unexpected field name(s)",
                             info->type.module, info->type.name);
    }
    return 0;
}

static Value new_from(const StructSeqType *info, Ref sequence, Ref dict)
{
    int64_t n = tuple_len(sequence);
    const Type *type = &info->type;
    if (info->n_visible != info->n_fields) {
        if (n < info->n_visible)
            return wrong_length(type, "an at least ", info->n_visible, n);
        if (n > info->n_fields)
            return wrong_length(type, "an at most ", info->n_fields, n);
    } else if (n != info->n_visible) {
        return wrong_length(type, "a ", info->n_visible, n);
    }
    Tuple *t = alloc_instance(info);
    if (t == NULL)
        return VALUE_ERROR;
    values_dup(t->items, VALUE_AS(Tuple, sequence)->items, n);
    Value result = value_from_obj(t);
    if (!value_is_absent(dict) && dict_len(dict) > 0 && fill_from_dict(info, t, n, dict)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value structseq_type_make(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "structseq(sequence, dict=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_absent(a[1]) && !value_is_dict(a[1])) {
        return exc_raise(&type_TypeError, "%s.%s() takes a dict as second arg, if any", type->module, type->name);
    }
    Type *given = value_type(a[0]);
    if (given->iter == NULL && given->item == NULL)
        return exc_raise(&type_TypeError, "constructor requires a sequence");
    Value sequence = tuple_from_iterable(a[0]);
    if (value_is_error(sequence))
        return VALUE_ERROR;
    Value result = new_from((const StructSeqType *)type, sequence, a[1]);
    value_drop(sequence);
    return result;
}

/* ---- looks ---- */

static Value structseq_repr(Ref self)
{
    const StructSeqType *info = info_of(self);
    StrBuilder b;
    str_builder_init(&b);
    str_builder_cstr(&b, info->type.module);
    str_builder_char(&b, '.');
    str_builder_cstr(&b, info->type.name);
    str_builder_char(&b, '(');
    for (int i = 0; i < info->n_visible; i++) {
        Value text = object_repr(tuple_at(self, i));
        if (value_is_error(text)) {
            str_builder_free(&b);
            return VALUE_ERROR;
        }
        if (i > 0)
            str_builder_ascii(&b, ", ", 2);
        if (info->fields[i].name) {
            str_builder_cstr(&b, info->fields[i].name);
            str_builder_char(&b, '=');
        }
        str_builder_str(&b, text);
        value_drop(text);
    }
    str_builder_char(&b, ')');
    return str_builder_finish(&b);
}

/* ---- methods ---- */

static Value hidden_fields(Ref self)
{
    const StructSeqType *info = info_of(self);
    Value dict = dict_new();
    for (int i = info->n_visible; !value_is_error(dict) && i < info->n_fields; i++) {
        if (info->fields[i].name && dict_set_cstr(dict, info->fields[i].name, tuple_at(self, i))) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    }
    return dict;
}

NATIVE(structseq_reduce_m)
{
    Value visible = tuple_from_refs(VALUE_AS(Tuple, self)->items, tuple_len(self));
    Value hidden = value_is_error(visible) ? VALUE_ERROR : hidden_fields(self);
    if (value_is_error(hidden)) {
        value_drop(visible);
        return VALUE_ERROR;
    }
    Value args = tuple_of2_owned(visible, hidden);
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_from_obj(value_type(self)), args);
}

NATIVE(structseq_replace_m)
{
    const StructSeqType *info = info_of(self);
    if (info->n_unnamed > 0) {
        return exc_raise(&type_TypeError, "__replace__() is not supported for %s.%s because it has unnamed field(s)",
                         info->type.module, info->type.name);
    }
    Tuple *t = alloc_instance(info);
    if (t == NULL)
        return VALUE_ERROR;
    Value result = value_from_obj(t), changes = value_is_absent(a[0]) ? dict_new() : dict_copy(a[0]);
    for (int i = 0; !value_is_error(changes) && i < info->n_fields; i++) {
        Value name = str_intern_cstr(info->fields[i].name);
        Value changed = value_is_error(name) ? VALUE_ERROR : dict_pop(changes, name);
        value_drop(name);
        if (value_is_error(changed)) {
            value_drop(changes);
            changes = VALUE_ERROR;
        } else {
            t->items[i] = value_is_absent(changed) ? value_dup(tuple_at(self, i)) : changed;
        }
    }
    bool failed = value_is_error(changes);
    if (!failed && dict_len(changes) > 0) {
        Value names = dict_keys_list(changes);
        if (!value_is_error(names))
            exc_raise(&type_TypeError, "Got unexpected field name(s): %R", names);
        value_drop(names);
        failed = true;
    }
    value_drop(changes);
    if (!failed)
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

static const Method structseq_methods[] = {
    {"__reduce__()", structseq_reduce_m, NULL},
    {"__replace__(**changes)", structseq_replace_m,
     "Return a copy of the structure with new values for the specified fields."},
    {0},
};

/* ---- making a type ---- */

static void fill_members(StructSeqType *info)
{
    Member *m = info->members;
    for (int i = 0; i < info->n_fields; i++) {
        if (info->fields[i].name == NULL) {
            info->n_unnamed++;
            continue;
        }
        uint32_t offset = (uint32_t)(offsetof(Tuple, items) + (size_t)i * sizeof(Value));
        *m++ = (Member){info->fields[i].name, MEMBER_VALUE, offset, true, info->fields[i].doc};
    }
}

static int add_class_attributes(StructSeqType *info)
{
    Ref dict = type_namespace(&info->type);
    if (value_is_absent(dict))
        return exc_raise_memory(), -1;
    if (dict_set_cstr(dict, "n_fields", value_from_int(info->n_fields))
        || dict_set_cstr(dict, "n_sequence_fields", value_from_int(info->n_visible))
        || dict_set_cstr(dict, "n_unnamed_fields", value_from_int(info->n_unnamed)))
        return -1;
    Value names = list_new(info->n_visible);
    for (int i = 0; !value_is_error(names) && i < info->n_visible; i++) {
        Value name = info->fields[i].name ? str_intern_cstr(info->fields[i].name) : VALUE_ABSENT;
        if (value_is_error(name) || (!value_is_absent(name) && list_append_owned(names, name)))
            value_clear(&names), names = VALUE_ERROR;
    }
    Value match_args = value_is_error(names) ? VALUE_ERROR : list_to_tuple(names);
    value_drop(names);
    if (value_is_error(match_args))
        return -1;
    int result = dict_set_cstr(dict, "__match_args__", match_args);
    value_drop(match_args);
    return result;
}

Type *structseq_type_new(const char *module, const char *name, const char *doc, const StructSeqField *fields,
                         int n_fields, int n_in_sequence)
{
    StructSeqType *info = mem_alloc_zeroed(sizeof *info + ((size_t)n_fields + 1) * sizeof(Member));
    if (info == NULL) {
        exc_raise_memory();
        return NULL;
    }
    info->fields = fields;
    info->n_fields = n_fields;
    info->n_visible = n_in_sequence;
    fill_members(info);
    info->type = (Type){
        .base = STATIC_OBJ(&type_type), .name = name, .module = module, .doc = doc,
        .basic_size = sizeof(Tuple), .item_size = sizeof(Value), .super_type = &type_tuple,
        .flags = TYPE_GC | TYPE_SUB_TUPLE | TYPE_SEQUENCE,
        .bases = VALUE_ABSENT, .mro = VALUE_ABSENT, .dict = VALUE_ABSENT, .name_value = VALUE_ABSENT,
        .qualname = VALUE_ABSENT, .slot_names = VALUE_ABSENT, .init_cache = VALUE_ABSENT,
        .methods = structseq_methods, .members = info->members,
        .new = structseq_type_make, .dealloc = structseq_dealloc, .traverse = structseq_traverse,
        .repr = structseq_repr,
    };
    if (type_ready(&info->type) || add_class_attributes(info))
        return NULL; /* what is there stays: others may refer to it */
    return &info->type;
}
