/* runtime/slot_wrapper.c -- C slots as Python sees them: `int.__add__` (wrapper_descriptor) and `(1).__add__`
 * (method-wrapper). */
#include "runtime/slot.h"
#include "runtime/bytes.h"
#include "runtime/descr.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/memoryview_internal.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

typedef struct MethodWrapper {
    Obj base;
    SlotWrapper *descr; /* owned */
    Value self;
} MethodWrapper;

/* ---- calling a C slot with Python arguments ---- */

typedef int (*SetFn)(Ref, Ref, Ref);

static int check_count(size_t n_args, size_t wanted)
{
    if (n_args == wanted)
        return 0;
    return exc_raise_int(&type_TypeError, "expected %zu argument%s, got %zu", wanted, wanted == 1 ? "" : "s",
                         n_args);
}

/* CPython says these with a function name in front that is empty here, which leaves the space. */
static int check_range(size_t n_args, size_t min, size_t max)
{
    if (n_args < min)
        return exc_raise_int(&type_TypeError, " expected at least %zu argument%s, got %zu", min,
                             min == 1 ? "" : "s", n_args);
    if (n_args > max)
        return exc_raise_int(&type_TypeError, " expected at most %zu argument%s, got %zu", max,
                             max == 1 ? "" : "s", n_args);
    return 0;
}

static Value none_if_done(int result) { return result < 0 ? VALUE_ERROR : VALUE_NONE; }

/* object.__setattr__(SomeType, ...) must not get around type.__setattr__.  Start at the most basic type that has
 * self's C slot and go down its bases: the slot applied must come before another C slot does. */
static int check_setattr(const SlotRow *row, void *function, Ref self)
{
    Type *type = value_type(self), *start = type;
    for (int64_t i = tuple_len(type->mro) - 1; i >= 0 && type->setattr != type_slot_setattr; i--) {
        Type *base = value_as_type(tuple_at(type->mro, i));
        if (base->setattr == type->setattr) {
            start = base;
            break;
        }
    }
    for (Type *base = start; base; base = base->super_type) {
        if ((void *)base->setattr == function)
            return 0;
        if (base->setattr != type_slot_setattr)
            break;
    }
    return exc_raise_int(&type_TypeError, "can't apply this %s to %N object", row->name, type);
}

static Value call_next(void *function, Ref self)
{
    Value item = ((UnaryFn)function)(self);
    return value_is_absent(item) ? exc_raise_stop_iteration(VALUE_NONE) : item;
}

static Value call_descr_get(void *function, Ref self, const Ref *args, size_t n_args)
{
    if (check_range(n_args, 1, 2))
        return VALUE_ERROR;
    Ref object = value_is_none(args[0]) ? VALUE_ABSENT : args[0];
    Ref type = n_args == 2 && !value_is_none(args[1]) ? args[1] : VALUE_ABSENT;
    if (value_is_absent(object) && value_is_absent(type))
        return exc_raise(&type_TypeError, "__get__(None, None) is invalid");
    if (value_is_absent(type))
        type = value_from_obj(value_type(object));
    return ((Value (*)(Ref, Ref, Ref))function)(self, object, type);
}

static int get_item_index(Ref self, Ref key, int64_t *index)
{
    if (object_as_index_or(key, index, &type_OverflowError))
        return -1;
    Type *type = value_type(self);
    if (*index < 0 && type->length) {
        int64_t n = type->length(self);
        if (n < 0)
            return -1;
        *index += n;
    }
    return 0;
}

static Value call_item(void *function, Ref self, Ref key)
{
    int64_t index;
    return get_item_index(self, key, &index) ? VALUE_ERROR : ((ItemFn)function)(self, index);
}

static Value call_set_item(void *function, Ref self, Ref key, Ref v)
{
    int64_t index;
    if (get_item_index(self, key, &index))
        return VALUE_ERROR;
    return none_if_done(((int (*)(Ref, int64_t, Ref))function)(self, index, v));
}

