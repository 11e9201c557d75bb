/* runtime/type_attr.c -- finding attributes on types: the lookup along the MRO, its cache, versions, and
 * type.__getattribute__ / __setattr__.
 *
 * A version names one state of a type and all its bases.  Invariant: a type with a version has bases with
 * versions, so type_modified() may stop where it meets version 0. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define LOOKUP_CACHE_SIZE 4096

typedef struct LookupEntry {
    uint32_t version;
    Value name;     /* held, so that its address cannot come to mean another name */
    Ref found;      /* borrowed: a type that loses it loses its version */
} LookupEntry;
static LookupEntry lookup_cache[LOOKUP_CACHE_SIZE];
static uint32_t next_version = 1;

/* ---- versions ---- */

void type_modified(Type *type)
{
    type->init_cache = VALUE_ABSENT;
    if (type->version == 0)
        return;
    type->version = 0;
    for (uint32_t i = 0; i < type->n_subclasses; i++)
        if (type->subclasses[i])
            type_modified(type->subclasses[i]);
}

uint32_t type_assign_version(Type *type)
{
    if (type->version != 0)
        return type->version;
    if (!(type->flags & TYPE_READY) || next_version == UINT32_MAX || !value_is_obj(type->bases)
        || type->bases.bits == 0 || value_is_absent(type_namespace(type)))
        return 0; /* without a dict nothing that was found, or not, may be remembered */
    Ref bases = type->bases;
    for (int64_t i = 0; i < tuple_len(bases); i++)
        if (type_assign_version(value_as_type(tuple_at(bases, i))) == 0)
            return 0;
    return type->version = next_version++;
}

/* ---- lookup ---- */

static inline bool has_mro(const Type *type)
{
    return type->mro.bits != 0 && value_is_obj(type->mro);
}

Ref type_lookup_uncached(Type *type, Ref name)
{
    if (!has_mro(type))
        return VALUE_ABSENT;
    /* Held: a namespace may hold keys whose __eq__ runs Python, which may assign __bases__. */
    Value mro = value_dup(type->mro);
    Ref found = VALUE_ABSENT;
    for (int64_t i = 0; i < tuple_len(mro) && value_is_absent(found); i++) {
        Ref dict = type_namespace(value_as_type(tuple_at(mro, i)));
        if (LIKELY(value_is_obj(dict)))
            found = dict_get_str(dict, name);
    }
    value_drop(mro);
    return found;
}

static NOINLINE Ref lookup_and_remember(Type *type, Ref name)
{
    Ref found;
    if (UNLIKELY(!value_is_exact_str(name))) {
        Value exact = value_is_str(name) ? str_slice(name, 0, str_len(name)) : VALUE_ERROR;
        if (value_is_error(exact)) {
            exc_clear();
            return VALUE_ABSENT;
        }
        found = value_is_exact_str(exact) ? type_lookup_uncached(type, exact) : VALUE_ABSENT;
        value_drop(exact);
        return found;
    }
    found = type_lookup_uncached(type, name);
    if (!str_is_interned(name) || type_assign_version(type) == 0)
        return found;
    LookupEntry *e = &lookup_cache[((name.bits >> 4) ^ type->version * 0x9E3779B1u) % LOOKUP_CACHE_SIZE];
    e->version = type->version;
    e->found = found;
    if (!value_is(e->name, name)) {
        Value old = e->name;
        e->name = value_dup(name);
        if (old.bits)
            value_drop(old);
    }
    return found;
}

Ref type_lookup(Type *type, Ref name)
{
    uint32_t version = type->version;
    LookupEntry *e = &lookup_cache[((name.bits >> 4) ^ version * 0x9E3779B1u) % LOOKUP_CACHE_SIZE];
    if (LIKELY(version != 0 && e->version == version && value_is(e->name, name)))
        return e->found;
    return lookup_and_remember(type, name);
}

static Value bind_special(Ref descr, Ref v)
{
    if (!value_is_obj(descr))
        return descr;
    Type *descr_type = value_as_obj(descr)->type;
    if (descr_type->descr_get == NULL)
        return value_dup(descr);
    Value held = value_dup(descr);
    Value bound = descr_type->descr_get(held, v, value_from_obj(value_type(v)));
    value_drop(held);
    return bound;
}

Value type_lookup_special(Ref v, Ref name)
{
    Ref descr = type_lookup(value_type(v), name);
    return value_is_absent(descr) ? VALUE_ABSENT : bind_special(descr, v);
}

Value type_call_special(Ref v, Ref name, const Ref *args, size_t n_args)
{
    return slot_call(v, name, args, n_args);
}

