/* runtime/native.c -- functions written in C as objects.
 *
 *     builtin_function_or_method   a module's function, or a method bound to its object   (Native)
 *     method_descriptor            an unbound method, found in the type's dict            (MethodDescr)
 *     classmethod_descriptor       the same for class methods                             (MethodDescr)
 *
 * Signatures are parsed in spec.c, arguments bound in args.c. */
#include "runtime/native.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define N_STACK_ARGS 12

/* ---- calling ---- */

NOINLINE static Value call_bound(const Method *method, Spec *s, Ref self, const Ref *args, size_t n_args,
                                 Ref kwnames)
{
    Value on_stack[N_STACK_ARGS];
    Value *out = on_stack;
    if (UNLIKELY(s->n_params > N_STACK_ARGS)) {
        out = mem_alloc_array_or_raise(s->n_params, sizeof(Value));
        if (out == NULL)
            return VALUE_ERROR;
    }
    Value result = VALUE_ERROR;
    if (LIKELY(args_bind_spec(s, self, false, args, n_args, kwnames, out) == 0)) {
        result = method->function(self, out, s->n_params, VALUE_ABSENT);
        if (s->has_var_positional || s->has_var_keyword)
            args_unbind(s, out);
    }
    if (out != on_stack)
        mem_free(out);
    return result;
}

static inline Value call_method(const Method *method, Spec **spec, Ref self, const Ref *args, size_t n_args,
                                Ref kwnames)
{
    if (method->flags & METHOD_RAW)
        return method->function(self, args, n_args, kwnames);
    Spec *s = spec_of(method, spec);
    if (UNLIKELY(s == NULL))
        return VALUE_ERROR;
    if (LIKELY((int64_t)n_args == s->in_place_arity && value_is_absent(kwnames)))
        return method->function(self, args, n_args, VALUE_ABSENT);
    return call_bound(method, s, self, args, n_args, kwnames);
}

Value native_call(const Method *method, Spec **spec, Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    return call_method(method, spec, self, args, n_args, kwnames);
}

static Value native_object_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    Native *f = VALUE_AS(Native, callable);
    return call_method(f->method, &f->spec, f->self, args, n_args, kwnames);
}

Value native_type_name(const Type *type)
{
    if ((type->flags & TYPE_HEAP) || type->module == NULL)
        return type_name(type);
    return str_format("%s.%s", type->module, type->name);
}

COLD static Value raise_wrong_self(MethodDescr *d, Ref self)
{
    Value owner = native_type_name(d->owner), given = native_type_name(value_type(self)), name = spec_name(d->method->signature);
    if (value_is_ok(owner) && value_is_ok(given) && value_is_ok(name))
        exc_raise(&type_TypeError, "descriptor '%U' for '%U' objects doesn't apply to a '%U' object", name, owner, given);
    value_drop(owner);
    value_drop(given);
    value_drop(name);
    return VALUE_ERROR;
}

COLD static Value raise_no_self(MethodDescr *d)
{
    Value name = spec_name(d->method->signature);
    if (value_is_ok(name))
        exc_raise(&type_TypeError, "unbound method %N.%U() needs an argument", d->owner, name);
    value_drop(name);
    return VALUE_ERROR;
}

static Value method_descr_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    MethodDescr *d = VALUE_AS(MethodDescr, callable);
    if (UNLIKELY(n_args == 0))
        return raise_no_self(d);
    if (UNLIKELY(!value_is_instance(args[0], d->owner)))
        return raise_wrong_self(d, args[0]);
    return call_method(d->method, &d->spec, args[0], args + 1, n_args - 1, kwnames);
}

static int check_class_argument(MethodDescr *d, Ref type)
{
    Value name = spec_name(d->method->signature);
    if (value_is_error(name))
        return -1;
    int result = -1;
    if (!value_is_type(type))
        exc_raise(&type_TypeError, "descriptor '%U' for type '%N' needs a type, not a '%T' as arg 2", name, d->owner,
                  type);
    else if (!type_is_subtype(value_as_type(type), d->owner))
        exc_raise(&type_TypeError, "descriptor '%U' requires a subtype of '%N' but received '%N'", name, d->owner,
                  value_as_type(type));
    else
        result = 0;
    value_drop(name);
    return result;
}

