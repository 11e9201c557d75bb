/* vm/specialise.c -- generic attribute access that fills the inline caches described in vm/specialise.h.
 *
 * A cached answer is valid while the type's version stands (nothing on the MRO changed) and, where instances have
 * attributes, while the object has the cached shape.  Each generic execution counts down before the
 * next attempt, so a place that sees many types does not rewrite itself at every turn. */
#include "vm/specialise.h"
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "vm/function.h"
#include "vm/ops.h"

static bool may_try(Instr *cache)
{
    if (cache[2].low > 0) {
        cache[2].low--;
        return false;
    }
    cache[2].low = SPECIALISE_EVERY;
    return true;
}

static bool try_module(Instr *in, Ref o, Ref name, uint8_t op)
{
    Dict *d = VALUE_AS(Dict, module_dict(o));
    if (!d->str_keys || value_as_obj(o)->type != &type_module)
        return false;
    Ref on_type = type_lookup(&type_module, name);
    int64_t entry = dict_find_str(d, name);
    if (entry < 0 || !value_is_absent(on_type))
        return false;
    in[1].low = dict_assign_version(d);
    if (in[1].low == 0)
        return false;
    in[2].low = (uint32_t)entry;
    in->op = op;
    return true;
}

/* Instances in shape mode of types with the generic getattr; NULL otherwise. */
static Attrs *shape_attrs(Ref o, Type *type)
{
    if (!(type->flags & TYPE_ATTRS) || type->flags & TYPE_VAR_ATTRS || type->attrs_offset == 0)
        return NULL;
    Attrs *attrs = (Attrs *)((char *)value_as_obj(o) + type->attrs_offset);
    return attrs->shape == NULL ? NULL : attrs;
}

static void set_cache(Instr *in, uint8_t op, uint32_t version, uint32_t shape_id, uint64_t what)
{
    in[1].low = version;
    in[1].high = shape_id;
    in[2].word = what;
    in->op = op;
}

/* A __slots__ member that may be read straight from instances of `type`: a descriptor can also have been put into a
 * class that has no such slot. */
static bool is_slot_member(const Type *type, Ref descr)
{
    if (!value_has_type(descr, &type_member_descr))
        return false;
    const MemberDescr *member = VALUE_AS(MemberDescr, descr);
    return member->member == NULL && member->offset > 0 && type_is_subtype(type, member->owner);
}

static bool is_simple_getter(Ref descr)
{
    if (!value_has_type(descr, &type_property))
        return false;
    Ref get = VALUE_AS(Property, descr)->get;
    if (!value_has_type(get, &type_function))
        return false;
    const Code *code = VALUE_AS(Function, get)->code;
    return code->simple_args && code->n_args == 1 && !(code->flags & CODE_ANY_GENERATOR);
}

static void specialise_instance_load(Instr *in, Ref o, Type *type, Ref name)
{
    uint32_t version = type_assign_version(type);
    if (version == 0)
        return;
    Ref on_type = type_lookup(type, name);
    Attrs *attrs = shape_attrs(o, type);
    if (!value_is_absent(on_type)) {
        if (is_slot_member(type, on_type)) {
            set_cache(in, OP_LOAD_ATTR_SLOT, version, 0, (uint64_t)VALUE_AS(MemberDescr, on_type)->offset);
            return;
        }
        if (is_simple_getter(on_type)) {
            set_cache(in, OP_LOAD_ATTR_PROPERTY, version, 0, VALUE_AS(Property, on_type)->get.bits);
            return;
        }
        if (value_type(on_type)->descr_set != NULL)
            return;
    }
    if (attrs == NULL)
        return;
    int slot = shape_slot(attrs->shape, name);
    if (slot >= 0)
        set_cache(in, OP_LOAD_ATTR_SHAPE, version, attrs->shape->id, (uint64_t)slot);
    else if (!value_is_absent(on_type) && value_type(on_type)->descr_get == NULL)
        set_cache(in, OP_LOAD_ATTR_CLASS, version, attrs->shape->id, on_type.bits);
}

