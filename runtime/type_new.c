/* runtime/type_new.c -- what a class statement ends in: type(name, bases, namespace, **kwargs).
 *
 * Order matters and is visible: metaclass choice, layout, the dict with its special entries, MRO (may run a
 * metaclass's mro()), slots, the __class__ cell, __set_name__ of the attributes, __init_subclass__ of the base. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/type_layout.h"
#include "vm/callback.h"

/* ---- special entries of the namespace ---- */

static int set_module_entry(Type *type)
{
    if (!value_is_absent(dict_get_str(type->dict, NAME(__module__))))
        return 0;
    Ref globals = vm_globals();
    if (!value_is_obj(globals) || globals.bits == 0)
        return 0;
    Ref module = dict_get_str(globals, NAME(__name__));
    return value_is_absent(module) ? 0 : dict_set(type->dict, NAME(__module__), module);
}

static int take_qualname(Type *type)
{
    Value qualname = dict_pop(type->dict, NAME(__qualname__));
    if (value_is_error(qualname))
        return -1;
    if (value_is_absent(qualname)) {
        type->qualname = value_dup(type->name_value);
        return 0;
    }
    if (!value_is_str(qualname)) {
        exc_raise(&type_TypeError, "type __qualname__ must be a str, not %T", qualname);
        value_drop(qualname);
        return -1;
    }
    type->qualname = qualname;
    return 0;
}

static int wrap_function(Type *type, Ref name, Value (*wrap)(Ref))
{
    Ref function = dict_get_str(type->dict, name);
    if (!value_has_type(function, &type_function))
        return 0;
    Value wrapped = wrap(function);
    return value_is_error(wrapped) ? -1 : dict_set_owned(type->dict, name, wrapped);
}

static int add_hash_none(Type *type)
{
    if (value_is_absent(dict_get_str(type->dict, NAME(__eq__)))
        || !value_is_absent(dict_get_str(type->dict, NAME(__hash__))))
        return 0;
    return dict_set(type->dict, NAME(__hash__), VALUE_NONE);
}

static int add_slot_descriptors(Type *type, const SlotPlan *plan)
{
    if (value_is_absent(plan->names))
        return 0;
    type->slot_names = list_to_tuple(plan->names);
    if (value_is_error(type->slot_names)) {
        type->slot_names = VALUE_ABSENT;
        return -1;
    }
    for (int64_t i = 0; i < tuple_len(type->slot_names); i++) {
        Ref name = tuple_at(type->slot_names, i);
        Value descr = slot_descr_new(type, name, type->slots_offset + (int32_t)(i * (int64_t)sizeof(Value)));
        if (value_is_error(descr) || dict_set_owned(type->dict, name, descr))
            return -1;
    }
    return 0;
}

static int add_getter(Type *type, const Getter *getter)
{
    Value name = str_intern_cstr(getter->name);
    if (value_is_error(name))
        return -1;
    int result = 0;
    if (value_is_absent(dict_get_str(type->dict, name))) {
        Value descr = getset_descr_new(type, getter);
        result = value_is_error(descr) ? -1 : dict_set_owned(type->dict, name, descr);
    }
    value_drop(name);
    return result;
}

static int fill_dict(Type *type, const SlotPlan *plan)
{
    if (set_module_entry(type) || take_qualname(type))
        return -1;
    if (value_is_absent(dict_get_str(type->dict, NAME(__doc__)))
        && dict_set(type->dict, NAME(__doc__), VALUE_NONE))
        return -1;
    if (wrap_function(type, NAME(__new__), static_method_new)
        || wrap_function(type, NAME(__init_subclass__), class_method_new)
        || wrap_function(type, NAME(__class_getitem__), class_method_new))
        return -1;
    if (add_hash_none(type))
        return -1;
    if (plan->add_dict && add_getter(type, &instance_dict_getter))
        return -1;
    if (plan->add_weakref && !(type->super_type->flags & TYPE_WEAKREF)
        && add_getter(type, &instance_weakref_getter))
        return -1;
    return 0;
}

/* The cells for __class__ and the annotation scopes' namespace come in the namespace and do not stay. */
static int fill_cell(Type *type, Ref entry, Ref content)
{
    Value cell = dict_pop(type->dict, entry);
    if (!value_is_ok(cell))
        return value_is_error(cell) ? -1 : 0;
    int result;
    if (value_has_type(cell, &type_cell))
        result = object_setattr(cell, NAME(cell_contents), content);
    else
        result = exc_raise_int(&type_TypeError, "%U must be a nonlocal cell, not %R", entry,
                               value_from_obj(value_type(cell)));
    value_drop(cell);
    return result;
}

/* ---- building the type object ---- */