static Value classmethod_descr_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    MethodDescr *d = VALUE_AS(MethodDescr, callable);
    if (n_args == 0) {
        Value name = spec_name(d->method->signature);
        if (value_is_ok(name))
            exc_raise(&type_TypeError, "descriptor '%U' of '%N' object needs an argument", name, d->owner);
        value_drop(name);
        return VALUE_ERROR;
    }
    if (check_class_argument(d, args[0]))
        return VALUE_ERROR;
    return call_method(d->method, &d->spec, args[0], args + 1, n_args - 1, kwnames);
}

/* ---- making ---- */

static Value make_native(const Method *method, Spec *spec, Ref self, Ref module)
{
    Native *f = object_alloc(&type_native);
    if (f == NULL)
        return VALUE_ERROR;
    f->method = method;
    f->spec = spec;
    f->self = value_dup(self);
    f->module = value_dup(module);
    gc_track(f);
    return value_from_obj(f);
}

Value native_new(const Method *method, Ref self, Ref module_name)
{
    return make_native(method, NULL, self, module_name);
}

Value method_descr_new(const Method *method, Type *owner)
{
    MethodDescr *d = object_alloc(method->flags & METHOD_CLASS ? &type_classmethod_descr : &type_method_descr);
    if (d == NULL)
        return VALUE_ERROR;
    d->method = method;
    d->spec = NULL;
    d->owner = owner;
    if (owner->flags & TYPE_HEAP)
        obj_hold(owner);
    gc_track(d);
    return value_from_obj(d);
}

static Value bind_method(MethodDescr *d, Ref self)
{
    if (!(d->method->flags & METHOD_RAW) && spec_of(d->method, &d->spec) == NULL)
        return VALUE_ERROR;
    return make_native(d->method, d->spec, self, VALUE_ABSENT);
}

static Value method_descr_get(Ref descr, Ref object, Ref type)
{
    MethodDescr *d = VALUE_AS(MethodDescr, descr);
    if (value_is_absent(object) || (value_is_none(object) && !value_is_absent(type) &&
                                    !value_is(type, value_from_obj(value_type(VALUE_NONE)))))
        return value_dup(descr);
    if (!value_is_instance(object, d->owner))
        return raise_wrong_self(d, object);
    return bind_method(d, object);
}

static Value classmethod_descr_get(Ref descr, Ref object, Ref type)
{
    MethodDescr *d = VALUE_AS(MethodDescr, descr);
    Ref class = type;
    if (value_is_absent(class) || value_is_none(class))
        class = value_is_absent(object) ? VALUE_NONE : value_from_obj(value_type(object));
    if (check_class_argument(d, class))
        return VALUE_ERROR;
    return bind_method(d, class);
}

/* ---- life ---- */

static void native_dealloc(Obj *o)
{
    Native *f = (Native *)o;
    gc_untrack(o);
    value_clear(&f->self);
    value_clear(&f->module);
    object_free(o);
}

static int native_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Native *)o)->self);
    GC_VISIT(((Native *)o)->module);
    return 0;
}

static void native_clear(Obj *o) { value_clear(&((Native *)o)->self); }

static void method_descr_dealloc(Obj *o)
{
    gc_untrack(o);
    Type *owner = ((MethodDescr *)o)->owner;
    if (owner->flags & TYPE_HEAP)
        obj_drop(owner);
    object_free(o);
}

static int method_descr_traverse(Obj *o, GcVisit visit, void *arg)
{
    Type *owner = ((MethodDescr *)o)->owner;
    if (owner->flags & TYPE_HEAP)
        GC_VISIT_OBJ(owner);
    return 0;
}

/* ---- looks ---- */

