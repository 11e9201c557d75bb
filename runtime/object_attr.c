/* runtime/object_attr.c -- attributes of objects: getattr, setattr, and the generic rules that most types use.
 *
 * Order of the generic lookup: data descriptor of the type, the instance's own attributes, non-data descriptor or
 * plain value of the type. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/weakref.h"
#include "runtime/list.h"

static COLD Value raise_name_type(Ref name)
{
    return exc_raise(&type_TypeError, "attribute name must be string, not '%T'", name);
}

static COLD Value raise_no_attribute(Ref o, Ref name)
{
    return exc_raise_attribute(o, name, "'%T' object has no attribute '%U'", o, name);
}

/* The field of types that keep a plain dict; NULL for others. */
static inline Value *dict_field(Ref o, const Type *type)
{
    return type->dict_offset ? (Value *)(void *)((char *)value_as_obj(o) + type->dict_offset) : NULL;
}

/* A dict can hold keys whose __eq__ runs Python, which may change the type meanwhile; shapes cannot. */
static inline bool own_lookup_may_run_python(Ref o, const Type *type)
{
    if (LIKELY(type->flags & TYPE_ATTRS))
        return attrs_of(o)->shape == NULL;
    return type->dict_offset || type->flags & (TYPE_VAR_ATTRS | TYPE_SUB_TYPE);
}

static Ref dict_attribute(Ref dict, Ref name)
{
    if (!value_is_obj(dict) || dict.bits == 0)
        return VALUE_ABSENT;
    if (LIKELY(value_is_exact_str(name)))
        return dict_get_str(dict, name);
    Ref found = dict_get(dict, name);
    if (!value_is_error(found))
        return found;
    exc_clear();
    return VALUE_ABSENT;
}

/* The instance's own attribute, borrowed; ABSENT. */
static inline Ref own_attribute(Ref o, const Type *type, Ref name)
{
    if (LIKELY(type->flags & TYPE_ATTRS))
        return attrs_get(attrs_of(o), name);
    if (type->dict_offset)
        return dict_attribute(*dict_field(o, type), name);
    if (type->flags & TYPE_VAR_ATTRS)
        return attrs_get(attrs_find(o), name);
    /* Of a class, what it defines itself: its bases are for type.__getattribute__. */
    return type->flags & TYPE_SUB_TYPE ? dict_attribute(type_namespace(value_as_type(o)), name) : VALUE_ABSENT;
}

/* descr is borrowed from a type that its own getter may change. */
static Value call_get(Ref descr, Ref o, Type *type)
{
    Value held = value_dup(descr);
    Value result = value_as_obj(held)->type->descr_get(held, o, value_from_obj(type));
    value_drop(held);
    return result;
}

/* After the data descriptors: own attribute, else what the type has. */
static Value get_own_or_bind(Ref o, Type *type, Ref name, Ref descr, bool binds)
{
    Value held = value_dup(descr);
    Value own = value_dup(own_attribute(o, type, name));
    if (value_is_absent(own) && binds) {
        own = call_get(held, o, type);
    } else if (value_is_absent(own)) {
        return held;
    }
    value_drop(held);
    return own;
}

Value object_generic_getattr_or_absent(Ref o, Ref name)
{
    Type *type = value_type(o);
    Ref descr = type_lookup(type, name);
    bool binds = false;
    if (value_is_obj(descr)) {
        const Type *descr_type = value_as_obj(descr)->type;
        binds = descr_type->descr_get != NULL;
        if (binds && descr_type->descr_set)
            return call_get(descr, o, type);
    }
    if (UNLIKELY(own_lookup_may_run_python(o, type)))
        return get_own_or_bind(o, type, name, descr, binds);
    Ref own = own_attribute(o, type, name);
    if (!value_is_absent(own))
        return value_dup(own);
    if (binds)
        return call_get(descr, o, type);
    return value_dup(descr);
}

Value object_generic_getattr(Ref o, Ref name)
{
    if (UNLIKELY(!value_is_str(name)))
        return raise_name_type(name);
    Value result = object_generic_getattr_or_absent(o, name);
    return UNLIKELY(value_is_absent(result)) ? raise_no_attribute(o, name) : result;
}

