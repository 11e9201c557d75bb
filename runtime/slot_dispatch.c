/* runtime/slot_dispatch.c -- the C functions that slots of classes hold when a dunder is written in Python.
 *
 * Each looks its dunder up on the type of self at every call (through the lookup cache) and calls it with self in
 * front, without a bound method.  Numbers are in slot_numbers.c, containers in slot_containers.c. */
#include "runtime/slot.h"
#include "runtime/descr.h"
#include "runtime/exc.h"
#include "runtime/exc_types.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define N_STACK_ARGS 8

/* ---- calling a dunder ---- */

/* descr is what the type lookup found; it is held during the call because the call may replace it. */
static Value call_found(Ref descr, Ref self, const Ref *args, size_t n_args)
{
    Value result;
    Value held = value_dup(descr);
    if (value_is_obj(descr) && value_as_obj(descr)->type->flags & TYPE_METHOD_DESCR) {
        Ref all[N_STACK_ARGS];
        all[0] = self;
        for (size_t i = 0; i < n_args; i++)
            all[i + 1] = args[i];
        result = object_call(descr, all, n_args + 1, VALUE_ABSENT);
    } else if (value_is_obj(descr) && value_as_obj(descr)->type->descr_get) {
        Value bound = value_as_obj(descr)->type->descr_get(descr, self, value_from_obj(value_type(self)));
        result = value_is_error(bound) ? VALUE_ERROR : object_call(bound, args, n_args, VALUE_ABSENT);
        value_drop(bound);
    } else {
        result = object_call(descr, args, n_args, VALUE_ABSENT);
    }
    value_drop(held);
    return result;
}

Value slot_call(Ref self, Ref name, const Ref *args, size_t n_args)
{
    Ref descr = type_lookup(value_type(self), name);
    if (value_is_absent(descr))
        return VALUE_ABSENT;
    assert(n_args < N_STACK_ARGS);
    return call_found(descr, self, args, n_args);
}

/* The dunder was there when the slot was set; another thread or a __getattribute__ may have taken it. */
static COLD Value raise_missing(Ref self, Ref name)
{
    return exc_raise_attribute(self, name, "'%T' object has no attribute '%U'", self, name);
}

static Value call_required(Ref self, Ref name, const Ref *args, size_t n_args)
{
    Value result = slot_call(self, name, args, n_args);
    return UNLIKELY(value_is_absent(result)) ? raise_missing(self, name) : result;
}

/* ---- making and calling ---- */

typedef struct Prefixed {
    Ref on_stack[N_STACK_ARGS];
    Ref *args;
} Prefixed;

/* args with one more in front; kwnames' values are part of args. */
static int prefix_args(Prefixed *p, Ref first, const Ref *args, size_t n_args, Ref kwnames)
{
    size_t total = n_args + (value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames));
    p->args = p->on_stack;
    if (total + 1 > N_STACK_ARGS) {
        p->args = mem_alloc_array_or_raise(total + 1, sizeof(Ref));
        if (p->args == NULL)
            return -1;
    }
    p->args[0] = first;
    if (total)
        memcpy(p->args + 1, args, total * sizeof(Ref));
    return 0;
}

static void prefixed_free(Prefixed *p)
{
    if (p->args != p->on_stack)
        mem_free(p->args);
}

static Value call_with_keywords(Ref self, Ref name, const Ref *args, size_t n_args, Ref kwnames)
{
    Ref descr = type_lookup(value_type(self), name);
    if (value_is_absent(descr))
        return raise_missing(self, name);
    if (value_is_obj(descr) && value_as_obj(descr)->type->flags & TYPE_METHOD_DESCR) {
        Prefixed p;
        if (prefix_args(&p, self, args, n_args, kwnames))
            return VALUE_ERROR;
        Value held = value_dup(descr);
        Value result = object_call(held, p.args, n_args + 1, kwnames);
        value_drop(held);
        prefixed_free(&p);
        return result;
    }
    Value bound = type_lookup_special(self, name);
    if (!value_is_ok(bound))
        return bound;
    Value result = object_call(bound, args, n_args, kwnames);
    value_drop(bound);
    return result;
}

