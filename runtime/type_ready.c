/* runtime/type_ready.c -- making a static type usable: base, MRO and inherited slots at once, its dict with the methods
 * when somebody first looks at it. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* "append(object, /)" -> interned "append" */
static Value name_of_signature(const char *signature)
{
    size_t n = strcspn(signature, "(");
    char name[96];
    if (n >= sizeof name)
        n = sizeof name - 1;
    memcpy(name, signature, n);
    name[n] = '\0';
    return str_intern_cstr(name);
}

static Value make_method(Type *type, const Method *method)
{
    if (!(method->flags & METHOD_STATIC))
        return method_descr_new(method, type); /* also METHOD_CLASS: native.c tells them apart */
    Value function = native_new(method, value_from_obj(type), VALUE_ABSENT);
    if (value_is_error(function))
        return VALUE_ERROR;
    Value result = static_method_new(function);
    value_drop(function);
    return result;
}

static int add_under(Type *type, Value name, Value v)
{
    int result = -1;
    if (!value_is_error(name) && !value_is_error(v))
        result = dict_set(type->dict, name, v);
    value_drop(name);
    value_drop(v);
    return result;
}

static int add_tables(Type *type)
{
    for (const Method *m = type->methods; m && m->signature; m++)
        if (add_under(type, name_of_signature(m->signature), make_method(type, m)))
            return -1;
    for (const Member *m = type->members; m && m->name; m++)
        if (add_under(type, str_intern_cstr(m->name), member_descr_new(type, m)))
            return -1;
    for (const Getter *g = type->getters; g && g->name; g++)
        if (add_under(type, str_intern_cstr(g->name), getset_descr_new(type, g)))
            return -1;
    return 0;
}

/* How many entries the dict will have, about. */
static int64_t count_rows(const Type *type)
{
    int64_t n = 8;
    for (const Method *m = type->methods; m && m->signature; m++)
        n++;
    for (const Member *m = type->members; m && m->name; m++)
        n++;
    for (const Getter *g = type->getters; g && g->name; g++)
        n++;
    return n;
}

/* Types that bring an instance dict show it. */
static int add_dict_getter(Type *type)
{
    if (type->dict_offset == 0 || type->super_type->dict_offset != 0
        || !value_is_absent(dict_get_str(type->dict, NAME(__dict__))))
        return 0;
    Value descr = getset_descr_new(type, &instance_dict_getter);
    return value_is_error(descr) ? -1 : dict_set_owned(type->dict, NAME(__dict__), descr);
}

static int add_doc(Type *type)
{
    if (!value_is_absent(dict_get_str(type->dict, NAME(__doc__))))
        return 0;
    Value doc = type_doc(type);
    return value_is_error(doc) ? -1 : dict_set_owned(type->dict, NAME(__doc__), doc);
}

/* The base's kind, as far as it passes to subclasses. */
static void inherit_flags(Type *type, const Type *base)
{
    type->flags |= base->flags
                   & (TYPE_SUB_INT | TYPE_SUB_FLOAT | TYPE_SUB_STR | TYPE_SUB_BYTES | TYPE_SUB_LIST
                      | TYPE_SUB_TUPLE | TYPE_SUB_DICT | TYPE_SUB_EXC | TYPE_SUB_TYPE | TYPE_MATCH_SELF
                      | TYPE_WEAKREF | TYPE_ATTRS | TYPE_VAR_ATTRS);
    if (!(type->flags & (TYPE_SEQUENCE | TYPE_MAPPING)))
        type->flags |= base->flags & (TYPE_SEQUENCE | TYPE_MAPPING);
}

static int set_bases(Type *type)
{
    if (type == &type_object) {
        type->bases = tuple_empty();
        return 0;
    }
    if (type->super_type == NULL)
        type->super_type = &type_object;
    if (type->bases.bits == 0 || value_is_absent(type->bases)) /* exc.c gives ExceptionGroup its two */
        type->bases = tuple_of1(value_from_obj(type->super_type));
    if (value_is_error(type->bases))
        return -1;
    for (int64_t i = 0; i < tuple_len(type->bases); i++)
        if (type_ready(value_as_type(tuple_at(type->bases, i))))
            return -1;
    return 0;
}