static Value call_repeat(void *function, Ref self, Ref count)
{
    int64_t n;
    if (object_as_index_or(count, &n, &type_OverflowError))
        return VALUE_ERROR;
    return ((Value (*)(Ref, int64_t))function)(self, n);
}

static Value call_pow(void *function, const SlotRow *row, Ref self, const Ref *args, size_t n_args)
{
    if (check_range(n_args, 1, 2))
        return VALUE_ERROR;
    Ref mod = n_args == 2 ? args[1] : VALUE_NONE;
    TernaryFn f = (TernaryFn)function;
    return row->kind == SLOT_POW_R ? f(args[0], self, mod) : f(self, args[0], mod);
}

static Value bool_or_error(int result) { return result < 0 ? VALUE_ERROR : value_from_bool(result); }

static Value call_compare(void *function, const SlotRow *row, Ref self, Ref other)
{
    CompareOp op = (CompareOp)(row->kind - SLOT_LT + CMP_LT);
    return ((Value (*)(Ref, Ref, CompareOp))function)(self, other, op);
}

/* Python's `super().__buffer__(flags)` comes here from inside a __buffer__: only the built-in type is asked. */
static Value call_buffer(Ref self, Ref flags_arg)
{
    int flags;
    return int_as_i32(flags_arg, &flags) ? VALUE_ERROR : memoryview_with_flags(self, flags, true);
}

static Value call_counted(const SlotRow *row, void *function, Ref self, const Ref *args, size_t n_args);

Value slot_wrapper_call(const SlotRow *row, void *function, Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (row->kind == SLOT_CALL)
        return ((CallFn)function)(self, args, n_args, kwnames);
    if (row->kind == SLOT_INIT)
        return none_if_done(((InitFn)function)(self, args, n_args, kwnames));
    if (!value_is_absent(kwnames) && tuple_len(kwnames) > 0)
        return exc_raise(&type_TypeError, "wrapper %s() takes no keyword arguments", row->name);
    return call_counted(row, function, self, args, n_args);
}

static Value call_without_arguments(const SlotRow *row, void *function, Ref self)
{
    int64_t number;
    if (row->kind == SLOT_UNARY)
        return ((UnaryFn)function)(self);
    if (row->kind == SLOT_NEXT)
        return call_next(function, self);
    if (row->kind == SLOT_TRUTH)
        return bool_or_error(((TestFn)function)(self));
    if (row->kind == SLOT_FINALIZE)
        return none_if_done(((int (*)(Ref))function)(self));
    number = ((HashFn)function)(self); /* HASH and LENGTH look alike */
    return number == -1 ? VALUE_ERROR : int_new(number);
}

