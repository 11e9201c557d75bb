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
#include "runtime/str.h"
#include "vm/function.h"
#include "vm/ops.h"


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

/* ---- what all places have found out ---- */

Remembered remembered[N_REMEMBERED];

/* The form for where this place's object is and its result goes. */
static uint8_t placed_form(const Instr *in, uint8_t op)
{
    int kind_b = in->flags & 3;
    if (op == OP_LOAD_METHOD_SHAPE && kind_b == OPERAND_LOCAL)
        return OP_LOAD_METHOD_SHAPE_LOCAL;
    if (op == OP_LOAD_METHOD_TYPE && kind_b == OPERAND_LOCAL)
        return OP_LOAD_METHOD_TYPE_LOCAL;
    if (op != OP_LOAD_ATTR_SHAPE || (in->flags >> 4 & 3) != OPERAND_TEMP)
        return op;
    return kind_b == OPERAND_LOCAL ? OP_LOAD_ATTR_SHAPE_LOCAL : OP_LOAD_ATTR_SHAPE_TEMP;
}

void specialise_as_remembered(Instr *in, const Remembered *r)
{
    in[1].low = r->version;
    in[1].high = r->where;
    in[2].word = r->what;
    in[3].word = (uint64_t)(uintptr_t)r->shape << 16 | SPECIALISE_EVERY;
    in->op = placed_form(in, r->op);
}

void remember(Remembered found)
{
    Remembered *r = remembered_at((Op)found.generic_op, found.version, found.shape, found.name);
    Value old = r->name;
    value_dup(found.name);
    *r = found;
    if (old.bits)
        value_drop(old);
}

static void remember_cache(const Instr *in, uint8_t generic_op, Ref name, const Shape *shape)
{
    remember((Remembered){in[1].low, generic_op, in->op, name, shape, in[1].high, in[2].word});
}

static void set_cache(Instr *in, uint8_t op, uint32_t version, uint64_t what)
{
    in[1].low = version;
    in[1].high = 0;
    in[2].word = what;
    in->op = op;
}

/* A form that relies on the object's shape. */
static void set_shape_cache(Instr *in, uint8_t op, Ref o, int slot, uint64_t what, Ref name)
{
    const Type *type = value_as_obj(o)->type;
    const Shape *shape = shape_of(o, type);
    if (type->attrs_offset > UINT16_MAX)
        return;
    uint8_t generic_op = in->op;
    set_cache(in, op, type->version, what);
    in[1].high = (uint32_t)type->attrs_offset | (uint32_t)slot << 16;
    in[3].word = (uint64_t)(uintptr_t)shape << 16 | SPECIALISE_EVERY;
    if (op != OP_STORE_ATTR_ADD) /* that one needs room for the value, too */
        remember_cache(in, generic_op, name, shape);
    in->op = placed_form(in, op);
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
            set_cache(in, OP_LOAD_ATTR_SLOT, version, (uint64_t)VALUE_AS(MemberDescr, on_type)->offset);
            return;
        }
        if (is_simple_getter(on_type)) {
            set_cache(in, OP_LOAD_ATTR_PROPERTY, version, VALUE_AS(Property, on_type)->get.bits);
            return;
        }
        if (value_type(on_type)->descr_set != NULL)
            return;
    }
    if (attrs == NULL)
        return;
    int slot = shape_slot(attrs->shape, name);
    if (slot >= 0)
        set_shape_cache(in, OP_LOAD_ATTR_SHAPE, o, slot, 0, name);
    else if (!value_is_absent(on_type) && value_type(on_type)->descr_get == NULL)
        set_shape_cache(in, OP_LOAD_ATTR_CLASS, o, 0, on_type.bits, name);
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
        set_cache(in, OP_LOAD_ATTR_TYPE, version, found.bits);
}

Value op_load_attr(Instr *in, Ref o, Ref name)
{
    in->op = OP_LOAD_ATTR;
    if (value_is_obj(o) && specialise_countdown(in + 1)) {
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
        set_cache(in, OP_STORE_ATTR_SLOT, version, (uint64_t)VALUE_AS(MemberDescr, on_type)->offset);
        return;
    }
    if (!value_is_absent(on_type) && value_type(on_type)->descr_set != NULL)
        return;
    Attrs *attrs = shape_attrs(o, type);
    if (attrs == NULL)
        return;
    int slot = shape_slot(attrs->shape, name);
    if (slot >= 0) {
        set_shape_cache(in, OP_STORE_ATTR_SHAPE, o, slot, 0, name);
        return;
    }
    Shape *child = shape_child(attrs->shape, name);
    if (child == NULL)
        exc_clear();
    else
        set_shape_cache(in, OP_STORE_ATTR_ADD, o, 0, (uint64_t)(uintptr_t)child, name);
}