static Type *alloc_type(Type *metatype, Ref name, Ref bases, Type *base, Ref namespace)
{
    Type *type = object_alloc(metatype);
    if (type == NULL)
        return NULL;
    memset((char *)type + sizeof(Obj), 0, sizeof(Type) - sizeof(Obj));
    type->flags = TYPE_HEAP | TYPE_BASETYPE | TYPE_READY;
    type->bases = value_dup(bases);
    type->mro = type->slot_names = type->init_cache = type->qualname = VALUE_ABSENT;
    type->name_value = value_dup(name);
    type->name = str_utf8(name, NULL);
    type->super_type = base;
    obj_hold(base);
    type->dict = VALUE_ABSENT;
    Value dict = dict_copy(namespace);
    if (value_is_error(dict) || type->name == NULL) {
        value_drop(dict);
        obj_drop(type);
        return NULL;
    }
    type->dict = dict;
    return type;
}

static void inherit_flags(Type *type)
{
    Ref bases = type->bases;
    const Type *base = type->super_type;
    type->flags |= base->flags
                   & (TYPE_SUB_INT | TYPE_SUB_FLOAT | TYPE_SUB_STR | TYPE_SUB_BYTES | TYPE_SUB_LIST
                      | TYPE_SUB_TUPLE | TYPE_SUB_DICT | TYPE_SUB_EXC | TYPE_SUB_TYPE | TYPE_MATCH_SELF
                      | TYPE_GC | TYPE_WEAKREF);
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        const Type *other = value_as_type(tuple_at(bases, i));
        if (!(type->flags & (TYPE_SEQUENCE | TYPE_MAPPING)))
            type->flags |= other->flags & (TYPE_SEQUENCE | TYPE_MAPPING);
        type->flags |= other->flags & TYPE_WEAKREF;
    }
}

#define SLOTS_BEGIN offsetof(Type, dealloc)
#define SLOTS_END (offsetof(Type, buffer_release) + sizeof(void *))

/* Is the MRO just the base's behind the type itself? Then its slots are the base's. */
static bool extends_one_base(const Type *type)
{
    const Type *base = type->super_type;
    if (!value_is_obj(base->mro) || tuple_len(type->mro) != tuple_len(base->mro) + 1
        || !value_is(tuple_at(type->mro, 0), value_from_obj(type)))
        return false;
    for (int64_t i = 0; i < tuple_len(base->mro); i++)
        if (!value_is(tuple_at(type->mro, i + 1), tuple_at(base->mro, i)))
            return false;
    return true;
}

static void fill_slots(Type *type)
{
    Type *base = type->super_type;
    memcpy((char *)type + SLOTS_BEGIN, (char *)base + SLOTS_BEGIN, SLOTS_END - SLOTS_BEGIN);
    if (!(type->flags & TYPE_SUB_TYPE)) {
        type->dealloc = instance_dealloc;
        type->traverse = instance_traverse;
        type->clear = instance_clear;
    }
    if (!extends_one_base(type)) {
        type_update_all_slots(type);
        return;
    }
    /* One base: only what the class itself defines can differ. */
    int64_t pos = 0;
    Ref key, value;
    while (dict_next(type->dict, &pos, &key, &value))
        if (value_is_exact_str(key) && type_is_dunder(key))
            type_update_slots(type, key);
    if (type->next == NULL)
        type->next = type_slot_next_missing;
    type_update_flags(type);
}

/* self.x = ... statements that the compiler saw give the first instances the right size. */
static void guess_inline_values(Type *type)
{
    uint32_t hint = type->super_type->shape ? type->super_type->shape->inline_hint : 0;
    Ref names = dict_get_str(type->dict, NAME(__static_attributes__));
    if (value_is_tuple(names) && tuple_len(names) <= 16 && (uint32_t)tuple_len(names) > hint)
        hint = (uint32_t)tuple_len(names);
    type->shape->inline_hint = hint;
}

static int intern_keys(Type *type)
{
    int64_t pos = 0;
    Ref key, value;
    bool all = true;
    while (dict_next(type->dict, &pos, &key, &value))
        all = all && value_is_exact_str(key) && str_is_interned(key);
    if (all)
        return 0;
    Value fresh = dict_new_sized(dict_len(type->dict));
    if (value_is_error(fresh))
        return -1;
    pos = 0;
    while (dict_next(type->dict, &pos, &key, &value)) {
        Value interned = value_dup(key);
        if (value_is_exact_str(key))
            interned = str_intern(interned);
        if (value_is_error(interned) || dict_set(fresh, interned, value)) {
            value_drop(interned);
            value_drop(fresh);
            return -1;
        }
        value_drop(interned);
    }
    value_replace(&type->dict, fresh);
    return 0;
}