static Value call_counted(const SlotRow *row, void *function, Ref self, const Ref *args, size_t n_args)
{
    switch (row->kind) {
    case SLOT_UNARY: case SLOT_NEXT: case SLOT_TRUTH: case SLOT_FINALIZE: case SLOT_HASH: case SLOT_LENGTH:
        return check_count(n_args, 0) ? VALUE_ERROR : call_without_arguments(row, function, self);
    case SLOT_BINARY: case SLOT_INPLACE:
        return check_count(n_args, 1) ? VALUE_ERROR : ((BinaryFn)function)(self, args[0]);
    case SLOT_BINARY_R:
        return check_count(n_args, 1) ? VALUE_ERROR : ((BinaryFn)function)(args[0], self);
    case SLOT_POW: case SLOT_POW_R:
        return call_pow(function, row, self, args, n_args);
    case SLOT_LT: case SLOT_LE: case SLOT_EQ: case SLOT_NE: case SLOT_GT: case SLOT_GE:
        return check_count(n_args, 1) ? VALUE_ERROR : call_compare(function, row, self, args[0]);
    case SLOT_GETATTR:
        if (check_count(n_args, 1))
            return VALUE_ERROR;
        if (!value_is_str(args[0]))
            return exc_raise(&type_TypeError, "attribute name must be string, not '%T'", args[0]);
        return ((BinaryFn)function)(self, args[0]);
    case SLOT_SETATTR: case SLOT_DELATTR:
        if (check_count(n_args, row->kind == SLOT_SETATTR ? 2 : 1) || check_setattr(row, function, self))
            return VALUE_ERROR;
        return none_if_done(((SetFn)function)(self, args[0], row->kind == SLOT_SETATTR ? args[1] : VALUE_ABSENT));
    case SLOT_DESCR_GET:
        return call_descr_get(function, self, args, n_args);
    case SLOT_DESCR_SET: case SLOT_SET_SUBSCRIPT:
        return check_count(n_args, 2) ? VALUE_ERROR : none_if_done(((SetFn)function)(self, args[0], args[1]));
    case SLOT_DESCR_DELETE: case SLOT_DEL_SUBSCRIPT:
        return check_count(n_args, 1) ? VALUE_ERROR : none_if_done(((SetFn)function)(self, args[0], VALUE_ABSENT));
    case SLOT_REPEAT:
        return check_count(n_args, 1) ? VALUE_ERROR : call_repeat(function, self, args[0]);
    case SLOT_ITEM:
        return check_count(n_args, 1) ? VALUE_ERROR : call_item(function, self, args[0]);
    case SLOT_SET_ITEM:
        return check_count(n_args, 2) ? VALUE_ERROR : call_set_item(function, self, args[0], args[1]);
    case SLOT_DEL_ITEM:
        return check_count(n_args, 1) ? VALUE_ERROR : call_set_item(function, self, args[0], VALUE_ABSENT);
    case SLOT_CONTAINS:
        return check_count(n_args, 1) ? VALUE_ERROR : bool_or_error(((int (*)(Ref, Ref))function)(self, args[0]));
    case SLOT_BUFFER:
        return check_count(n_args, 1) ? VALUE_ERROR : call_buffer(self, args[0]);
    case SLOT_RELEASE_BUFFER:
        return check_count(n_args, 1) ? VALUE_ERROR : object_call_method0(args[0], NAME(release));
    case SLOT_NONE: case SLOT_NEW: case SLOT_CALL: case SLOT_INIT:
        break;
    }
    return exc_raise(&type_SystemError, "slot %s cannot be called", row->name);
}

/* ---- wrapper_descriptor ---- */

Value slot_wrapper_new(Type *owner, const SlotRow *row)
{
    SlotWrapper *w = object_alloc(&type_slot_wrapper);
    if (w == NULL)
        return VALUE_ERROR;
    w->owner = owner;
    obj_hold(owner);
    w->row = row;
    return value_from_obj(w);
}

static void slot_wrapper_dealloc(Obj *o)
{
    Type *owner = ((SlotWrapper *)o)->owner;
    object_free(o);
    obj_drop(owner);
}

static void *wrapped_function(const SlotWrapper *w)
{
    return *slot_at(w->owner, w->row->offset);
}

static Value slot_wrapper_object_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    SlotWrapper *w = VALUE_AS(SlotWrapper, callable);
    if (n_args == 0)
        return exc_raise(&type_TypeError, "descriptor '%s' of '%N' object needs an argument", w->row->name,
                         w->owner);
    if (!value_is_instance(args[0], w->owner))
        return exc_raise(&type_TypeError, "descriptor '%s' requires a '%N' object but received a '%T'",
                         w->row->name, w->owner, args[0]);
    return slot_wrapper_call(w->row, wrapped_function(w), args[0], args + 1, n_args - 1, kwnames);
}

static Value method_wrapper_new(SlotWrapper *w, Ref self)
{
    MethodWrapper *m = object_alloc(&type_method_wrapper);
    if (m == NULL)
        return VALUE_ERROR;
    m->descr = w;
    obj_hold(w);
    m->self = value_dup(self);
    gc_track(m);
    return value_from_obj(m);
}

