/* vm/function.c -- function objects. */
#include "vm/function.h"
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include "vm/frame.h"

static Function *as_function(Ref self) { return VALUE_AS(Function, self); }

/* `builtins` is an exact dict always, so that caches may look inside.  Anything else that stands in
 * globals["__builtins__"] is kept in a dict of its own under a key that no program can have. */
static Value mapping_key;

static Value wrap_mapping(Ref mapping)
{
    if (mapping_key.bits == 0) {
        Value key = object_call0(value_from_obj(&type_object));
        if (value_is_error(key))
            return key;
        mapping_key = key;
    }
    Value wrapper = dict_new();
    if (value_is_ok(wrapper) && dict_set(wrapper, mapping_key, mapping)) {
        value_drop(wrapper);
        return VALUE_ERROR;
    }
    return wrapper;
}

/* The builtins a function with these globals sees: globals["__builtins__"], a module or a mapping, else those of
 * whoever makes it. */
static Value builtins_of(Ref globals)
{
    Ref found = dict_get_str(globals, NAME(__builtins__));
    if (value_is_absent(found))
        return value_dup(running->frame == NULL ? module_builtins_dict : running->frame->function->builtins);
    if (value_has_type(found, &type_module))
        return value_dup(module_dict(found));
    return value_is_exact_dict(found) ? value_dup(found) : wrap_mapping(found);
}

Ref function_builtins(const Function *f)
{
    if (VALUE_AS(Dict, f->builtins)->str_keys || mapping_key.bits == 0)
        return f->builtins;
    Ref mapping = dict_get(f->builtins, mapping_key);
    return value_is_ok(mapping) ? mapping : f->builtins;
}

Value function_builtin(const Function *f, Ref name)
{
    Ref builtins = function_builtins(f);
    if (value_is_exact_dict(builtins)) {
        Ref found = dict_get_str(builtins, name);
        return value_is_absent(found) ? found : value_dup(found);
    }
    Value held = value_dup(builtins);
    Value found = object_subscript(held, name);
    value_drop(held);
    if (value_is_error(found) && exc_pending_is(&type_KeyError)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    return found;
}

Value function_new(Code *code, Ref globals)
{
    Value builtins = builtins_of(globals);
    Function *f = value_is_error(builtins) ? NULL : object_alloc(&type_function);
    if (f == NULL) {
        value_drop(builtins);
        return VALUE_ERROR;
    }
    obj_hold(code);
    f->code = code;
    f->globals = value_dup(globals);
    f->builtins = builtins;
    f->defaults = f->kwdefaults = f->closure = VALUE_ABSENT;
    f->name = value_dup(code->name);
    f->qualname = value_dup(code->qualname);
    f->doc = value_is_absent(code->docstring) ? VALUE_NONE : value_dup(code->docstring);
    Ref module = dict_get_str(globals, NAME(__name__));
    f->module = value_is_ok(module) ? value_dup(module) : VALUE_NONE;
    f->annotations = f->type_params = f->dict = f->old_code = VALUE_ABSENT;
    f->version = 0;
    gc_track(f);
    return value_from_obj(f);
}

#define FUNCTION_FIELDS(DO)                                                                   \
    DO(globals) DO(builtins) DO(defaults) DO(kwdefaults) DO(closure) DO(name) DO(qualname) DO(module) \
    DO(doc) DO(annotations) DO(type_params) DO(dict) DO(old_code)

static void function_dealloc(Obj *o)
{
    Function *f = (Function *)o;
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    gc_untrack(o);
#define DROP_FIELD(field) value_drop(f->field);
    FUNCTION_FIELDS(DROP_FIELD)
#undef DROP_FIELD
    obj_drop((Obj *)f->code);
    object_free(o);
}

static int function_traverse(Obj *o, GcVisit visit, void *arg)
{
    Function *f = (Function *)o;
#define VISIT_FIELD(field) GC_VISIT(f->field);
    FUNCTION_FIELDS(VISIT_FIELD)
#undef VISIT_FIELD
    return 0;
}

/* Breaks cycles through the closure, defaults and attributes; names, globals and code stay readable. */
static void function_clear(Obj *o)
{
    Function *f = (Function *)o;
    value_clear(&f->defaults);
    value_clear(&f->kwdefaults);
    value_clear(&f->annotations);
    value_clear(&f->type_params);
    value_clear(&f->dict);
    if (f->code->n_free == 0) /* running code counts on its closure */
        value_clear(&f->closure);
    /* A cycle through a cell is broken by the cell, if that is garbage too: a live frame may share it. */
}

/* ---- attributes ---- */

static Value or_none(Ref v) { return value_is_absent(v) ? VALUE_NONE : value_dup(v); }

static Value get_code(Ref self) { return value_dup_obj(as_function(self)->code); }
static int set_code(Ref self, Ref v)
{
    Function *f = as_function(self);
    if (!value_has_type(v, &type_code))
        return exc_raise_int(&type_TypeError, "__code__ must be set to a code object");
    Code *code = VALUE_AS(Code, v);
    int64_t n_closure = value_is_absent(f->closure) ? 0 : tuple_len(f->closure);
    if (code->n_free != n_closure)
        return exc_raise_int(&type_ValueError, "%U() requires a code object with %lld free vars, not %d",
                             f->name, (long long)n_closure, code->n_free);
    if ((code->flags ^ f->code->flags) & CODE_ANY_GENERATOR &&
        exc_warn(&type_DeprecationWarning, 1, "Assigning a code object of non-matching type is deprecated "
                                              "(e.g., from a generator to a plain function)"))
        return -1;
    /* Frames borrow their code from the function: what has run must live as long as it does. */
    Value kept = tuple_of2(value_from_obj(f->code), value_is_absent(f->old_code) ? VALUE_NONE : f->old_code);
    if (value_is_error(kept))
        return -1;
    value_replace(&f->old_code, kept);
    Code *old = f->code;
    obj_hold(code);
    f->code = code;
    obj_drop((Obj *)old);
    f->version = 0;
    return 0;
}

static Value get_name(Ref self) { return value_dup(as_function(self)->name); }
static Value get_qualname(Ref self) { return value_dup(as_function(self)->qualname); }
static int set_str(Value *slot, Ref v, const char *name)
{
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "%s must be set to a string object", name);
    value_replace(slot, value_dup(v));
    return 0;
}
static int set_name(Ref self, Ref v) { return set_str(&as_function(self)->name, v, "__name__"); }
static int set_qualname(Ref self, Ref v) { return set_str(&as_function(self)->qualname, v, "__qualname__"); }