static void inherit_layout(Type *type)
{
    const Type *base = type->super_type;
    if (base == NULL)
        return;
    if (type->basic_size == 0)
        type->basic_size = base->basic_size;
    if (type->item_size == 0)
        type->item_size = base->item_size;
    if (type->attrs_offset == 0)
        type->attrs_offset = base->attrs_offset;
    if (type->dict_offset == 0)
        type->dict_offset = base->dict_offset;
}

/* Who compares without a hash has none. */
static void finish_hash(Type *type)
{
    if (type->hash == NULL && type->compare != NULL && !type_table_has(type, "__hash__"))
        type->hash = hash_not_implemented;
}

static int inherit_everything(Type *type)
{
    Ref mro = type->mro;
    for (int64_t i = 1; i < tuple_len(mro); i++)
        type_inherit_slots(type, value_as_type(tuple_at(mro, i)));
    for (int64_t i = 0; i < tuple_len(type->bases); i++)
        inherit_flags(type, value_as_type(tuple_at(type->bases, i)));
    if (type->new == NULL)
        type->flags |= TYPE_NO_NEW;
    return 0;
}

static int register_with_bases(Type *type)
{
    for (int64_t i = 0; i < tuple_len(type->bases); i++)
        if (type_add_subclass(value_as_type(tuple_at(type->bases, i)), type))
            return -1;
    return 0;
}

static void clear_values(Type *type)
{
    Value *fields[] = {&type->dict, &type->mro, &type->name_value, &type->qualname, &type->slot_names,
                       &type->init_cache};
    for (size_t i = 0; i < N_ELEMENTS(fields); i++)
        if (fields[i]->bits == 0)
            *fields[i] = VALUE_ABSENT;
}

int type_ready(Type *type)
{
    if (type->flags & TYPE_READY)
        return 0;
    type->flags |= TYPE_READY;
    if (type->base.type == NULL)
        type->base.type = &type_type;
    if (type->flags & TYPE_HEAP)
        return exc_raise_int(&type_SystemError, "type_ready() is for static types");
    if (set_bases(type))
        goto fail;
    clear_values(type);
    inherit_layout(type);
    finish_hash(type);
    type_note_own_slots(type);
    type->mro = type_default_mro(type);
    if (value_is_error(type->mro) || inherit_everything(type) || register_with_bases(type))
        goto fail;
    if (type->flags & TYPE_ATTRS && type->shape == NULL && (type->shape = shape_new_root(type)) == NULL) {
        exc_raise_memory();
        goto fail;
    }
    type_update_flags(type);
    return 0;
fail:
    type->flags &= ~(uint32_t)TYPE_READY;
    return -1;
}

/* ---- the dict ---- */

Ref type_fill_namespace(Type *type)
{
    if (type->flags & TYPE_HEAP || !(type->flags & TYPE_READY))
        return VALUE_ABSENT;
    Value pending = exc_take(); /* a lookup neither minds one nor leaves one */
    type->dict = dict_new_sized(count_rows(type));
    if (value_is_error(type->dict)) {
        type->dict = VALUE_ABSENT;
    } else if (type_add_slot_wrappers(type) || add_tables(type) || add_dict_getter(type) || add_doc(type)) {
        value_clear(&type->dict); /* the next one who asks tries again */
    }
    if (value_is_absent(type->dict))
        exc_clear();
    exc_restore(pending);
    return type->dict;
}

int type_add_constant(Type *type, const char *name, Value v)
{
    Ref namespace = type_namespace(type);
    int failed = value_is_error(v) || value_is_absent(namespace) || dict_set_cstr(namespace, name, v);
    if (failed && !exc_pending())
        exc_raise_memory();
    value_drop(v);
    type_modified(type);
    return failed ? -1 : 0;
}
