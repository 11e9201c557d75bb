/* runtime/type_slots.c -- keeping the slots of a type and the dunders in its MRO in step.
 *
 * For each slot, the rows of slots.def with that field say which dunders decide it.  When all of them come from C
 * (slot wrappers or methods of built-in bases that agree), the type gets their C function itself, so a
 * subclass of list is as fast as list; when one is Python's, it gets the row's `from_python`, which looks the
 * dunder up at each call. */
#include "runtime/slot.h"
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define SLOT(dunder, field, kind, function, parameters, text)                                     \
    {#dunder, offsetof(NamesTable, name_##dunder), offsetof(Type, field), SLOT_##kind,            \
     (void *)(function), parameters, text},
const SlotRow slot_rows[] = {
#include "runtime/slots.def"
    {0},
};
#undef SLOT

/* ---- the builtin function __new__ ---- */

static Value call_new(Ref self, const Ref *args, size_t n_args, Ref kwnames);
static const Method new_method = {
    "__new__(*args, **kwargs)", call_new, "Create and return a new object.", METHOD_RAW,
};

Type *type_new_wrapper_owner(Ref function)
{
    if (!value_has_type(function, &type_native) || VALUE_AS(Native, function)->method != &new_method)
        return NULL;
    return value_as_type(VALUE_AS(Native, function)->self);
}

Value type_new_wrapper(Type *owner)
{
    return native_new(&new_method, value_from_obj(owner), VALUE_ABSENT);
}

/* list.__new__(cls, ...): cls must be a subclass whose layout list.__new__ knows how to fill. */
static Value call_new(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    Type *owner = value_as_type(self);
    if (n_args == 0)
        return exc_raise(&type_TypeError, "%N.__new__(): not enough arguments", owner);
    if (!value_is_type(args[0]))
        return exc_raise(&type_TypeError, "%N.__new__(X): X is not a type object (%T)", owner, args[0]);
    Type *type = value_as_type(args[0]);
    if (!type_is_subtype(type, owner))
        return exc_raise(&type_TypeError, "%N.__new__(%N): %N is not a subtype of %N", owner, type, type, owner);
    Type *safe = type;
    while (safe->flags & TYPE_HEAP && safe->new == type_slot_new)
        safe = safe->super_type;
    if (safe->new != owner->new)
        return exc_raise(&type_TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner, type, safe);
    Value made = owner->new(type, args + 1, n_args - 1, kwnames);
    if (value_is_obj(made) && made.bits != 0) {
        Obj *o = value_as_obj(made);
        if (o->type->flags & TYPE_HEAP && o->type->flags & TYPE_GC && !gc_is_tracked(o))
            gc_track(o);
    }
    return made;
}

/* ---- one slot from the MRO ---- */

/* The built-in type that a dunder found in a dict belongs to; NULL when Python code is needed to call it. */
static Type *c_owner(Ref descr, const SlotRow *row)
{
    /* `__neg__ = dict.copy`: C, but not this slot's. */
    if (value_has_type(descr, &type_slot_wrapper)) {
        const SlotWrapper *w = VALUE_AS(SlotWrapper, descr);
        return strcmp(w->row->name, row->name) == 0 ? w->owner : NULL;
    }
    if (value_has_type(descr, &type_method_descr)) {
        const MethodDescr *m = VALUE_AS(MethodDescr, descr);
        size_t n = strlen(row->name);
        bool same = strncmp(m->method->signature, row->name, n) == 0 && m->method->signature[n] == '(';
        return same && !(m->owner->flags & TYPE_HEAP) ? m->owner : NULL;
    }
    return type_new_wrapper_owner(descr);
}

static void *decide_slot(Type *type, const SlotRow *row)
{
    uint32_t offset = row->offset;
    void *from_python = NULL, *from_c = NULL;
    bool python = false;
    for (; row->name && row->offset == offset; row++) {
        Ref descr = type_lookup_uncached(type, slot_row_name(row));
        if (value_is_absent(descr))
            continue;
        Type *owner = c_owner(descr, row);
        if (owner && type_is_subtype(type, owner)) {
            void *function = *slot_at(owner, offset);
            if (function == NULL)
                continue; /* the dunder is another slot's: list.__add__ is concat */
            python |= from_c != NULL && from_c != function;
            from_c = function;
        } else if (value_is_none(descr) && row->kind == SLOT_HASH) {
            from_c = (void *)hash_not_implemented;
        } else {
            python = true;
        }
        from_python = row->from_python;
    }
    return python ? from_python : from_c;
}

static const SlotRow *first_row_of_field(const SlotRow *row)
{
    while (row > slot_rows && row[-1].offset == row->offset)
        row--;
    return row;
}

static void update_slot(Type *type, const SlotRow *row)
{
    void *function = decide_slot(type, row);
    if (function == NULL && row->offset == offsetof(Type, next))
        function = (void *)type_slot_next_missing;
    *slot_at(type, row->offset) = function;
}

void type_update_all_slots(Type *type)
{
    for (const SlotRow *row = slot_rows; row->name;) {
        update_slot(type, row);
        uint32_t offset = row->offset;
        while (row->name && row->offset == offset)
            row++;
    }
    type_update_flags(type);
}

static void update_named(Type *type, Ref name)
{
    bool found = false;
    for (const SlotRow *row = slot_rows; row->name; row++) {
        if (value_is(slot_row_name(row), name)) {
            update_slot(type, first_row_of_field(row));
            found = true;
        }
    }
    if (found)
        type_update_flags(type);
}

static void update_recursively(Type *type, Ref name)
{
    update_named(type, name);
    for (uint32_t i = 0; i < type->n_subclasses; i++) {
        Type *sub = type->subclasses[i];
        Ref own = sub ? type_namespace(sub) : VALUE_ABSENT;
        if (value_is_obj(own) && value_is_absent(dict_get_str(own, name)))
            update_recursively(sub, name);
    }
}