/* ---- type.__getattribute__ ---- */

static Value bind_class_attribute(Ref descr, Ref type)
{
    if (!value_is_obj(descr))
        return descr;
    Type *descr_type = value_as_obj(descr)->type;
    if (descr_type->descr_get == NULL)
        return value_dup(descr);
    Value held = value_dup(descr);
    Value bound = descr_type->descr_get(held, VALUE_ABSENT, type);
    value_drop(held);
    return bound;
}

static Value get_from_meta(Ref meta_attribute, Ref type, Type *metatype)
{
    Value held = value_dup(meta_attribute);
    Value result = value_as_obj(held)->type->descr_get(held, type, value_from_obj(metatype));
    value_drop(held);
    return result;
}

/* Attributes of a type: data descriptors of its metaclass, then its own MRO, then the metaclass's rest. */
Value type_getattr_or_absent(Ref self, Ref name)
{
    Type *type = value_as_type(self);
    Type *metatype = type->base.type;
    Ref meta_attribute = type_lookup(metatype, name);
    bool meta_binds = false;
    if (value_is_obj(meta_attribute)) {
        Type *descr_type = value_as_obj(meta_attribute)->type;
        meta_binds = descr_type->descr_get != NULL;
        if (meta_binds && descr_type->descr_set != NULL)
            return get_from_meta(meta_attribute, self, metatype);
    }
    Ref attribute = type_lookup(type, name);
    if (!value_is_absent(attribute))
        return bind_class_attribute(attribute, self);
    if (meta_binds)
        return get_from_meta(meta_attribute, self, metatype);
    return value_dup(meta_attribute);
}

Value type_getattr(Ref self, Ref name)
{
    if (!value_is_str(name))
        return exc_raise(&type_TypeError, "attribute name must be string, not '%T'", name);
    Value found = type_getattr_or_absent(self, name);
    if (LIKELY(!value_is_absent(found)))
        return found;
    return exc_raise_attribute(self, name, "type object '%N' has no attribute '%U'", value_as_type(self), name);
}

/* ---- type.__setattr__ ---- */

bool type_is_dunder(Ref name)
{
    int64_t n = str_len(name);
    return n > 4 && str_at(name, 0) == '_' && str_at(name, 1) == '_' && str_at(name, n - 1) == '_'
           && str_at(name, n - 2) == '_';
}

static int raise_immutable(Type *type, Ref name)
{
    return exc_raise_int(&type_TypeError, "cannot set %R attribute of immutable type '%N'", name, type);
}

static int set_in_dict(Type *type, Ref name, Ref value)
{
    if (value_is_absent(type_namespace(type)))
        return exc_raise_memory(), -1;
    Value interned = str_intern(str_slice(name, 0, str_len(name)));
    if (value_is_error(interned))
        return -1;
    Value held = value_dup_obj(type); /* dropping the old value may drop the last reference to type */
    int result;
    /* No cache may answer from the old state while the old value's finaliser runs: version first. */
    type_modified(type);
    if (value_is_absent(value)) {
        Value old = dict_pop(type->dict, interned);
        result = value_is_error(old) ? -1 : 0;
        if (value_is_absent(old)) {
            exc_raise_attribute(value_from_obj(type), interned, "type object '%N' has no attribute '%U'", type, interned);
            result = -1;
        } else if (result == 0) {
            if (type_is_dunder(interned))
                type_update_slots(type, interned);
            value_drop(old);
        }
    } else {
        Ref old_ref = dict_get_str(type->dict, interned);
        Value old = value_dup(old_ref);
        result = dict_set(type->dict, interned, value);
        type_modified(type);
        if (result == 0 && type_is_dunder(interned))
            type_update_slots(type, interned);
        value_drop(old);
    }
    value_drop(interned);
    value_drop(held);
    return result;
}

int type_setattr(Ref self, Ref name, Ref value)
{
    Type *type = value_as_type(self);
    if (!value_is_str(name))
        return exc_raise_int(&type_TypeError, "attribute name must be string, not '%T'", name);
    if (!(type->flags & TYPE_HEAP) || type->flags & TYPE_IMMUTABLE)
        return raise_immutable(type, name);
    Ref meta_attribute = type_lookup(type->base.type, name);
    if (value_is_obj(meta_attribute)) {
        Type *descr_type = value_as_obj(meta_attribute)->type;
        if (descr_type->descr_set) {
            Value held = value_dup(meta_attribute);
            int result = descr_type->descr_set(held, self, value);
            value_drop(held);
            return result;
        }
    }
    return set_in_dict(type, name, value);
}