static Value get_defaults(Ref self) { return or_none(as_function(self)->defaults); }
static int set_defaults(Ref self, Ref v)
{
    Function *f = as_function(self);
    bool none = value_is_absent(v) || value_is_none(v);
    if (!none && !value_is_tuple(v))
        return exc_raise_int(&type_TypeError, "__defaults__ must be set to a tuple object");
    value_replace(&f->defaults, none ? VALUE_ABSENT : value_dup(v));
    f->version = 0;
    return 0;
}
static Value get_kwdefaults(Ref self) { return or_none(as_function(self)->kwdefaults); }
static int set_kwdefaults(Ref self, Ref v)
{
    Function *f = as_function(self);
    bool none = value_is_absent(v) || value_is_none(v);
    if (!none && !value_is_dict(v))
        return exc_raise_int(&type_TypeError, "__kwdefaults__ must be set to a dict object");
    value_replace(&f->kwdefaults, none ? VALUE_ABSENT : value_dup(v));
    f->version = 0;
    return 0;
}

/* Compiled annotations come as a flat tuple (name, value, ...); the dict is made when asked for. */
static Value get_annotations(Ref self)
{
    Function *f = as_function(self);
    if (value_is_dict(f->annotations))
        return value_dup(f->annotations);
    Value dict = dict_new();
    if (value_is_error(dict))
        return dict;
    if (value_is_exact_tuple(f->annotations))
        for (int64_t i = 0; i + 1 < tuple_len(f->annotations); i += 2)
            if (dict_set(dict, tuple_at(f->annotations, i), tuple_at(f->annotations, i + 1))) {
                value_drop(dict);
                return VALUE_ERROR;
            }
    value_replace(&f->annotations, value_dup(dict));
    return dict;
}
static int set_annotations(Ref self, Ref v)
{
    bool none = value_is_absent(v) || value_is_none(v);
    if (!none && !value_is_dict(v))
        return exc_raise_int(&type_TypeError, "__annotations__ must be set to a dict object");
    value_replace(&as_function(self)->annotations, none ? VALUE_ABSENT : value_dup(v));
    return 0;
}
static Value get_type_params(Ref self)
{
    Ref v = as_function(self)->type_params;
    return value_is_absent(v) ? tuple_empty() : value_dup(v);
}
static int set_type_params(Ref self, Ref v)
{
    if (!value_is_tuple(v))
        return exc_raise_int(&type_TypeError, "__type_params__ must be set to a tuple");
    value_replace(&as_function(self)->type_params, value_dup(v));
    return 0;
}
static Value get_dict(Ref self)
{
    Function *f = as_function(self);
    if (value_is_absent(f->dict)) {
        Value dict = dict_new();
        if (value_is_error(dict))
            return dict;
        f->dict = dict;
    }
    return value_dup(f->dict);
}
static int set_dict(Ref self, Ref v)
{
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "cannot delete __dict__");
    if (!value_is_dict(v))
        return exc_raise_int(&type_TypeError, "__dict__ must be set to a dictionary, not a '%T'", v);
    value_replace(&as_function(self)->dict, value_dup(v));
    return 0;
}

static Value function_getattr(Ref self, Ref name)
{
    Function *f = as_function(self);
    if (!value_is_absent(f->dict) && value_is_str(name)) {
        Ref on_type = type_lookup(value_as_obj(self)->type, name);
        bool data = !value_is_absent(on_type) && value_type(on_type)->descr_set != NULL;
        if (!data) {
            Ref found = dict_get(f->dict, name);
            if (!value_is_absent(found))
                return value_is_error(found) ? found : value_dup(found);
        }
    }
    return object_generic_getattr(self, name);
}