int op_store_attr(Instr *in, Ref o, Ref name, Ref v)
{
    in->op = OP_STORE_ATTR;
    if (value_is_obj(o) && value_as_obj(o)->type->flags & TYPE_GENERIC_SETATTR && specialise_countdown(in + 1))
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
        set_cache(in, OP_LOAD_METHOD_TYPE, version, found.bits);
        if (value_is_obj(o))
            remember_cache(in, OP_LOAD_METHOD, name, NULL);
        if (value_is_obj(o))
            in->op = placed_form(in, in->op);
        return;
    }
    Attrs *attrs = value_is_obj(o) ? shape_attrs(o, type) : NULL;
    if (attrs != NULL && shape_slot(attrs->shape, name) < 0)
        set_shape_cache(in, OP_LOAD_METHOD_SHAPE, o, 0, found.bits, name);
}

Value op_load_method(Instr *in, Ref o, Ref name, Value *self_out)
{
    in->op = OP_LOAD_METHOD;
    if (specialise_countdown(in + 1)) {
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

/* ---- numbers ---- */
static int typed_form(const Instr *in, bool is_const)
{
    int form = is_const ? TYPED_CONST : 0;
    if (op_operands[in->op][0] == 'j')
        return in->flags & FLAG_IF_TRUE ? form : form | TYPED_RELEASES;
    /* What the result replaces is a dead temporary or one of the operands, which is a number? */
    bool replaces_number = in->a == in->b || (!is_const && in->a == in->c);
    if ((in->flags >> 4 & 3) == OPERAND_TEMP || replaces_number)
        return form;
    return form | TYPED_RELEASES;
}

void specialise_number(Instr *in, Op first, Ref c)
{
    bool is_const = (in->flags >> 2 & 3) == OPERAND_CONST;
    if ((in->flags & 3) == OPERAND_CONST || (is_const && first == OP_DIV_FLOAT && value_as_double(c) == 0)) {
        in[1].low = SPECIALISE_TRIES;
        return;
    }
    in->op = (uint8_t)((int)first + typed_form(in, is_const));
    if (!is_const)
        return;
    if (value_is_int(c))
        in[1].word = c.bits << (64 - INT_INLINE_BITS);
    else
        in[1].number = value_as_double(c);
}

void specialise_missed(Instr *in, Op generic)
{
    bool is_const = (in->flags >> 2 & 3) == OPERAND_CONST;
    in->op = (uint8_t)generic;
    in[1].low = is_const ? SPECIALISE_TRIES : in[1].low + 1;
    in[1].high = 0;
}

/* ---- subscripts ---- */
static bool has_kinds(const Instr *in, int kind_b)
{
    return (in->flags & 3) == kind_b && (in->flags >> 2 & 3) != OPERAND_CONST;
}

/* index: what c is, an int. */
void specialise_item_load(Instr *in, Ref index)
{
    bool is_const = (in->flags >> 2 & 3) == OPERAND_CONST, to_temp = (in->flags >> 4 & 3) == OPERAND_TEMP;
    if (to_temp && is_const && (in->flags & 3) == OPERAND_LOCAL && value_as_int(index) >= 0) {
        in->op = OP_LOAD_SUBSCR_ITEM;
        in[1].word = (uint64_t)value_as_int(index);
    } else if (to_temp && has_kinds(in, OPERAND_LOCAL))
        in->op = OP_LOAD_SUBSCR_LIST;
    else if (to_temp && has_kinds(in, OPERAND_TEMP))
        in->op = OP_LOAD_SUBSCR_LIST_TEMP;
    else
        in[1].low = SPECIALISE_TRIES;
}

void specialise_char_load(Instr *in)
{
    if ((in->flags >> 4 & 3) == OPERAND_TEMP && has_kinds(in, OPERAND_LOCAL))
        in->op = OP_LOAD_SUBSCR_STR;
    else
        in[1].low = SPECIALISE_TRIES;
}

void specialise_list_store(Instr *in)
{
    if (has_kinds(in, OPERAND_LOCAL))
        in->op = OP_STORE_SUBSCR_LIST;
    else
        in[1].low = SPECIALISE_TRIES;
}

/* ---- strings ---- */
void specialise_str_test(Instr *in, Ref c)
{
    bool fits = (in->flags & 3) == OPERAND_LOCAL && (in->flags >> 2 & 3) == OPERAND_CONST && str_is_interned(c);
    if (!fits)
        in[1].low = SPECIALISE_TRIES;
    else
        in->op = in->flags & FLAG_IF_TRUE ? OP_TEST_EQ_STR : OP_TEST_EQ_STR_ELSE;
}
