/* runtime/method.c -- bound methods (types.MethodType): a function and the object it was reached through. */
#include "runtime/descr.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define N_STACK_ARGS 10

Value bound_method_new(Ref function, Ref self)
{
    BoundMethod *m = mem_alloc_sized(sizeof *m);
    if (m == NULL)
        return exc_raise_memory();
    m->base = (Obj){1, 0, &type_bound_method};
    m->function = value_dup(function);
    m->self = value_dup(self);
    gc_track(m);
    return value_from_obj(m);
}

static void method_dealloc(Obj *o)
{
    BoundMethod *m = (BoundMethod *)o;
    gc_untrack(o);
    Value function = m->function, self = m->self;
    object_free(o);
    value_drop(function);
    value_drop(self);
}

static int method_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((BoundMethod *)o)->function);
    GC_VISIT(((BoundMethod *)o)->self);
    return 0;
}

/* Immutable, so a cycle through a method is broken elsewhere in the cycle. */
static void method_clear(Obj *o)
{
}

/* self goes in front, in a small array on the stack. */
static Value method_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    BoundMethod *m = VALUE_AS(BoundMethod, callable);
    if (UNLIKELY(!value_is_obj(m->function) || value_as_obj(m->function)->type->call == method_call)
        && c_stack_check(""))
        return VALUE_ERROR; /* a method of a method of ... */
    size_t total = n_args + (value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames));
    Ref on_stack[N_STACK_ARGS], *all = on_stack;
    if (UNLIKELY(total + 1 > N_STACK_ARGS)) {
        all = mem_alloc_array_or_raise(total + 1, sizeof *all);
        if (all == NULL)
            return VALUE_ERROR;
    }
    /* The call may drop the last reference to the method. */
    Value function = value_dup(m->function), self = value_dup(m->self);
    all[0] = self;
    if (total)
        memcpy(all + 1, args, total * sizeof *all);
    Value result = object_call(function, all, n_args + 1, kwnames);
    value_drop(function);
    value_drop(self);
    if (UNLIKELY(all != on_stack))
        mem_free(all);
    return result;
}

static Value method_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("method", kwnames))
        return VALUE_ERROR;
    if (n_args != 2)
        return exc_raise(&type_TypeError, "method expected 2 arguments, got %zu", n_args);
    if (!object_is_callable(args[0]))
        return exc_raise(&type_TypeError, "first argument must be callable");
    if (value_is_none(args[1]))
        return exc_raise(&type_TypeError, "instance must not be None");
    return bound_method_new(args[0], args[1]);
}

static Value method_repr(Ref self)
{
    BoundMethod *m = VALUE_AS(BoundMethod, self);
    Value name = object_getattr_or_absent(m->function, NAME(__qualname__));
    if (value_is_absent(name))
        name = object_getattr_or_absent(m->function, NAME(__name__));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value result;
    if (value_is_str(name))
        result = str_format("<bound method %U of %R>", name, m->self);
    else
        result = str_format("<bound method ? of %R>", m->self);
    value_drop(name);
    return result;
}

static int64_t method_hash(Ref self)
{
    BoundMethod *m = VALUE_AS(BoundMethod, self);
    if (c_stack_check(""))
        return -1;
    int64_t function_hash = object_hash(m->function);
    if (function_hash == -1)
        return -1;
    int64_t hash = hash_pointer((void *)(uintptr_t)m->self.bits) ^ function_hash;
    return hash == -1 ? -2 : hash;
}

static Value method_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(a, &type_bound_method)
        || !value_has_type(b, &type_bound_method))
        return VALUE_NOT_IMPLEMENTED;
    BoundMethod *x = VALUE_AS(BoundMethod, a), *y = VALUE_AS(BoundMethod, b);
    int equal = object_equal(x->function, y->function);
    if (equal < 0)
        return VALUE_ERROR;
    equal = equal && value_is(x->self, y->self);
    return value_from_bool(equal == (op == CMP_EQ));
}

/* Attributes of the function show through. */
static Value method_getattr(Ref self, Ref name)
{
    if (!value_is_str(name))
        return object_generic_getattr(self, name);
    Ref descr = type_lookup(value_type(self), name);
    if (!value_is_absent(descr))
        return object_generic_getattr(self, name);
    if (c_stack_check(""))
        return VALUE_ERROR;
    return object_getattr(VALUE_AS(BoundMethod, self)->function, name);
}

/* Bound once is bound for good. */
static Value method_descr_get(Ref descr, Ref object, Ref type)
{
    return value_dup(descr);
}

static Value method_get_doc(Ref self)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Value doc = object_getattr_or_absent(VALUE_AS(BoundMethod, self)->function, NAME(__doc__));
    return value_is_absent(doc) ? VALUE_NONE : doc;
}

NATIVE(method_reduce)
{
    BoundMethod *m = VALUE_AS(BoundMethod, self);
    Value name = object_getattr(m->function, NAME(__name__));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value result = descr_reduce_to_getattr(m->self, name);
    value_drop(name);
    return result;
}

static const Method method_methods[] = {
    {"__reduce__()", method_reduce, "Support for pickling."},
    {0},
};

static const Member method_members[] = {
    {"__func__", MEMBER_VALUE, offsetof(BoundMethod, function), true, "the function (or other callable)"},
    {"__self__", MEMBER_VALUE, offsetof(BoundMethod, self), true, "the instance to which the method is bound"},
    {0},
};

static const Getter method_getters[] = {
    {"__doc__", method_get_doc, NULL, NULL},
    {0},
};

Type type_bound_method = {
    .base = STATIC_OBJ(&type_type),
    .name = "method",
    .doc = "method(function, instance, /)\n--\n\nA function bound to an instance.",
    .basic_size = sizeof(BoundMethod),
    .flags = TYPE_GC | TYPE_WEAKREF,
    .methods = method_methods,
    .members = method_members,
    .getters = method_getters,
    .dealloc = method_dealloc,
    .traverse = method_traverse,
    .clear = method_clear,
    .new = method_new,
    .repr = method_repr,
    .hash = method_hash,
    .compare = method_compare,
    .call = method_call,
    .getattr = method_getattr,
    .setattr = object_generic_setattr,
    .descr_get = method_descr_get,
};
