/* runtime/object_type.c -- the type `object`: what everything inherits. Pickling is in object_reduce.c. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/object_reduce.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- __new__ and __init__ ---- */

static bool has_arguments(size_t n_args, Ref kwnames)
{
    return n_args > 0 || (!value_is_absent(kwnames) && tuple_len(kwnames) > 0);
}

/* Can't instantiate abstract class X without an implementation for abstract methods 'f', 'g' */
static COLD Value raise_abstract(Type *type)
{
    Value methods = object_getattr(value_from_obj(type), NAME(__abstractmethods__));
    Value names = value_is_error(methods) ? VALUE_ERROR : list_from_iterable(methods);
    value_drop(methods);
    if (value_is_error(names))
        return VALUE_ERROR;
    Value separator = str_from_cstr("', '"), joined = VALUE_ERROR;
    int64_t n = list_len(names);
    if (!value_is_error(separator) && list_sort(names, VALUE_NONE, false) == 0)
        joined = str_join(separator, VALUE_AS(List, names)->items, (size_t)n);
    if (!value_is_error(joined))
        exc_raise(&type_TypeError,
                  "Can't instantiate abstract class %N without an implementation for abstract method%s '%U'", type,
                  n == 1 ? "" : "s", joined);
    value_drop(joined);
    value_drop(separator);
    value_drop(names);
    return VALUE_ERROR;
}

Value object_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (UNLIKELY(has_arguments(n_args, kwnames))) {
        if (type->new != object_new)
            return exc_raise(&type_TypeError,
                             "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->init == object_init)
            return exc_raise(&type_TypeError, "%N() takes no arguments", type);
    }
    if (UNLIKELY(type->flags & TYPE_ABSTRACT))
        return raise_abstract(type);
    Obj *o = object_alloc(type);
    if (UNLIKELY(o == NULL))
        return VALUE_ERROR;
    if (type->flags & TYPE_GC)
        gc_track(o);
    return value_from_obj(o);
}

int object_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (LIKELY(!has_arguments(n_args, kwnames)))
        return 0;
    Type *type = value_type(self);
    if (type->init != object_init)
        return exc_raise_int(&type_TypeError,
                             "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->new == object_new)
        return exc_raise_int(&type_TypeError,
                             "%N.__init__() takes exactly one argument (the instance to initialize)", type);
    return 0;
}

static void object_dealloc(Obj *o)
{
    gc_untrack(o);
    object_free(o);
}

/* ---- looks ---- */

static Value default_repr(Ref self)
{
    Value name = type_full_name(value_type(self));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value result = str_format("<%U object at 0x%llx>", name, (unsigned long long)self.bits);
    value_drop(name);
    return result;
}

static Value default_str(Ref self)
{
    return object_repr(self);
}

static int64_t default_hash(Ref self)
{
    return hash_pointer((void *)(uintptr_t)self.bits);
}

static Value default_compare(Ref a, Ref b, CompareOp op)
{
    if (op == CMP_EQ)
        return value_is(a, b) ? VALUE_TRUE : VALUE_NOT_IMPLEMENTED;
    if (op != CMP_NE)
        return VALUE_NOT_IMPLEMENTED;
    /* By default != is the opposite of whatever == says. */
    Type *type = value_type(a);
    if (type->compare == NULL)
        return VALUE_NOT_IMPLEMENTED;
    Value equal = type->compare(a, b, CMP_EQ);
    if (!value_is_ok(equal) || value_is_not_implemented(equal))
        return equal;
    int truth = object_truth(equal);
    value_drop(equal);
    return truth < 0 ? VALUE_ERROR : value_from_bool(!truth);
}

NATIVE(object_format_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "__format__() argument must be str, not %T", a[0]);
    if (str_len(a[0]) > 0)
        return exc_raise(&type_TypeError, "unsupported format string passed to %T.__format__", self);
    return object_str(self);
}

NATIVE(object_sizeof_m)
{
    Type *type = value_type(self);
    int64_t size = type->basic_size;
    if (type->item_size && type->length) {
        int64_t n_items = type->length(self);
        if (n_items < 0)
            return VALUE_ERROR;
        size += n_items * type->item_size;
    }
    return int_new(size);
}

/* Names of the instance, its class and the class's bases. */
NATIVE(object_dir_m)
{
    Value dict = object_getattr_or_absent(self, NAME(__dict__));
    if (value_is_error(dict))
        return VALUE_ERROR;
    Value names = value_is_dict(dict) ? dict_copy(dict) : dict_new();
    value_drop(dict);
    if (value_is_error(names))
        return VALUE_ERROR;
    Value class = object_getattr_or_absent(self, NAME(__class__));
    Value result = VALUE_ERROR;
    if (!value_is_error(class) && (value_is_absent(class) || object_merge_class_names(names, class) == 0))
        result = dict_keys_list(names);
    value_drop(class);
    value_drop(names);
    return result;
}

NATIVE(object_init_subclass_m) { return VALUE_NONE; }
NATIVE(object_subclasshook_m) { return VALUE_NOT_IMPLEMENTED; }

static Value get_class(Ref self) { return value_dup_obj(value_type(self)); }

static int set_class(Ref self, Ref value)
{
    if (value_is_absent(value))
        return exc_raise_int(&type_TypeError, "can't delete __class__ attribute");
    if (!value_is_type(value))
        return exc_raise_int(&type_TypeError, "__class__ must be set to a class, not '%T' object", value);
    return type_set_class(self, value_as_type(value));
}

static const Method object_methods[] = {
    {"__reduce_ex__(protocol, /)", object_reduce_ex, "Helper for pickle."},
    {"__reduce__()", object_reduce, "Helper for pickle."},
    {"__getstate__()", object_getstate, "Helper for pickle."},
    {"__subclasshook__(object, /)", object_subclasshook_m,
     "Abstract classes override this to decide issubclass(); NotImplemented leaves it to the MRO.",
     METHOD_CLASS},
    {"__init_subclass__()", object_init_subclass_m, "Called on a class when it is subclassed; does nothing.",
     METHOD_CLASS},
    {"__format__(format_spec, /)", object_format_m, "str(self) if format_spec is empty."},
    {"__sizeof__()", object_sizeof_m, "Size of object in memory, in bytes."},
    {"__dir__()", object_dir_m, "Names of the attributes."},
    {0},
};

static const Getter object_getters[] = {
    {"__class__", get_class, set_class, "the object's class"},
    {0},
};

Type type_object = {
    .base = STATIC_OBJ(&type_type),
    .name = "object",
    .doc = "object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new "
           "featureless\ninstance that has no instance attributes and cannot be given any.\n",
    .basic_size = sizeof(Obj),
    .flags = TYPE_BASETYPE,
    .methods = object_methods,
    .getters = object_getters,
    .dealloc = object_dealloc,
    .new = object_new,
    .init = object_init,
    .repr = default_repr,
    .str = default_str,
    .hash = default_hash,
    .compare = default_compare,
    .getattr = object_generic_getattr,
    .setattr = object_generic_setattr,
};