static bool is_plain_function(const Native *f)
{
    return value_is_absent(f->self) || value_is_instance(f->self, &type_module);
}

static Value native_repr(Ref self)
{
    Native *f = VALUE_AS(Native, self);
    Value name = spec_name(f->method->signature);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value text = is_plain_function(f) ? str_format("<built-in function %U>", name)
                                      : str_format("<built-in method %U of %T object at %p>", name, f->self,
                                                   (void *)(uintptr_t)f->self.bits);
    value_drop(name);
    return text;
}

static int64_t native_hash(Ref self)
{
    Native *f = VALUE_AS(Native, self);
    int64_t h = value_is_obj(f->self) ? hash_pointer(value_as_obj(f->self)) : (int64_t)f->self.bits;
    h ^= hash_pointer((const void *)(uintptr_t)f->method->function);
    return h == -1 ? -2 : h;
}

static Value native_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(b, &type_native))
        return VALUE_NOT_IMPLEMENTED;
    Native *x = VALUE_AS(Native, a), *y = VALUE_AS(Native, b);
    bool same = value_is(x->self, y->self) && x->method->function == y->method->function;
    return value_from_bool(same == (op == CMP_EQ));
}

static Value doc_of(const Method *method)
{
    return method->doc ? str_from_cstr(method->doc) : VALUE_NONE;
}

static Value native_get_name(Ref self) { return spec_name(VALUE_AS(Native, self)->method->signature); }
static Value native_get_doc(Ref self) { return doc_of(VALUE_AS(Native, self)->method); }
static Value native_get_module(Ref self)
{
    Ref module = VALUE_AS(Native, self)->module;
    return value_is_absent(module) ? VALUE_NONE : value_dup(module);
}
static Value native_get_self(Ref self)
{
    Ref bound = VALUE_AS(Native, self)->self;
    return value_is_absent(bound) ? VALUE_NONE : value_dup(bound);
}

static Value native_get_qualname(Ref self)
{
    Native *f = VALUE_AS(Native, self);
    if (is_plain_function(f))
        return native_get_name(self);
    Ref type = value_is_type(f->self) ? f->self : value_from_obj(value_type(f->self));
    Value owner = object_getattr(type, NAME(__qualname__));
    if (value_is_error(owner))
        return VALUE_ERROR;
    if (!value_is_str(owner)) {
        value_drop(owner);
        return exc_raise(&type_TypeError, "<method>.__class__.__qualname__ is not a unicode object");
    }
    Value name = native_get_name(self);
    Value text = value_is_error(name) ? VALUE_ERROR : str_format("%U.%U", owner, name);
    value_drop(owner);
    value_drop(name);
    return text;
}

static Value native_get_text_signature(Ref self)
{
    Native *f = VALUE_AS(Native, self);
    const char *self_name = is_plain_function(f) ? "module" : value_is_type(f->self) ? "type" : "self";
    return spec_text_signature(f->method->signature, f->method->flags & METHOD_STATIC ? NULL : self_name);
}

NATIVE(native_reduce_m)
{
    Native *f = VALUE_AS(Native, self);
    if (is_plain_function(f))
        return native_get_name(self);
    Value name = native_get_name(self);
    Ref function = value_is_error(name) ? VALUE_ABSENT : module_builtin("getattr");
    Value pair = value_is_error(name) ? VALUE_ERROR : tuple_of2(f->self, name);
    Value result = value_is_ok(function) && value_is_ok(pair) ? tuple_of2(function, pair) : VALUE_ERROR;
    value_drop(name);
    value_drop(pair);
    return result;
}

static const Method native_methods[] = {
    {"__reduce__()", native_reduce_m, NULL},
    {0},
};
static const Getter native_getters[] = {
    {"__name__", native_get_name, NULL, NULL},
    {"__qualname__", native_get_qualname, NULL, NULL},
    {"__doc__", native_get_doc, NULL, NULL},
    {"__module__", native_get_module, NULL, NULL},
    {"__self__", native_get_self, NULL, NULL},
    {"__text_signature__", native_get_text_signature, NULL, NULL},
    {0},
};

