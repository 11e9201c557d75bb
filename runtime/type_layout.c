/* runtime/type_layout.c -- where the instances of a class keep things: __slots__, the Attrs, the C fields of the base.
 * The picture is in object.c. */
#include "runtime/type_layout.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/shape.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- __slots__ ---- */


static Value mangle(Ref class_name, Ref name)
{
    size_t n, class_n;
    const char *text = str_utf8(name, &n), *class_text = str_utf8(class_name, &class_n);
    if (text == NULL || class_text == NULL)
        return VALUE_ERROR;
    while (class_n && *class_text == '_')
        class_text++, class_n--;
    if (n < 2 || text[0] != '_' || text[1] != '_' || class_n == 0 || (text[n - 1] == '_' && text[n - 2] == '_')
        || memchr(text, '.', n))
        return value_dup(name);
    Value tail = str_from_utf8(class_text, class_n);
    if (value_is_error(tail))
        return VALUE_ERROR;
    Value mangled = str_format("_%U%U", tail, name);
    value_drop(tail);
    return mangled;
}

static bool is_var_sized(const Type *base)
{
    return base->item_size != 0 || base->flags & TYPE_SUB_TYPE;
}

static bool has_dict(const Type *base)
{
    return (base->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS | TYPE_SUB_TYPE)) != 0 || base->dict_offset != 0;
}

/* str keeps its text behind the header here, but Python code sees a type of fixed size. */
static bool allows_weakref(const Type *base)
{
    return !is_var_sized(base) || base->flags & TYPE_SUB_STR;
}

static int note_slot(SlotPlan *plan, Ref name, Type *base, Ref class_name, Ref namespace)
{
    if (!value_is_str(name))
        return exc_raise_int(&type_TypeError, "__slots__ items must be strings, not '%T'", name);
    if (!str_is_identifier(name))
        return exc_raise_int(&type_TypeError, "__slots__ must be identifiers");
    if (str_equals_cstr(name, "__dict__")) {
        if (has_dict(base) || plan->add_dict)
            return exc_raise_int(&type_TypeError, "__dict__ slot disallowed: we already got one");
        plan->add_dict = true;
        return 0;
    }
    if (str_equals_cstr(name, "__weakref__")) {
        if (base->flags & TYPE_WEAKREF || plan->add_weakref || !allows_weakref(base))
            return exc_raise_int(&type_TypeError, "__weakref__ slot disallowed: we already got one");
        plan->add_weakref = true;
        return 0;
    }
    Value mangled = mangle(class_name, name);
    if (value_is_error(mangled))
        return -1;
    int clash = dict_contains(namespace, mangled);
    /* What the compiler puts in the namespace for the class's sake may be a slot all the same. */
    if (clash > 0 && !str_equals_cstr(mangled, "__qualname__") && !str_equals_cstr(mangled, "__classcell__")
        && !str_equals_cstr(mangled, "__classdictcell__")) {
        value_drop(mangled);
        return exc_raise_int(&type_ValueError, "%R in __slots__ conflicts with class variable", name);
    }
    return clash < 0 ? (value_drop(mangled), -1) : list_append_owned(plan->names, str_intern(mangled));
}

/* With __slots__, a base that is not first may still bring a __dict__ or weak references. */
static void inherit_from_other_bases(SlotPlan *plan, Type *base, Ref bases)
{
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Type *other = value_as_type(tuple_at(bases, i));
        if (other == base)
            continue;
        if (has_dict(other) && !has_dict(base))
            plan->add_dict = true;
        if (other->flags & TYPE_WEAKREF && !(base->flags & TYPE_WEAKREF))
            plan->add_weakref = true;
    }
}

int type_plan_slots(SlotPlan *plan, Type *base, Ref bases, Ref class_name, Ref namespace)
{
    Ref slots = dict_get(namespace, NAME(__slots__));
    if (value_is_error(slots))
        return -1;
    if (value_is_absent(slots)) {
        plan->add_dict = !has_dict(base);
        plan->add_weakref = allows_weakref(base);
        return 0;
    }
    Value names = value_is_str(slots) ? tuple_of1(slots) : tuple_from_iterable(slots);
    if (value_is_error(names))
        return -1;
    int result = -1;
    if (tuple_len(names) > 0 && is_var_sized(base) && !(base->flags & TYPE_SUB_STR)) {
        exc_raise(&type_TypeError, "nonempty __slots__ not supported for subtype of '%N'", base);
        goto done;
    }
    plan->names = list_new(0);
    if (value_is_error(plan->names))
        goto done;
    for (int64_t i = 0; i < tuple_len(names); i++)
        if (note_slot(plan, tuple_at(names, i), base, class_name, namespace))
            goto done;
    inherit_from_other_bases(plan, base, bases);
    result = list_sort(plan->names, VALUE_NONE, false);
done:
    value_drop(names);
    return result;
}

/* ---- layout ---- */

static uint32_t solid_size(const Type *base)
{
    uint32_t size = base->basic_size;
    if (base->flags & TYPE_HEAP && base->flags & TYPE_ATTRS)
        size = base->attrs_offset;
    return (size + 7) & ~7u;
}

void type_layout_instances(Type *type, Type *base, uint32_t n_slots, bool add_attrs)
{
    bool attrs = add_attrs || base->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS);
    type->n_slots = n_slots;
    type->item_size = base->item_size;
    type->dict_offset = base->dict_offset;
    if (base->flags & TYPE_SUB_TYPE) {
        type->basic_size = base->basic_size;
        return;
    }
    if (base->item_size != 0) {
        uint32_t above = base->prefix_size ? base->prefix_size : 32; /* room for the Attrs, used or not */
        uint32_t used = base->prefix_size ? base->prefix_size : 32;
        type->basic_size = base->basic_size;
        type->slots_offset = -(int32_t)(above + n_slots * sizeof(Value));
        type->prefix_size = attrs || n_slots || base->prefix_size
                                ? (used + n_slots * (uint32_t)sizeof(Value) + 15) & ~15u : 0;
        type->flags |= attrs ? TYPE_VAR_ATTRS : 0;
        return;
    }
    uint32_t size = solid_size(base);
    type->slots_offset = (int32_t)size;
    size += n_slots * (uint32_t)sizeof(Value);
    if (attrs) {
        type->flags |= TYPE_ATTRS;
        type->attrs_offset = size;
        size += (uint32_t)sizeof(Attrs);
    }
    type->basic_size = size;
}