/* What is legal in a class body but a mistake, and a docstring that C could not show. */
static int check_namespace(Type *type)
{
    int64_t pos = 0;
    Ref key, value;
    bool strings = VALUE_AS(Dict, type->dict)->str_keys;
    while (!strings && dict_next(type->dict, &pos, &key, &value))
        if (!value_is_str(key))
            return exc_warn(&type_RuntimeWarning, 1, "non-string key in the __dict__ of class %N", type);
    Ref doc = dict_get_str(type->dict, NAME(__doc__));
    return value_is_ok(doc) && value_is_str(doc) && str_utf8(doc, NULL) == NULL ? -1 : 0;
}

static int finish_type(Type *type, const SlotPlan *plan)
{
    if (type_compute_mro(type))
        return -1;
    fill_slots(type);
    bool holds_values = type->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS) || type->n_slots;
    if (holds_values)
        type->flags |= TYPE_GC;
    if (plan->add_weakref)
        type->flags |= TYPE_WEAKREF;
    if (type->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS)) {
        type->shape = shape_new_root(type);
        if (type->shape == NULL) {
            exc_raise_memory();
            return -1;
        }
        guess_inline_values(type);
    }
    for (int64_t i = 0; i < tuple_len(type->bases); i++)
        if (type_add_subclass(value_as_type(tuple_at(type->bases, i)), type))
            return -1;
    Ref abstract = dict_get_str(type->dict, NAME(__abstractmethods__));
    if (!value_is_absent(abstract)) {
        int truth = object_truth(abstract);
        if (truth < 0)
            return -1;
        type->flags |= truth ? TYPE_ABSTRACT : 0;
    }
    return 0;
}

/* ---- telling the parts ---- */

static void add_set_name_note(Ref attribute, Ref name, Type *type)
{
    Value exc = exc_take();
    Value note = str_format("Error calling __set_name__ on '%T' instance %R in '%N'", attribute, name, type);
    Value result = value_is_error(note) ? VALUE_ERROR : object_call_method1(exc, NAME(add_note), note);
    if (value_is_error(result))
        exc_clear();
    value_drop(result);
    value_drop(note);
    exc_restore(exc);
}

static int set_names(Type *type)
{
    bool any = false;
    int64_t pos = 0;
    Ref key, value;
    while (!any && dict_next(type->dict, &pos, &key, &value))
        any = !value_is_absent(type_lookup(value_type(value), NAME(__set_name__)));
    if (!any)
        return 0;
    Value names = dict_copy(type->dict); /* __set_name__ may add to the class */
    if (value_is_error(names))
        return -1;
    pos = 0;
    int result = 0;
    while (result == 0 && dict_next(names, &pos, &key, &value)) {
        Value done = slot_call(value, NAME(__set_name__), (Ref[]){value_from_obj(type), key}, 2);
        if (value_is_error(done)) {
            add_set_name_note(value, key, type);
            result = -1;
        }
        value_drop(done);
    }
    value_drop(names);
    return result;
}

static bool is_in_own_mro(const Type *type)
{
    for (int64_t i = 0; value_is_obj(type->mro) && i < tuple_len(type->mro); i++)
        if (value_as_type(tuple_at(type->mro, i)) == type)
            return true;
    return false;
}