static Value method_descr_repr(Ref self)
{
    MethodDescr *d = VALUE_AS(MethodDescr, self);
    Value name = spec_name(d->method->signature), owner = native_type_name(d->owner);
    Value text = value_is_ok(name) && value_is_ok(owner) ? str_format("<method '%U' of '%U' objects>", name, owner)
                                                          : VALUE_ERROR;
    value_drop(name);
    value_drop(owner);
    return text;
}

static Value method_descr_get_name(Ref self) { return spec_name(VALUE_AS(MethodDescr, self)->method->signature); }
static Value method_descr_get_doc(Ref self) { return doc_of(VALUE_AS(MethodDescr, self)->method); }
static Value method_descr_get_owner(Ref self) { return value_dup_obj(VALUE_AS(MethodDescr, self)->owner); }
static Value method_descr_get_qualname(Ref self)
{
    MethodDescr *d = VALUE_AS(MethodDescr, self);
    Value owner = object_getattr(value_from_obj(d->owner), NAME(__qualname__));
    Value name = value_is_error(owner) ? VALUE_ERROR : method_descr_get_name(self);
    Value text = value_is_error(name) ? VALUE_ERROR : str_format("%S.%U", owner, name);
    value_drop(owner);
    value_drop(name);
    return text;
}
static Value method_descr_get_text_signature(Ref self)
{
    const Method *method = VALUE_AS(MethodDescr, self)->method;
    return spec_text_signature(method->signature, method->flags & METHOD_CLASS ? "type" : "self");
}

NATIVE(method_descr_reduce_m)
{
    Ref function = module_builtin("getattr");
    Value name = method_descr_get_name(self);
    if (!value_is_ok(function) || value_is_error(name)) {
        value_drop(name);
        return VALUE_ERROR;
    }
    Value pair = tuple_of2(value_from_obj(VALUE_AS(MethodDescr, self)->owner), name);
    Value result = value_is_error(pair) ? VALUE_ERROR : tuple_of2(function, pair);
    value_drop(name);
    value_drop(pair);
    return result;
}

static const Method method_descr_methods[] = {
    {"__reduce__()", method_descr_reduce_m, NULL},
    {0},
};
static const Getter method_descr_getters[] = {
    {"__name__", method_descr_get_name, NULL, NULL},
    {"__qualname__", method_descr_get_qualname, NULL, NULL},
    {"__doc__", method_descr_get_doc, NULL, NULL},
    {"__objclass__", method_descr_get_owner, NULL, NULL},
    {"__text_signature__", method_descr_get_text_signature, NULL, NULL},
    {0},
};

Type type_native = {
    .base = STATIC_OBJ(&type_type), .name = "builtin_function_or_method", .basic_size = sizeof(Native),
    .flags = TYPE_GC | TYPE_WEAKREF | TYPE_NO_NEW,
    .methods = native_methods, .getters = native_getters,
    .dealloc = native_dealloc, .traverse = native_traverse, .clear = native_clear,
    .call = native_object_call, .repr = native_repr, .hash = native_hash, .compare = native_compare,
};
Type type_method_descr = {
    .base = STATIC_OBJ(&type_type), .name = "method_descriptor", .basic_size = sizeof(MethodDescr),
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_METHOD_DESCR,
    .methods = method_descr_methods, .getters = method_descr_getters,
    .dealloc = method_descr_dealloc, .traverse = method_descr_traverse,
    .call = method_descr_call, .repr = method_descr_repr, .descr_get = method_descr_get,
};
Type type_classmethod_descr = {
    .base = STATIC_OBJ(&type_type), .name = "classmethod_descriptor", .basic_size = sizeof(MethodDescr),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .methods = method_descr_methods, .getters = method_descr_getters,
    .dealloc = method_descr_dealloc, .traverse = method_descr_traverse,
    .call = classmethod_descr_call, .repr = method_descr_repr, .descr_get = classmethod_descr_get,
};