Value object_getattr(Ref o, Ref name)
{
    Type *type = value_type(o);
    if (UNLIKELY(!value_is_str(name)))
        return raise_name_type(name);
    if (LIKELY(type->getattr == object_generic_getattr)) {
        Value result = object_generic_getattr_or_absent(o, name);
        return UNLIKELY(value_is_absent(result)) ? raise_no_attribute(o, name) : result;
    }
    return type->getattr(o, name);
}

Value object_getattr_or_absent(Ref o, Ref name)
{
    Type *type = value_type(o);
    if (UNLIKELY(!value_is_str(name)))
        return raise_name_type(name);
    Value result;
    if (LIKELY(type->getattr == object_generic_getattr))
        result = object_generic_getattr_or_absent(o, name);
    else if (type->getattr == type_getattr)
        result = type_getattr_or_absent(o, name);
    else
        result = type->getattr(o, name);
    if (UNLIKELY(value_is_error(result)) && exc_pending_is(&type_AttributeError)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    return result;
}

Value object_getattr_cstr(Ref o, const char *name)
{
    Value interned = str_intern_cstr(name);
    if (value_is_error(interned))
        return VALUE_ERROR;
    Value result = object_getattr(o, interned);
    value_drop(interned);
    return result;
}

Value object_getmethod(Ref o, Ref name, Ref *self_out)
{
    Type *type = value_type(o);
    *self_out = VALUE_ABSENT;
    if (type->getattr != object_generic_getattr)
        return object_getattr(o, name);
    Ref descr = type_lookup(type, name);
    bool is_method = false, binds = false;
    if (value_is_obj(descr)) {
        const Type *descr_type = value_as_obj(descr)->type;
        is_method = descr_type->flags & TYPE_METHOD_DESCR;
        binds = descr_type->descr_get != NULL;
        if (binds && descr_type->descr_set)
            return call_get(descr, o, type);
    }
    Value held = value_dup(descr);
    Value own = value_dup(own_attribute(o, type, name));
    if (UNLIKELY(!value_is_absent(own))) {
        value_drop(held);
        return own;
    }
    if (is_method) {
        *self_out = o;
        return held;
    }
    if (binds) {
        Value bound = call_get(held, o, type);
        value_drop(held);
        return bound;
    }
    return UNLIKELY(value_is_absent(held)) ? raise_no_attribute(o, name) : held;
}

/* ---- setting ---- */

int object_setattr(Ref o, Ref name, Ref value)
{
    Type *type = value_type(o);
    if (UNLIKELY(!value_is_str(name))) {
        raise_name_type(name);
        return -1;
    }
    if (LIKELY(type->setattr != NULL))
        return type->setattr(o, name, value);
    return exc_raise_int(&type_TypeError, "'%T' object has %s attributes (%s .%U)", o,
                         type->getattr ? "only read-only" : "no", value_is_absent(value) ? "del" : "assign to",
                         name);
}

static COLD int raise_cannot_set(Ref o, const Type *type, Ref name, Ref descr)
{
    if (!value_is_absent(descr))
        exc_raise_attribute(o, name, "'%T' object attribute '%U' is read-only", o, name);
    else if (type->setattr == object_generic_setattr)
        exc_raise_attribute(o, name, "'%T' object has no attribute '%U' and no __dict__ for setting new attributes",
                            o, name);
    else
        raise_no_attribute(o, name);
    return -1;
}

static int set_in_field(Ref o, Value *field, Ref name, Ref value)
{
    if (field->bits == 0 || value_is_absent(*field)) {
        if (value_is_absent(value))
            return 0;
        Value fresh = dict_new();
        if (value_is_error(fresh))
            return -1;
        *field = fresh;
    }
    if (value_is_absent(value))
        return dict_delete(*field, name);
    return dict_set(*field, name, value);
}

int object_generic_setattr(Ref o, Ref name, Ref value)
{
    Type *type = value_type(o);
    if (UNLIKELY(!value_is_str(name))) {
        raise_name_type(name);
        return -1;
    }
    Ref descr = type_lookup(type, name);
    if (value_is_obj(descr) && value_as_obj(descr)->type->descr_set) {
        Value held = value_dup(descr);
        int result = value_as_obj(held)->type->descr_set(held, o, value);
        value_drop(held);
        return result;
    }
    int result;
    Attrs *attrs = attrs_find(o);
    if (attrs)
        result = value_is_absent(value) ? attrs_delete(o, attrs, name) : attrs_set(o, attrs, name, value);
    else if (type->dict_offset)
        result = set_in_field(o, dict_field(o, type), name, value);
    else
        return raise_cannot_set(o, type, name, descr);
    if (value_is_absent(value) && result == 0) {
        raise_no_attribute(o, name);
        return -1;
    }
    return result < 0 ? -1 : 0;
}

/* ---- __dict__ ---- */

Value object_dict(Ref o, bool create)
{
    Attrs *attrs = attrs_find(o);
    if (attrs)
        return attrs_dict(o, attrs);
    Type *type = value_type(o);
    if (type->dict_offset == 0)
        return VALUE_ABSENT;
    Value *field = dict_field(o, type);
    if (field->bits == 0 || value_is_absent(*field)) {
        if (!create)
            return VALUE_ABSENT;
        Value fresh = dict_new();
        if (value_is_error(fresh))
            return VALUE_ERROR;
        *field = fresh;
    }
    return value_dup(*field);
}

/* A class below a built-in type with a dict of its own kind (types, modules) has that type's __dict__ and its
 * rules; the descriptor, borrowed, or ABSENT. */
static Ref builtin_dict_descr(Ref o)
{
    for (Type *t = value_type(o); t; t = t->super_type) {
        if (t->flags & TYPE_HEAP || !(t->dict_offset || t == &type_type))
            continue;
        Ref own = type_namespace(t), descr = value_is_absent(own) ? VALUE_ABSENT : dict_get_str(own, NAME(__dict__));
        if (value_has_type(descr, &type_getset_descr)
            && VALUE_AS(GetSetDescr, descr)->getter != &instance_dict_getter)
            return descr;
    }
    return VALUE_ABSENT;
}

Attrs *attrs_find_plain(Ref o)
{
    Type *type = value_type(o);
    Attrs *attrs = type->flags & TYPE_GENERIC_GETATTR ? attrs_find(o) : NULL;
    if (attrs == NULL || attrs->shape == NULL)
        return NULL;
    Ref descr = type_lookup(type, NAME(__dict__));
    bool usual = value_has_type(descr, &type_getset_descr) && VALUE_AS(GetSetDescr, descr)->getter == &instance_dict_getter;
    return usual ? attrs : NULL;
}

static Value get_instance_dict(Ref o)
{
    Ref builtin = builtin_dict_descr(o);
    if (!value_is_absent(builtin))
        return VALUE_AS(GetSetDescr, builtin)->getter->get(o);
    Value dict = object_dict(o, true);
    if (value_is_absent(dict))
        return exc_raise_attribute(o, NAME(__dict__), "This object has no __dict__");
    return dict;
}

static int set_instance_dict(Ref o, Ref value)
{
    Ref builtin = builtin_dict_descr(o);
    if (!value_is_absent(builtin))
        return type_getset_descr.descr_set(builtin, o, value);
    Attrs *attrs = attrs_find(o);
    Type *type = value_type(o);
    if (value_is_absent(value) && !attrs && type->dict_offset)
        return exc_raise_int(&type_TypeError, "cannot delete __dict__"); /* only instances of plain classes get a new one */
    if (!value_is_absent(value) && !value_is_dict(value))
        return exc_raise_int(&type_TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
    Value dict = value_is_absent(value) ? dict_new() : value_dup(value);
    if (value_is_error(dict))
        return -1;
    int result = 0;
    if (attrs)
        result = attrs_set_dict(o, attrs, dict);
    else if (type->dict_offset)
        value_replace(dict_field(o, type), value_dup(dict));
    else
        result = (exc_raise_attribute(o, NAME(__dict__), "This object has no __dict__"), -1);
    value_drop(dict);
    return result;
}

static Value get_instance_weakref(Ref o)
{
    Value list = weakref_list(o);
    if (value_is_error(list))
        return VALUE_ERROR;
    Value first = list_len(list) ? value_dup(list_at(list, 0)) : VALUE_NONE;
    value_drop(list);
    return first;
}

const Getter instance_dict_getter = {"__dict__", get_instance_dict, set_instance_dict,
                                     "dictionary for instance variables"};
const Getter instance_weakref_getter = {"__weakref__", get_instance_weakref, NULL,
                                        "list of weak references to the object"};
