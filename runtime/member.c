/* runtime/member.c -- descriptors over C: getset_descriptor (Getter tables) and member_descriptor (Member
 * tables, and the __slots__ of classes, whose values lie in the object itself). */
#include "runtime/descr.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str.h"

/* ---- what both share ---- */

typedef struct Descr { Obj base; Type *owner; Value name; } Descr; /* how both begin */

static void descr_dealloc(Obj *o)
{
    Descr *d = (Descr *)o;
    gc_untrack(o);
    Type *owner = d->owner;
    Value name = d->name;
    object_free(o);
    value_drop(name);
    if (owner)
        obj_drop(owner);
}

static int descr_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT_OBJ(((Descr *)o)->owner);
    return 0;
}

static void descr_clear(Obj *o)
{
}

static void *descr_alloc(Type *type, Type *owner, Value name /* taken */)
{
    Descr *d = value_is_error(name) ? NULL : object_alloc(type);
    if (d == NULL) {
        value_drop(name);
        return NULL;
    }
    d->owner = owner;
    obj_hold(owner);
    d->name = name;
    if (owner->flags & TYPE_HEAP)
        gc_track(d);
    return d;
}

static Value descr_get_name(Ref self) { return value_dup(VALUE_AS(Descr, self)->name); }
static Value descr_get_objclass(Ref self) { return value_dup_obj(VALUE_AS(Descr, self)->owner); }

static Value descr_get_qualname(Ref self)
{
    Descr *d = VALUE_AS(Descr, self);
    Value owner = type_qualname(d->owner);
    if (value_is_error(owner))
        return VALUE_ERROR;
    Value result = str_format("%U.%U", owner, d->name);
    value_drop(owner);
    return result;
}

NATIVE(descr_reduce)
{
    Descr *d = VALUE_AS(Descr, self);
    return descr_reduce_to_getattr(value_from_obj(d->owner), d->name);
}

static const Method descr_methods[] = {
    {"__reduce__()", descr_reduce, "Support for pickling."},
    {0},
};

static COLD Value raise_wrong_object(const Descr *d, Ref object)
{
    return exc_raise(&type_TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", d->name,
                     d->owner, object);
}

/* ---- getset_descriptor ---- */

Value getset_descr_new(Type *owner, const Getter *getter)
{
    GetSetDescr *d = descr_alloc(&type_getset_descr, owner, str_intern_cstr(getter->name));
    if (d == NULL)
        return VALUE_ERROR;
    d->getter = getter;
    return value_from_obj(d);
}

static Value getset_get(Ref descr, Ref object, Ref type)
{
    GetSetDescr *d = VALUE_AS(GetSetDescr, descr);
    if (value_is_absent(object))
        return value_dup(descr);
    if (UNLIKELY(!value_is_instance(object, d->owner)))
        return raise_wrong_object((Descr *)d, object);
    if (UNLIKELY(d->getter->get == NULL))
        return exc_raise_attribute(object, d->name, "attribute '%U' of '%N' objects is not readable", d->name, d->owner);
    return d->getter->get(object);
}

static int getset_set(Ref descr, Ref object, Ref value)
{
    GetSetDescr *d = VALUE_AS(GetSetDescr, descr);
    if (UNLIKELY(!value_is_instance(object, d->owner))) {
        raise_wrong_object((Descr *)d, object);
        return -1;
    }
    if (d->getter->set == NULL) {
        exc_raise_attribute(object, d->name, "attribute '%U' of '%N' objects is not writable", d->name, d->owner);
        return -1;
    }
    return d->getter->set(object, value);
}

static Value getset_repr(Ref self)
{
    GetSetDescr *d = VALUE_AS(GetSetDescr, self);
    return str_format("<attribute '%U' of '%N' objects>", d->name, d->owner);
}

static Value getset_get_doc(Ref self)
{
    const char *doc = VALUE_AS(GetSetDescr, self)->getter->doc;
    return doc ? str_from_cstr(doc) : VALUE_NONE;
}

static const Getter getset_getters[] = {
    {"__name__", descr_get_name, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL},
    {"__objclass__", descr_get_objclass, NULL, NULL},
    {"__doc__", getset_get_doc, NULL, NULL},
    {0},
};

Type type_getset_descr = {
    .base = STATIC_OBJ(&type_type),
    .name = "getset_descriptor",
    .basic_size = sizeof(GetSetDescr),
    .flags = TYPE_GC,
    .methods = descr_methods,
    .getters = getset_getters,
    .dealloc = descr_dealloc,
    .traverse = descr_traverse,
    .clear = descr_clear,
    .repr = getset_repr,
    .descr_get = getset_get,
    .descr_set = getset_set,
};

/* ---- member_descriptor ---- */

static const Member slot_member = {NULL, MEMBER_VALUE, 0, false, NULL};

Value member_descr_new(Type *owner, const Member *member)
{
    MemberDescr *d = descr_alloc(&type_member_descr, owner, str_intern_cstr(member->name));
    if (d == NULL)
        return VALUE_ERROR;
    d->member = member;
    d->offset = (int32_t)member->offset;
    return value_from_obj(d);
}