static int init_subclass(Type *type, Ref kwnames, const Ref *kwvalues)
{
    if (!is_in_own_mro(type)) /* a metaclass's mro() may do that */
        return exc_raise_int(&type_TypeError,
                             "super(type, obj): obj (type %N) is not an instance or subtype of type (%N).", type, type);
    Value hook = super_getattr(type, value_from_obj(type), type, NAME(__init_subclass__));
    if (value_is_error(hook))
        return -1;
    Value result = object_call(hook, kwvalues, 0, kwnames);
    value_drop(hook);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* ---- the whole ---- */

static Type *build(Type *metatype, Ref name, Ref bases, Type *base, Ref namespace)
{
    SlotPlan plan = {.names = VALUE_ABSENT};
    Type *type = NULL;
    if (type_plan_slots(&plan, base, bases, name, namespace))
        goto fail;
    type = alloc_type(metatype, name, bases, base, namespace);
    if (type == NULL)
        goto fail;
    inherit_flags(type);
    uint32_t n_slots = value_is_absent(plan.names) ? 0 : (uint32_t)list_len(plan.names);
    type_layout_instances(type, base, n_slots, plan.add_dict);
    type->flags |= plan.add_weakref ? TYPE_WEAKREF : 0;
    gc_track(type);
    if (intern_keys(type) || check_namespace(type) || fill_dict(type, &plan))
        goto fail;
    if (fill_cell(type, NAME(__classdictcell__), type->dict)
        || fill_cell(type, NAME(__classcell__), value_from_obj(type)))
        goto fail;
    if (add_slot_descriptors(type, &plan)) /* after the entries that do not stay: they may be slots too */
        goto fail;
    if (finish_type(type, &plan))
        goto fail;
    value_drop(plan.names);
    return type;
fail:
    value_drop(plan.names);
    if (type)
        obj_drop(type);
    return NULL;
}

static int check_name(Ref name)
{
    size_t n;
    const char *utf8 = str_utf8(name, &n);
    if (utf8 == NULL)
        return -1;
    if (strlen(utf8) != n)
        return exc_raise_int(&type_ValueError, "type name must not contain null characters");
    return 0;
}

/* The bases and the metaclass are settled. */
static Value make_class(Type *metatype, Ref name, Ref bases, Ref namespace, Ref kwnames, const Ref *kwvalues)
{
    Value all_bases = value_dup(bases);
    if (tuple_len(bases) == 0) {
        value_drop(all_bases);
        all_bases = tuple_of1(value_from_obj(&type_object));
        if (value_is_error(all_bases))
            return VALUE_ERROR;
    }
    Type *base = NULL, *type = NULL;
    if (check_name(name) == 0 && type_check_bases(all_bases, &base) == 0)
        type = build(metatype, name, all_bases, base, namespace);
    value_drop(all_bases);
    if (type == NULL)
        return VALUE_ERROR;
    if (set_names(type) || init_subclass(type, kwnames, kwvalues)) {
        obj_drop(type);
        return VALUE_ERROR;
    }
    return value_from_obj(type);
}

static int refuse_mro_entries(Ref bases)
{
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Ref base = tuple_at(bases, i);
        if (value_is_type(base))
            continue;
        Value entries = object_getattr_or_absent(base, NAME(__mro_entries__));
        if (value_is_error(entries))
            return -1;
        if (!value_is_absent(entries)) {
            value_drop(entries);
            return exc_raise_int(&type_TypeError,
                                 "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    }
    return 0;
}

Value type_new_heap(Type *metatype, Ref name, Ref bases, Ref namespace, Ref kwnames, const Ref *kwvalues)
{
    if (tuple_len(bases) > 0) {
        if (refuse_mro_entries(bases))
            return VALUE_ERROR;
        Type *winner = type_winner(metatype, bases);
        if (winner == NULL)
            return VALUE_ERROR;
        if (winner != metatype && winner->new != type_new) {
            size_t n_kw = value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames);
            if (winner->new == NULL)
                return exc_raise(&type_TypeError, "cannot create '%N' instances", winner);
            Ref *args = mem_alloc_array_or_raise(3 + n_kw, sizeof *args);
            if (args == NULL)
                return VALUE_ERROR;
            args[0] = name;
            args[1] = bases;
            args[2] = namespace;
            if (n_kw)
                memcpy(args + 3, kwvalues, n_kw * sizeof *args);
            Value result = winner->new(winner, args, 3, kwnames);
            mem_free(args);
            return result;
        }
        metatype = winner;
    }
    return make_class(metatype, name, bases, namespace, kwnames, kwvalues);
}

Value type_new(Type *metatype, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args != 3)
        return exc_raise(&type_TypeError, "type.__new__() takes exactly 3 arguments (%zu given)", n_args);
    if (!value_is_str(args[0]))
        return exc_raise(&type_TypeError, "type.__new__() argument 1 must be str, not %T", args[0]);
    if (!value_is_tuple(args[1]))
        return exc_raise(&type_TypeError, "type.__new__() argument 2 must be tuple, not %T", args[1]);
    if (!value_is_dict(args[2]))
        return exc_raise(&type_TypeError, "type.__new__() argument 3 must be dict, not %T", args[2]);
    return type_new_heap(metatype, args[0], args[1], args[2], kwnames, args + 3);
}

int type_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    bool keywords = !value_is_absent(kwnames) && tuple_len(kwnames) > 0;
    if (n_args == 1 && keywords)
        return exc_raise_int(&type_TypeError, "type.__init__() takes no keyword arguments");
    if (n_args != 1 && n_args != 3)
        return exc_raise_int(&type_TypeError, "type.__init__() takes 1 or 3 arguments");
    return 0;
}

Value type_new_simple(const char *module, const char *name, Type *base)
{
    Value name_value = str_intern_cstr(name), module_value = str_intern_cstr(module);
    Value bases = tuple_of1(value_from_obj(base)), namespace = dict_new();
    Value result = VALUE_ERROR;
    if (!value_is_error(name_value) && !value_is_error(module_value) && !value_is_error(bases)
        && !value_is_error(namespace) && dict_set(namespace, NAME(__module__), module_value) == 0)
        result = type_new_heap(&type_type, name_value, bases, namespace, VALUE_ABSENT, NULL);
    value_drop(name_value);
    value_drop(module_value);
    value_drop(bases);
    value_drop(namespace);
    return result;
}