static Value slot_wrapper_descr_get(Ref descr, Ref object, Ref type)
{
    SlotWrapper *w = VALUE_AS(SlotWrapper, descr);
    if (value_is_absent(object))
        return value_dup(descr);
    if (!value_is_instance(object, w->owner))
        return exc_raise(&type_TypeError, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                         w->row->name, w->owner, object);
    return method_wrapper_new(w, object);
}

static Value slot_wrapper_repr(Ref self)
{
    SlotWrapper *w = VALUE_AS(SlotWrapper, self);
    return str_format("<slot wrapper '%s' of '%N' objects>", w->row->name, w->owner);
}

static Value row_text_signature(const SlotRow *row)
{
    return str_from_cstr(row->signature);
}

static Value row_doc(const SlotRow *row)
{
    return str_from_cstr(row->doc);
}

static Value slot_wrapper_get_name(Ref self) { return value_dup(slot_row_name(VALUE_AS(SlotWrapper, self)->row)); }
static Value slot_wrapper_get_doc(Ref self) { return row_doc(VALUE_AS(SlotWrapper, self)->row); }
static Value slot_wrapper_get_signature(Ref self) { return row_text_signature(VALUE_AS(SlotWrapper, self)->row); }
static Value slot_wrapper_get_objclass(Ref self) { return value_dup_obj(VALUE_AS(SlotWrapper, self)->owner); }

static Value slot_wrapper_get_qualname(Ref self)
{
    SlotWrapper *w = VALUE_AS(SlotWrapper, self);
    Value owner = type_qualname(w->owner);
    if (value_is_error(owner))
        return VALUE_ERROR;
    Value result = str_format("%U.%s", owner, w->row->name);
    value_drop(owner);
    return result;
}

/* getattr(owner, name): what pickle calls again. */
Value descr_reduce_to_getattr(Ref owner, Ref name)
{
    Value getattr_function = object_getattr_builtin();
    if (value_is_error(getattr_function))
        return VALUE_ERROR;
    Value args = tuple_of2(owner, name);
    Value result = value_is_error(args) ? VALUE_ERROR : tuple_of2(getattr_function, args);
    value_drop(args);
    value_drop(getattr_function);
    return result;
}

NATIVE(slot_wrapper_reduce)
{
    SlotWrapper *w = VALUE_AS(SlotWrapper, self);
    return descr_reduce_to_getattr(value_from_obj(w->owner), slot_row_name(w->row));
}

static const Method slot_wrapper_methods[] = {
    {"__reduce__()", slot_wrapper_reduce, "Support for pickling."},
    {0},
};

static const Getter slot_wrapper_getters[] = {
    {"__name__", slot_wrapper_get_name, NULL, NULL},
    {"__qualname__", slot_wrapper_get_qualname, NULL, NULL},
    {"__doc__", slot_wrapper_get_doc, NULL, NULL},
    {"__objclass__", slot_wrapper_get_objclass, NULL, NULL},
    {"__text_signature__", slot_wrapper_get_signature, NULL, NULL},
    {0},
};

Type type_slot_wrapper = {
    .base = STATIC_OBJ(&type_type),
    .name = "wrapper_descriptor",
    .basic_size = sizeof(SlotWrapper),
    .flags = TYPE_METHOD_DESCR,
    .methods = slot_wrapper_methods,
    .getters = slot_wrapper_getters,
    .dealloc = slot_wrapper_dealloc,
    .repr = slot_wrapper_repr,
    .call = slot_wrapper_object_call,
    .descr_get = slot_wrapper_descr_get,
};

/* ---- method-wrapper ---- */

static void method_wrapper_dealloc(Obj *o)
{
    MethodWrapper *m = (MethodWrapper *)o;
    gc_untrack(o);
    SlotWrapper *descr = m->descr;
    Value self = m->self;
    object_free(o);
    obj_drop(descr);
    value_drop(self);
}

static int method_wrapper_traverse(Obj *o, GcVisit visit, void *arg)
{
    MethodWrapper *m = (MethodWrapper *)o;
    GC_VISIT_OBJ(m->descr);
    GC_VISIT(m->self);
    return 0;
}