/* Class attributes: only of classes whose metaclass is plain `type`, and without binding. */
static void specialise_type_load(Instr *in, Type *class, Ref name)
{
    if (class->base.type != &type_type || !value_is_absent(type_lookup(&type_type, name)))
        return;
    Ref found = type_lookup(class, name);
    if (value_is_absent(found) || (value_type(found)->descr_get != NULL && !value_has_type(found, &type_function)))
        return;
    uint32_t version = type_assign_version(class);
    if (version != 0)
        set_cache(in, OP_LOAD_ATTR_TYPE, version, 0, found.bits);
}

Value op_load_attr(Instr *in, Ref o, Ref name)
{
    in->op = OP_LOAD_ATTR;
    if (value_is_obj(o) && may_try(in + 1)) {
        Type *type = value_as_obj(o)->type;
        if (type == &type_module)
            try_module(in, o, name, OP_LOAD_ATTR_MODULE);
        else if (type->flags & TYPE_GENERIC_GETATTR)
            specialise_instance_load(in, o, type, name);
        else if (value_is_type(o))
            specialise_type_load(in, value_as_type(o), name);
    }
    return object_getattr(o, name);
}

static void specialise_store(Instr *in, Ref o, Type *type, Ref name)
{
    uint32_t version = type_assign_version(type);
    if (version == 0)
        return;
    Ref on_type = type_lookup(type, name);
    if (!value_is_absent(on_type) && is_slot_member(type, on_type)) {
        set_cache(in, OP_STORE_ATTR_SLOT, version, 0, (uint64_t)VALUE_AS(MemberDescr, on_type)->offset);
        return;
    }
    if (!value_is_absent(on_type) && value_type(on_type)->descr_set != NULL)
        return;
    Attrs *attrs = shape_attrs(o, type);
    if (attrs == NULL)
        return;
    int slot = shape_slot(attrs->shape, name);
    if (slot >= 0) {
        set_cache(in, OP_STORE_ATTR_SHAPE, version, attrs->shape->id, (uint64_t)slot);
        return;
    }
    Shape *child = shape_child(attrs->shape, name);
    if (child == NULL)
        exc_clear();
    else
        set_cache(in, OP_STORE_ATTR_ADD, version, attrs->shape->id, (uint64_t)(uintptr_t)child);
}

int op_store_attr(Instr *in, Ref o, Ref name, Ref v)
{
    in->op = OP_STORE_ATTR;
    if (value_is_obj(o) && value_as_obj(o)->type->flags & TYPE_GENERIC_SETATTR && may_try(in + 1))
        specialise_store(in, o, value_as_obj(o)->type, name);
    return object_setattr(o, name, v);
}

static void specialise_method(Instr *in, Ref o, Type *type, Ref name)
{
    Ref found = type_lookup(type, name);
    if (value_is_absent(found) || !(value_type(found)->flags & TYPE_METHOD_DESCR))
        return;
    uint32_t version = type_assign_version(type);
    if (version == 0)
        return;
    if (!(type->flags & TYPE_ATTRS)) {
        set_cache(in, OP_LOAD_METHOD_TYPE, version, 0, found.bits);
        return;
    }
    Attrs *attrs = value_is_obj(o) ? shape_attrs(o, type) : NULL;
    if (attrs != NULL && shape_slot(attrs->shape, name) < 0)
        set_cache(in, OP_LOAD_METHOD_SHAPE, version, attrs->shape->id, found.bits);
}

Value op_load_method(Instr *in, Ref o, Ref name, Value *self_out)
{
    in->op = OP_LOAD_METHOD;
    if (may_try(in + 1)) {
        Type *type = value_type(o);
        if (type == &type_module)
            try_module(in, o, name, OP_LOAD_METHOD_MODULE);
        else if (type->flags & TYPE_GENERIC_GETATTR)
            specialise_method(in, o, type, name);
    }
    Ref self = VALUE_ABSENT;
    Value v = object_getmethod(o, name, &self);
    *self_out = self;
    return v;
}