void type_update_slots(Type *type, Ref name)
{
    for (const SlotRow *row = slot_rows; row->name; row++) {
        if (value_is(slot_row_name(row), name)) {
            update_recursively(type, name);
            return;
        }
    }
}

void type_update_flags(Type *type)
{
    type->flags &= ~(uint32_t)(TYPE_GENERIC_GETATTR | TYPE_GENERIC_SETATTR | TYPE_HAS_FINALIZER);
    if (type->getattr == object_generic_getattr)
        type->flags |= TYPE_GENERIC_GETATTR;
    if (type->setattr == object_generic_setattr)
        type->flags |= TYPE_GENERIC_SETATTR;
    if (type->finalize && !(type->flags & TYPE_FINALIZED_BY_DEALLOC))
        type->flags |= TYPE_HAS_FINALIZER;
}

/* ---- built-in types: inheriting and showing slots ---- */

static bool own_dict_has(const Type *type, Ref name)
{
    return value_is_obj(type->dict) && !value_is_absent(dict_get_str(type->dict, name));
}

/* A row of a static type's table stands for what the slot lacks. */
bool type_table_has(const Type *type, const char *dunder)
{
    size_t n = strlen(dunder);
    for (const Method *m = type->methods; m && m->signature; m++)
        if (m->signature[0] == '_' && !strncmp(m->signature, dunder, n) && m->signature[n] == '(')
            return true;
    return false;
}

static bool redefines_equality(const Type *type)
{
    if (type->compare || type->hash)
        return true;
    if (type->flags & TYPE_HEAP)
        return own_dict_has(type, NAME(__eq__)) || own_dict_has(type, NAME(__hash__));
    return type_table_has(type, "__eq__") || type_table_has(type, "__hash__");
}

/* compare and hash go together: who redefines equality does not inherit a hash that contradicts it. */
static void inherit_comparison(Type *type, Type *base)
{
    if (redefines_equality(type))
        return;
    type->compare = base->compare;
    type->hash = base->hash;
}

#define INHERIT(field)                    \
    do {                                  \
        if (type->field == NULL)          \
            type->field = base->field;    \
    } while (0)

static void inherit_operators(Type *type, Type *base)
{
    for (int i = 0; i < N_BINARY_OPS; i++) {
        INHERIT(binary[i]);
        INHERIT(inplace[i]);
    }
    INHERIT(pow);
    INHERIT(inplace_pow);
    INHERIT(negative);
    INHERIT(positive);
    INHERIT(absolute);
    INHERIT(invert);
    INHERIT(to_int);
    INHERIT(to_float);
    INHERIT(index);
    INHERIT(truth);
    INHERIT(length);
    INHERIT(item);
    INHERIT(set_item);
    INHERIT(contains);
    INHERIT(concat);
    INHERIT(repeat);
    INHERIT(inplace_concat);
    INHERIT(inplace_repeat);
    INHERIT(subscript);
    INHERIT(set_subscript);
    INHERIT(buffer_get);
    INHERIT(buffer_release);
}

void type_inherit_slots(Type *type, Type *base)
{
    bool is_heap = type->flags & TYPE_HEAP;
    INHERIT(dealloc);
    if (!(type->flags & TYPE_GC) && base->flags & TYPE_GC && !type->traverse && !type->clear)
        type->flags |= TYPE_GC;
    INHERIT(traverse);
    INHERIT(clear);
    INHERIT(finalize);
    /* object's `new` makes no object with C fields of its own: such types say so themselves. */
    if (is_heap || base != &type_object || type->init)
        if (!(type->flags & TYPE_NO_NEW))
            INHERIT(new);
    INHERIT(init);
    INHERIT(call);
    INHERIT(repr);
    INHERIT(str);
    INHERIT(getattr);
    INHERIT(setattr);
    INHERIT(descr_get);
    INHERIT(descr_set);
    INHERIT(iter);
    INHERIT(next);
    INHERIT(send);
    INHERIT(await);
    INHERIT(aiter);
    INHERIT(anext);
    inherit_comparison(type, base);
    inherit_operators(type, base);
}
#undef INHERIT

_Static_assert(N_ELEMENTS(slot_rows) - 1 <= 128, "own_slots has a bit for each row");

void type_note_own_slots(Type *type)
{
    for (size_t i = 0; i < N_ELEMENTS(slot_rows) - 1; i++) {
        const SlotRow *row = &slot_rows[i];
        if (*slot_at(type, row->offset) == NULL || row->kind == SLOT_NONE)
            continue;
        /* Made as plain objects are: __new__ is object's, not one more. */
        if (row->kind == SLOT_NEW && type->new == object_new && type != &type_object)
            continue;
        type->own_slots[i / 64] |= (uint64_t)1 << i % 64;
    }
}

int type_add_slot_wrappers(Type *type)
{
    for (size_t i = 0; i < N_ELEMENTS(slot_rows) - 1; i++) {
        if (!(type->own_slots[i / 64] >> i % 64 & 1))
            continue;
        const SlotRow *row = &slot_rows[i];
        void *function = *slot_at(type, row->offset);
        Ref name = slot_row_name(row);
        if (own_dict_has(type, name))
            continue;
        Value wrapper;
        if (row->kind == SLOT_NEW)
            wrapper = type_new_wrapper(type);
        else if (function == (void *)hash_not_implemented)
            wrapper = VALUE_NONE;
        else
            wrapper = slot_wrapper_new(type, row);
        if (value_is_error(wrapper) || dict_set_owned(type->dict, name, wrapper))
            return -1;
    }
    return 0;
}