static void method_wrapper_clear(Obj *o)
{
    value_replace(&((MethodWrapper *)o)->self, VALUE_NONE);
}

static Value method_wrapper_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    MethodWrapper *m = VALUE_AS(MethodWrapper, callable);
    Value held = value_dup(callable);
    Value result = slot_wrapper_call(m->descr->row, wrapped_function(m->descr), m->self, args, n_args, kwnames);
    value_drop(held);
    return result;
}

static Value method_wrapper_repr(Ref self)
{
    MethodWrapper *m = VALUE_AS(MethodWrapper, self);
    return str_format("<method-wrapper '%s' of %T object at 0x%llx>", m->descr->row->name, m->self,
                      (unsigned long long)m->self.bits);
}

static int64_t method_wrapper_hash(Ref self)
{
    MethodWrapper *m = VALUE_AS(MethodWrapper, self);
    int64_t hash = hash_pointer((void *)(uintptr_t)m->self.bits) ^ hash_pointer(m->descr);
    return hash == -1 ? -2 : hash;
}

static Value method_wrapper_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(b, &type_method_wrapper)
        || !value_has_type(a, &type_method_wrapper))
        return VALUE_NOT_IMPLEMENTED;
    MethodWrapper *x = VALUE_AS(MethodWrapper, a), *y = VALUE_AS(MethodWrapper, b);
    bool equal = x->descr == y->descr && value_is(x->self, y->self);
    return value_from_bool(equal == (op == CMP_EQ));
}

static Value method_wrapper_get_self(Ref self) { return value_dup(VALUE_AS(MethodWrapper, self)->self); }
static Value method_wrapper_get_name(Ref self)
{
    return value_dup(slot_row_name(VALUE_AS(MethodWrapper, self)->descr->row));
}
static Value method_wrapper_get_qualname(Ref self)
{
    return slot_wrapper_get_qualname(value_from_obj(VALUE_AS(MethodWrapper, self)->descr));
}
static Value method_wrapper_get_doc(Ref self) { return row_doc(VALUE_AS(MethodWrapper, self)->descr->row); }
static Value method_wrapper_get_objclass(Ref self) { return value_dup_obj(VALUE_AS(MethodWrapper, self)->descr->owner); }
static Value method_wrapper_get_signature(Ref self)
{
    return row_text_signature(VALUE_AS(MethodWrapper, self)->descr->row);
}

NATIVE(method_wrapper_reduce)
{
    MethodWrapper *m = VALUE_AS(MethodWrapper, self);
    return descr_reduce_to_getattr(m->self, slot_row_name(m->descr->row));
}

static const Method method_wrapper_methods[] = {
    {"__reduce__()", method_wrapper_reduce, "Support for pickling."},
    {0},
};

static const Getter method_wrapper_getters[] = {
    {"__self__", method_wrapper_get_self, NULL, NULL},
    {"__name__", method_wrapper_get_name, NULL, NULL},
    {"__qualname__", method_wrapper_get_qualname, NULL, NULL},
    {"__doc__", method_wrapper_get_doc, NULL, NULL},
    {"__objclass__", method_wrapper_get_objclass, NULL, NULL},
    {"__text_signature__", method_wrapper_get_signature, NULL, NULL},
    {0},
};

Type type_method_wrapper = {
    .base = STATIC_OBJ(&type_type),
    .name = "method-wrapper",
    .basic_size = sizeof(MethodWrapper),
    .flags = TYPE_GC,
    .methods = method_wrapper_methods,
    .getters = method_wrapper_getters,
    .dealloc = method_wrapper_dealloc,
    .traverse = method_wrapper_traverse,
    .clear = method_wrapper_clear,
    .repr = method_wrapper_repr,
    .hash = method_wrapper_hash,
    .compare = method_wrapper_compare,
    .call = method_wrapper_call,
};
