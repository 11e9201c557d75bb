/* runtime/classmethod.c -- classmethod and staticmethod: functions in a class that do not bind an instance.
 * Both share a layout and take over the wrapped function's name and documentation. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value new_wrapper(Type *type, Ref function)
{
    ClassMethod *m = object_alloc(type);
    if (m == NULL)
        return VALUE_ERROR;
    m->function = value_dup(function);
    m->dict = VALUE_ABSENT;
    gc_track(m);
    return value_from_obj(m);
}

static int copy_attribute(Ref from, Ref to, Ref name)
{
    Value v = object_getattr_or_absent(from, name);
    if (!value_is_ok(v))
        return value_is_error(v) ? -1 : 0;
    int result = object_setattr(to, name, v);
    value_drop(v);
    return result;
}

static int wrap(Ref self, Ref function)
{
    Ref names[] = {NAME(__module__), NAME(__name__), NAME(__qualname__), NAME(__doc__)};
    value_replace(&VALUE_AS(ClassMethod, self)->function, value_dup(function));
    for (size_t i = 0; i < 4; i++)
        if (copy_attribute(function, self, names[i]))
            return -1;
    return 0;
}

static Value made_from_c(Type *type, Ref function)
{
    Value self = new_wrapper(type, function);
    /* C functions in type tables bring nothing worth copying; Python's do. */
    if (!value_is_error(self) && !value_has_type(function, &type_native) && wrap(self, function)) {
        value_drop(self);
        return VALUE_ERROR;
    }
    return self;
}

Value static_method_new(Ref function) { return made_from_c(&type_staticmethod, function); }
Value class_method_new(Ref function) { return made_from_c(&type_classmethod, function); }

static Value wrapper_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return new_wrapper(type, VALUE_NONE);
}

static int init_with(Ref self, const char *name, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords(name, kwnames))
        return -1;
    if (n_args != 1)
        return exc_raise_int(&type_TypeError, "%s expected 1 argument, got %zu", name, n_args);
    return wrap(self, args[0]);
}

static int class_method_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    return init_with(self, "classmethod", args, n_args, kwnames);
}

static int static_method_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    return init_with(self, "staticmethod", args, n_args, kwnames);
}

static void wrapper_dealloc(Obj *o)
{
    ClassMethod *m = (ClassMethod *)o;
    gc_untrack(o);
    value_clear(&m->function);
    value_clear(&m->dict);
    object_free(o);
}

static int wrapper_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((ClassMethod *)o)->function);
    GC_VISIT(((ClassMethod *)o)->dict);
    return 0;
}

static void wrapper_clear(Obj *o)
{
    value_replace(&((ClassMethod *)o)->function, VALUE_NONE);
    value_clear(&((ClassMethod *)o)->dict);
}

static Value class_method_get(Ref descr, Ref object, Ref type)
{
    Ref class = value_is_absent(type) ? value_from_obj(value_type(object)) : type;
    return bound_method_new(VALUE_AS(ClassMethod, descr)->function, class);
}

static Value static_method_get(Ref descr, Ref object, Ref type)
{
    return value_dup(VALUE_AS(ClassMethod, descr)->function);
}

static Value static_method_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Value function = value_dup(VALUE_AS(ClassMethod, self)->function);
    Value result = object_call(function, args, n_args, kwnames);
    value_drop(function);
    return result;
}

static Value class_method_repr(Ref self)
{
    return str_format("<classmethod(%R)>", VALUE_AS(ClassMethod, self)->function);
}

static Value static_method_repr(Ref self)
{
    return str_format("<staticmethod(%R)>", VALUE_AS(ClassMethod, self)->function);
}

static Value get_is_abstract(Ref self)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Value abstract = object_getattr_or_absent(VALUE_AS(ClassMethod, self)->function, NAME(__isabstractmethod__));
    if (value_is_error(abstract))
        return VALUE_ERROR;
    int truth = value_is_absent(abstract) ? 0 : object_truth(abstract);
    value_drop(abstract);
    return truth < 0 ? VALUE_ERROR : value_from_bool(truth);
}

static const Member wrapper_members[] = {
    {"__func__", MEMBER_VALUE_OR_NONE, offsetof(ClassMethod, function), true, NULL},
    {"__wrapped__", MEMBER_VALUE_OR_NONE, offsetof(ClassMethod, function), true, NULL},
    {0},
};

/* Read from the wrapped function on demand and kept; what a class sets stays. */
static Value get_annotations(Ref self)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Value dict = object_dict(self, true);
    if (value_is_error(dict))
        return VALUE_ERROR;
    Value own = value_dup(dict_get_str(dict, NAME(__annotations__)));
    if (value_is_absent(own)) {
        own = object_getattr(VALUE_AS(ClassMethod, self)->function, NAME(__annotations__));
        if (!value_is_error(own) && dict_set(dict, NAME(__annotations__), own)) {
            value_drop(own);
            own = VALUE_ERROR;
        }
    }
    value_drop(dict);
    return own;
}

static int set_annotations(Ref self, Ref value)
{
    Value dict = object_dict(self, true);
    if (value_is_error(dict))
        return -1;
    int result;
    if (value_is_absent(value)) {
        result = dict_delete(dict, NAME(__annotations__));
        if (result == 0)
            result = (exc_raise_attribute(self, NAME(__annotations__), "__annotations__"), -1);
    } else {
        result = dict_set(dict, NAME(__annotations__), value);
    }
    value_drop(dict);
    return result < 0 ? -1 : 0;
}

/* The annotations show in __dict__, like the other things taken over from the function. */
static Value get_dict(Ref self)
{
    Value annotations = get_annotations(self);
    if (value_is_error(annotations)) {
        if (!exc_pending_is(&type_AttributeError))
            return VALUE_ERROR;
        exc_clear();
    }
    value_drop(annotations);
    return object_dict(self, true);
}

static const Getter wrapper_getters[] = {
    {"__isabstractmethod__", get_is_abstract, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {0},
};

Type type_classmethod = {
    .base = STATIC_OBJ(&type_type),
    .name = "classmethod",
    .doc = "classmethod(function, /)\n--\n\nA method that receives the class as its first argument.",
    .basic_size = sizeof(ClassMethod),
    .dict_offset = offsetof(ClassMethod, dict),
    .flags = TYPE_BASETYPE | TYPE_GC,
    .members = wrapper_members,
    .getters = wrapper_getters,
    .dealloc = wrapper_dealloc,
    .traverse = wrapper_traverse,
    .clear = wrapper_clear,
    .new = wrapper_new,
    .init = class_method_init,
    .repr = class_method_repr,
    .descr_get = class_method_get,
};

Type type_staticmethod = {
    .base = STATIC_OBJ(&type_type),
    .name = "staticmethod",
    .doc = "staticmethod(function, /)\n--\n\nA method that receives no implicit first argument.",
    .basic_size = sizeof(ClassMethod),
    .dict_offset = offsetof(ClassMethod, dict),
    .flags = TYPE_BASETYPE | TYPE_GC,
    .members = wrapper_members,
    .getters = wrapper_getters,
    .dealloc = wrapper_dealloc,
    .traverse = wrapper_traverse,
    .clear = wrapper_clear,
    .new = wrapper_new,
    .init = static_method_init,
    .repr = static_method_repr,
    .call = static_method_call,
    .descr_get = static_method_get,
};