Value type_slot_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Value function = type_getattr(value_from_obj(type), NAME(__new__));
    if (value_is_error(function))
        return VALUE_ERROR;
    Prefixed p;
    if (prefix_args(&p, value_from_obj(type), args, n_args, kwnames)) {
        value_drop(function);
        return VALUE_ERROR;
    }
    Value result = object_call(function, p.args, n_args + 1, kwnames);
    prefixed_free(&p);
    value_drop(function);
    return result;
}

int type_slot_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    Value result = call_with_keywords(self, NAME(__init__), args, n_args, kwnames);
    if (value_is_error(result))
        return -1;
    if (LIKELY(value_is_none(result)))
        return 0;
    exc_raise(&type_TypeError, "__init__() should return None, not '%T'", result);
    value_drop(result);
    return -1;
}

Value type_slot_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (c_stack_check(" in __call__"))
        return VALUE_ERROR;
    return call_with_keywords(self, NAME(__call__), args, n_args, kwnames);
}

int type_slot_finalize(Ref self)
{
    Value method = type_lookup_special(self, NAME(__del__));
    if (value_is_absent(method))
        return 0;
    Value result = value_is_error(method) ? VALUE_ERROR : object_call0(method);
    if (value_is_error(result))
        exc_unraisable("Exception ignored in: %R", value_is_error(method) ? self : method);
    value_drop(result);
    value_drop(method);
    return 0;
}

/* ---- looks ---- */

Value type_slot_repr(Ref self) { return call_required(self, NAME(__repr__), NULL, 0); }
Value type_slot_str(Ref self) { return call_required(self, NAME(__str__), NULL, 0); }

int64_t type_slot_hash(Ref self)
{
    Ref descr = type_lookup(value_type(self), NAME(__hash__));
    if (value_is_absent(descr) || value_is_none(descr))
        return hash_not_implemented(self);
    Value result = call_found(descr, self, NULL, 0);
    if (value_is_error(result))
        return -1;
    int64_t hash;
    if (value_is_int(result)) {
        hash = value_as_int(result);
    } else if (value_is_any_int(result)) {
        int64_t exact;
        if (int_as_i64(result, &exact) == 0) {
            hash = exact;
        } else {
            exc_clear();
            hash = int_hash(result);
        }
    } else {
        exc_raise(&type_TypeError, "__hash__ method should return an integer");
        value_drop(result);
        return -1;
    }
    value_drop(result);
    return hash == -1 ? -2 : hash;
}

/* ---- attributes ---- */

static bool lookup_is_c(Ref descr, void *function)
{
    if (!value_has_type(descr, &type_slot_wrapper))
        return false;
    SlotWrapper *w = VALUE_AS(SlotWrapper, descr);
    return w->row->offset == offsetof(Type, getattr) && *slot_at(w->owner, w->row->offset) == function;
}

/* An AttributeError that says neither object nor name learns them: for suggestions. */
static void complete_attribute_error(Ref self, Ref name)
{
    if (!exc_pending_is(&type_AttributeError))
        return;
    Value exc = exc_take();
    ExcAttribute *e = VALUE_AS(ExcAttribute, exc);
    if (value_is_absent(e->object) && value_is_absent(e->name)) {
        e->object = value_dup(self);
        e->name = value_dup(name);
    }
    exc_restore(exc);
}

/* getattr of a class with __getattribute__ or __getattr__. */
Value type_slot_getattr(Ref self, Ref name)
{
    Type *type = value_type(self);
    Ref getattribute = type_lookup(type, NAME(__getattribute__));
    Ref fallback_ref = type_lookup(type, NAME(__getattr__));
    if (value_is_absent(fallback_ref))
        return value_is_absent(getattribute) ? raise_missing(self, NAME(__getattribute__))
                                             : call_found(getattribute, self, &name, 1);
    Value fallback = value_dup(fallback_ref);
    Value result;
    if (LIKELY(lookup_is_c(getattribute, (void *)object_generic_getattr)))
        result = object_generic_getattr_or_absent(self, name);
    else
        result = call_found(getattribute, self, &name, 1);
    if (value_is_error(result) && exc_pending_is(&type_AttributeError)) {
        exc_clear();
        result = VALUE_ABSENT;
    }
    if (value_is_absent(result))
        result = c_stack_check(" in __getattr__") ? VALUE_ERROR : call_found(fallback, self, &name, 1);
    value_drop(fallback);
    if (value_is_error(result))
        complete_attribute_error(self, name);
    return result;
}

