/* runtime/type_assign.c -- changing what things are: C.__bases__ = ... and x.__class__ = C.
 *
 * Both are fine as long as the memory layout of instances stays what it was. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- layout ---- */

#define INSTANCE_EXTRAS (TYPE_ATTRS | TYPE_VAR_ATTRS | TYPE_WEAKREF)

static bool same_slot_names(const Type *a, const Type *b)
{
    if (a->n_slots != b->n_slots || a->slots_offset != b->slots_offset)
        return false;
    for (uint32_t i = 0; i < a->n_slots; i++)
        if (!str_equal(tuple_at(a->slot_names, i), tuple_at(b->slot_names, i)))
            return false;
    return true;
}

/* The nearest class, going down the bases, whose instances have something that its base's lack. */
static const Type *last_addition(const Type *type)
{
    while (type->flags & TYPE_HEAP && type->n_slots == 0
           && (type->flags & INSTANCE_EXTRAS) == (type->super_type->flags & INSTANCE_EXTRAS))
        type = type->super_type;
    return type;
}

bool type_compatible_layout(Type *a, Type *b)
{
    if (a->basic_size != b->basic_size || a->item_size != b->item_size || a->prefix_size != b->prefix_size
        || (a->flags & INSTANCE_EXTRAS) != (b->flags & INSTANCE_EXTRAS) || a->attrs_offset != b->attrs_offset
        || a->dict_offset != b->dict_offset)
        return false;
    const Type *x = last_addition(a), *y = last_addition(b);
    return x == y || (x->flags & TYPE_HEAP && y->flags & TYPE_HEAP && x->super_type == y->super_type
                      && same_slot_names(x, y));
}

/* ---- x.__class__ = C ---- */

int type_set_class(Ref object, Type *new_type)
{
    Type *old_type = value_type(object);
    if (old_type == new_type)
        return 0;
    bool modules = type_is_subtype(new_type, &type_module) && type_is_subtype(old_type, &type_module);
    if (!modules && (!(old_type->flags & TYPE_HEAP) || !(new_type->flags & TYPE_HEAP)))
        return exc_raise_int(&type_TypeError,
                             "__class__ assignment only supported for mutable types or ModuleType subclasses");
    if (new_type->dealloc != old_type->dealloc && !modules)
        return exc_raise_int(&type_TypeError, "__class__ assignment: '%N' deallocator differs from '%N'",
                             new_type, old_type);
    if (!type_compatible_layout(old_type, new_type))
        return exc_raise_int(&type_TypeError, "__class__ assignment: '%N' object layout differs from '%N'",
                             new_type, old_type);
    Attrs *attrs = attrs_find(object);
    if (attrs && attrs_change_shape(attrs, new_type->shape))
        return -1;
    Obj *o = value_as_obj(object);
    if (new_type->flags & TYPE_HEAP)
        obj_hold(new_type);
    o->type = new_type;
    if (old_type->flags & TYPE_HEAP)
        obj_drop(old_type);
    return 0;
}

/* ---- C.__bases__ = (...) ---- */

/* By __base__ links, which are ahead of the MRO while a metaclass's mro() assigns bases itself. */
static bool derives_from(const Type *type, const Type *base)
{
    while (type && type != base)
        type = type->super_type;
    return type == base;
}

static int check_new_bases(Type *type, Ref bases)
{
    if (!(type->flags & TYPE_HEAP))
        return exc_raise_int(&type_TypeError, "cannot set '__bases__' attribute of immutable type '%N'", type);
    if (value_is_absent(bases))
        return exc_raise_int(&type_TypeError, "cannot delete '__bases__' attribute of type '%N'", type);
    if (!value_is_tuple(bases))
        return exc_raise_int(&type_TypeError, "can only assign tuple to %N.__bases__, not %T", type, bases);
    if (tuple_len(bases) == 0)
        return exc_raise_int(&type_TypeError, "can only assign non-empty tuple to %N.__bases__, not ()", type);
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Ref base = tuple_at(bases, i);
        if (!value_is_type(base))
            return exc_raise_int(&type_TypeError, "%N.__bases__ must be tuple of classes, not '%T'", type, base);
        if (type_is_subtype(value_as_type(base), type) || derives_from(value_as_type(base), type))
            return exc_raise_int(&type_TypeError, "a __bases__ item causes an inheritance cycle");
    }
    return 0;
}

/* Recompute the MRO of type and all below it; what was is kept in `undo` as [type, mro, ...]. */
static int update_mro_tree(Type *type, Ref undo)
{
    if (c_stack_check(""))
        return -1;
    Value old = value_dup(type->mro);
    if (type_compute_mro(type)) {
        value_drop(old);
        return -1;
    }
    if (list_append(undo, value_from_obj(type)) || list_append_owned(undo, old))
        return -1;
    for (uint32_t i = 0; i < type->n_subclasses; i++)
        if (type->subclasses[i] && update_mro_tree(type->subclasses[i], undo))
            return -1;
    return 0;
}

static void restore_mros(Ref undo)
{
    for (int64_t i = list_len(undo) - 2; i >= 0; i -= 2) {
        Type *type = value_as_type(list_at(undo, i));
        type_modified(type);
        value_replace(&type->mro, value_dup(list_at(undo, i + 1)));
    }
}

static void update_slots_tree(Type *type)
{
    type_update_all_slots(type);
    for (uint32_t i = 0; i < type->n_subclasses; i++)
        if (type->subclasses[i])
            update_slots_tree(type->subclasses[i]);
}

int type_set_bases(Ref self, Ref bases)
{
    Type *type = value_as_type(self), *base = NULL;
    if (check_new_bases(type, bases) || type_check_bases(bases, &base))
        return -1;
    /* Instances' memory is handled by what the solid base says: it must stay the same kind. */
    Type *old_base = type->super_type;
    if (type_solid_base(base) != type_solid_base(old_base)
        || (base->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS) && !(type->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS)))
        || !(base->flags & TYPE_HEAP) != !(old_base->flags & TYPE_HEAP))
        return exc_raise_int(&type_TypeError, "__bases__ assignment: '%N' object layout differs from '%N'", base,
                             old_base);
    Value held = value_dup_obj(type), old_bases = value_dup(type->bases), undo = list_new(0);
    obj_hold(old_base);
    int result = -1;
    if (!value_is_error(undo)) {
        value_replace(&type->bases, value_dup(bases));
        type->super_type = base;
        obj_hold(base);
        obj_drop(old_base);
        result = update_mro_tree(type, undo);
        if (result) {
            restore_mros(undo);
            if (value_is(type->bases, bases)) {
                value_replace(&type->bases, value_dup(old_bases));
                type->super_type = old_base;
                obj_hold(old_base);
                obj_drop(base);
            }
        } else if (value_is(type->bases, bases)) {
            for (int64_t i = 0; i < tuple_len(old_bases); i++)
                type_remove_subclass(value_as_type(tuple_at(old_bases, i)), type);
            for (int64_t i = 0; result == 0 && i < tuple_len(bases); i++)
                result = type_add_subclass(value_as_type(tuple_at(bases, i)), type);
            type_modified(type);
            update_slots_tree(type);
        }
    }
    obj_drop(old_base);
    value_drop(undo);
    value_drop(old_bases);
    value_drop(held);
    return result;
}