static int function_setattr(Ref self, Ref name, Ref v)
{
    Function *f = as_function(self);
    if (!value_is_str(name))
        return exc_raise_int(&type_TypeError, "attribute name must be string, not '%T'", name);
    Ref on_type = type_lookup(value_as_obj(self)->type, name);
    if (!value_is_absent(on_type) && value_type(on_type)->descr_set != NULL)
        return value_type(on_type)->descr_set(on_type, self, v);
    if (value_is_absent(v)) {
        int deleted = value_is_absent(f->dict) ? 0 : dict_delete(f->dict, name);
        if (deleted == 0)
            exc_raise_attribute(self, name, "'function' object has no attribute '%U'", name);
        return deleted > 0 ? 0 : -1;
    }
    Value dict = get_dict(self);
    if (value_is_error(dict))
        return -1;
    int result = dict_set(dict, name, v);
    value_drop(dict);
    return result;
}

static Value function_repr(Ref self)
{
    return str_format("<function %U at %p>", as_function(self)->qualname, (void *)value_as_obj(self));
}

static Value function_bind(Ref self, Ref object, Ref type)
{
    return value_is_absent(object) || value_is_none(object) ? value_dup(self) : bound_method_new(self, object);
}

/* FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None) */
static Value function_new_slot(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[6];
    if (args_bind(&spec, "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
                  args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_has_type(a[0], &type_code))
        return exc_raise(&type_TypeError, "function() argument 'code' must be code, not %T", a[0]);
    if (!value_is_dict(a[1]))
        return exc_raise(&type_TypeError, "function() argument 'globals' must be dict, not %T", a[1]);
    Code *code = VALUE_AS(Code, a[0]);
    if (!value_is_none(a[2]) && !value_is_str(a[2]))
        return exc_raise(&type_TypeError, "arg 3 (name) must be None or string");
    if (!value_is_none(a[3]) && !value_is_tuple(a[3]))
        return exc_raise(&type_TypeError, "arg 4 (defaults) must be None or tuple");
    if (!value_is_tuple(a[4]) && (code->n_free > 0 || !value_is_none(a[4])))
        return exc_raise(&type_TypeError, code->n_free > 0 ? "arg 5 (closure) must be tuple"
                                                           : "arg 5 (closure) must be None or tuple");
    if (!value_is_none(a[5]) && !value_is_dict(a[5]))
        return exc_raise(&type_TypeError, "arg 6 (kwdefaults) must be None or dict");
    int64_t n_closure = value_is_none(a[4]) ? 0 : tuple_len(a[4]);
    if (n_closure != code->n_free)
        return exc_raise(&type_ValueError, "%U requires closure of length %d, not %lld", code->name,
                         code->n_free, (long long)n_closure);
    for (int64_t i = 0; i < n_closure; i++)
        if (!value_has_type(tuple_at(a[4], i), &type_cell))
            return exc_raise(&type_TypeError, "arg 5 (closure) expected cell, found %T", tuple_at(a[4], i));
    Value made = function_new(code, a[1]);
    if (value_is_error(made))
        return made;
    Function *f = as_function(made);
    if (!value_is_none(a[2]))
        value_replace(&f->name, value_dup(a[2]));
    if (!value_is_none(a[3]))
        f->defaults = value_dup(a[3]);
    if (!value_is_none(a[4]))
        f->closure = value_dup(a[4]);
    if (value_is_dict(a[5]))
        f->kwdefaults = value_dup(a[5]);
    return made;
}

static Value get_builtins(Ref self) { return value_dup(function_builtins(as_function(self))); }

static const Getter function_getters[] = {
    {"__builtins__", get_builtins, NULL, NULL},
    {"__code__", get_code, set_code, NULL},
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__dict__", get_dict, set_dict, NULL},
    {0},
};
static const Member function_members[] = {
    {"__closure__", MEMBER_VALUE_OR_NONE, offsetof(Function, closure), true, NULL},
    {"__doc__", MEMBER_VALUE_OR_NONE, offsetof(Function, doc), false, NULL},
    {"__globals__", MEMBER_VALUE, offsetof(Function, globals), true, NULL},
    {"__module__", MEMBER_VALUE_OR_NONE, offsetof(Function, module), false, NULL},
    {0},
};
Type type_function = {
    .base = STATIC_OBJ(&type_type), .name = "function", .basic_size = sizeof(Function),
    .doc = "Create a function object.",
    .flags = TYPE_GC | TYPE_METHOD_DESCR | TYPE_WEAKREF | TYPE_IMMUTABLE, .getters = function_getters,
    .members = function_members, .dealloc = function_dealloc, .traverse = function_traverse,
    .clear = function_clear, .repr = function_repr, .call = function_call, .descr_get = function_bind,
    .getattr = function_getattr, .setattr = function_setattr, .new = function_new_slot,
};