int type_slot_setattr(Ref self, Ref name, Ref value)
{
    Value result;
    if (value_is_absent(value))
        result = call_required(self, NAME(__delattr__), &name, 1);
    else
        result = call_required(self, NAME(__setattr__), (Ref[]){name, value}, 2);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

Value type_slot_descr_get(Ref descr, Ref object, Ref type)
{
    Ref get = type_lookup(value_type(descr), NAME(__get__));
    if (value_is_absent(get))
        return value_dup(descr);
    Ref args[2] = {value_is_absent(object) ? VALUE_NONE : object, value_is_absent(type) ? VALUE_NONE : type};
    return call_found(get, descr, args, 2);
}

int type_slot_descr_set(Ref descr, Ref object, Ref value)
{
    Value result;
    if (value_is_absent(value)) {
        result = slot_call(descr, NAME(__delete__), &object, 1);
        if (value_is_absent(result))
            return exc_raise_attribute(descr, NAME(__delete__), "__delete__"), -1;
    } else {
        result = slot_call(descr, NAME(__set__), (Ref[]){object, value}, 2);
        if (value_is_absent(result))
            return exc_raise_attribute(descr, NAME(__set__), "__set__"), -1;
    }
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* ---- comparing ---- */

Value type_slot_compare(Ref a, Ref b, CompareOp op)
{
    Ref names[] = {NAME(__lt__), NAME(__le__), NAME(__eq__), NAME(__ne__), NAME(__gt__), NAME(__ge__)};
    Ref descr = type_lookup(value_type(a), names[op]);
    if (value_is_absent(descr))
        return VALUE_NOT_IMPLEMENTED;
    if (value_has_type(descr, &type_slot_wrapper)) {
        SlotWrapper *w = VALUE_AS(SlotWrapper, descr);
        Value (*compare)(Ref, Ref, CompareOp) = w->owner->compare;
        if (compare && compare != type_slot_compare && w->row->offset == offsetof(Type, compare)
            && type_is_subtype(value_type(a), w->owner))
            return compare(a, b, op);
    }
    if (UNLIKELY(!value_is_obj(descr) || !(value_as_obj(descr)->type->flags & TYPE_METHOD_DESCR))) {
        /* A method that cannot be had does not compare: the other operand may still know. */
        Value bound = type_lookup_special(a, names[op]);
        if (value_is_error(bound))
            exc_clear();
        if (!value_is_ok(bound))
            return VALUE_NOT_IMPLEMENTED;
        Value result = object_call1(bound, b);
        value_drop(bound);
        return result;
    }
    return call_found(descr, a, &b, 1);
}

/* ---- iterating ---- */

Value type_slot_iter(Ref self)
{
    Ref descr = type_lookup(value_type(self), NAME(__iter__));
    if (value_is_none(descr) || value_is_absent(descr))
        return exc_raise(&type_TypeError, "'%T' object is not iterable", self);
    return call_found(descr, self, NULL, 0);
}

Value type_slot_next(Ref self)
{
    Value item = call_required(self, NAME(__next__), NULL, 0);
    if (value_is_error(item) && exc_pending_is(&type_StopIteration)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    return item;
}

Value type_slot_next_missing(Ref self) { return exc_raise(&type_TypeError, "'%T' object is not iterable", self); }

static Value call_async(Ref self, Ref name, const char *what)
{
    Ref descr = type_lookup(value_type(self), name);
    if (value_is_absent(descr))
        return exc_raise(&type_AttributeError, "object %T does not have %s method", self, what);
    return call_found(descr, self, NULL, 0);
}

Value type_slot_await(Ref self) { return call_async(self, NAME(__await__), "__await__"); }
Value type_slot_aiter(Ref self) { return call_async(self, NAME(__aiter__), "__aiter__"); }
Value type_slot_anext(Ref self) { return call_async(self, NAME(__anext__), "__anext__"); }