Value slot_descr_new(Type *owner, Ref name, int32_t offset)
{
    MemberDescr *d = descr_alloc(&type_member_descr, owner, value_dup(name));
    if (d == NULL)
        return VALUE_ERROR;
    d->member = NULL;
    d->offset = offset;
    return value_from_obj(d);
}

/* The type by its full name, but without "builtins." and "__main__.". */
static COLD Value raise_unset(const MemberDescr *d, Ref object)
{
    const Type *type = value_type(object);
    Value module = type_module_name(type);
    bool main = value_is_str(module) && str_equals_cstr(module, "__main__");
    Value name = main ? type_qualname(type) : type_full_name(type);
    if (!value_is_error(name))
        exc_raise_attribute(object, d->name, "'%U' object has no attribute '%U'", name, d->name);
    value_drop(name);
    value_drop(module);
    return VALUE_ERROR;
}

static Value read_member(const MemberDescr *d, Ref object)
{
    void *field = (char *)value_as_obj(object) + d->offset;
    switch (d->member ? d->member->kind : slot_member.kind) {
    case MEMBER_VALUE: {
        Ref v = *(Value *)field;
        return UNLIKELY(value_is_absent(v) || v.bits == 0) ? raise_unset(d, object) : value_dup(v);
    }
    case MEMBER_VALUE_OR_NONE: {
        Ref v = *(Value *)field;
        return value_is_absent(v) || v.bits == 0 ? VALUE_NONE : value_dup(v);
    }
    case MEMBER_BOOL: return value_from_bool(*(bool *)field);
    case MEMBER_INT32: return value_from_int(*(int32_t *)field);
    case MEMBER_INT64: return int_new(*(int64_t *)field);
    case MEMBER_DOUBLE: return value_from_double_bits_safe(*(double *)field);
    }
    return VALUE_ERROR;
}

static Value member_get(Ref descr, Ref object, Ref type)
{
    MemberDescr *d = VALUE_AS(MemberDescr, descr);
    if (value_is_absent(object))
        return value_dup(descr);
    if (UNLIKELY(!value_is_obj(object) || !value_is_instance(object, d->owner)))
        return raise_wrong_object((Descr *)d, object);
    return read_member(d, object);
}

static int write_number(const MemberDescr *d, void *field, Ref value)
{
    switch (d->member->kind) {
    case MEMBER_BOOL:
        if (!value_is_bool(value))
            return exc_raise_int(&type_TypeError, "attribute value type must be bool");
        *(bool *)field = value_is_true(value);
        return 0;
    case MEMBER_INT32: {
        int number;
        if (int_as_i32(value, &number))
            return -1;
        *(int32_t *)field = number;
        return 0;
    }
    case MEMBER_INT64:
        return int_as_i64(value, (int64_t *)field);
    case MEMBER_DOUBLE:
        return float_from_value(value, (double *)field);
    case MEMBER_VALUE: case MEMBER_VALUE_OR_NONE:
        break;
    }
    return -1;
}

static int member_set(Ref descr, Ref object, Ref value)
{
    MemberDescr *d = VALUE_AS(MemberDescr, descr);
    if (UNLIKELY(!value_is_obj(object) || !value_is_instance(object, d->owner))) {
        raise_wrong_object((Descr *)d, object);
        return -1;
    }
    if (d->member && d->member->readonly) {
        exc_raise_attribute(object, d->name, "readonly attribute");
        return -1;
    }
    void *field = (char *)value_as_obj(object) + d->offset;
    MemberKind kind = d->member ? d->member->kind : slot_member.kind;
    if (kind != MEMBER_VALUE && kind != MEMBER_VALUE_OR_NONE) {
        if (value_is_absent(value))
            return exc_raise_int(&type_TypeError, "can't delete numeric/char attribute");
        return write_number(d, field, value);
    }
    Value *slot = field;
    Value old = *slot;
    if (value_is_absent(value) && kind == MEMBER_VALUE && (value_is_absent(old) || old.bits == 0)) {
        exc_raise_attribute(object, d->name, "%U", d->name);
        return -1;
    }
    *slot = value_dup(value);
    if (old.bits)
        value_drop(old);
    return 0;
}

static Value member_repr(Ref self)
{
    MemberDescr *d = VALUE_AS(MemberDescr, self);
    return str_format("<member '%U' of '%N' objects>", d->name, d->owner);
}

static Value member_get_doc(Ref self)
{
    const Member *member = VALUE_AS(MemberDescr, self)->member;
    return member && member->doc ? str_from_cstr(member->doc) : VALUE_NONE;
}

static const Getter member_getters[] = {
    {"__name__", descr_get_name, NULL, NULL},
    {"__qualname__", descr_get_qualname, NULL, NULL},
    {"__objclass__", descr_get_objclass, NULL, NULL},
    {"__doc__", member_get_doc, NULL, NULL},
    {0},
};

Type type_member_descr = {
    .base = STATIC_OBJ(&type_type),
    .name = "member_descriptor",
    .basic_size = sizeof(MemberDescr),
    .flags = TYPE_GC,
    .methods = descr_methods,
    .getters = member_getters,
    .dealloc = descr_dealloc,
    .traverse = descr_traverse,
    .clear = descr_clear,
    .repr = member_repr,
    .descr_get = member_get,
    .descr_set = member_set,
};
