/* runtime/generic.c -- typing.Generic: the base of classes with type parameters.  Its two hooks are functions of the
 * `typing` module (stdlib/typing/_parameter.py). */
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include "runtime/typevar.h"

Value typeparam_subscript_generic(Ref params)
{
    Value unpacked = typeparams_unpack(params);
    if (value_is_error(unpacked))
        return unpacked;
    Value alias = import_attr("typing", "_GenericAlias");
    Value v = value_is_error(alias) ? VALUE_ERROR : object_call2(alias, value_from_obj(&type_generic), unpacked);
    value_drop(alias);
    value_drop(unpacked);
    return v;
}

/* typing.<name>(class, arguments...) */
static Value generic_delegate(Ref class, const char *name, const Ref *a, size_t n, Ref kwnames)
{
    size_t n_values = n + (value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames));
    Value *args = mem_alloc_array_or_raise(n_values + 1, sizeof *args);
    if (args == NULL)
        return VALUE_ERROR;
    args[0] = class;
    if (n_values > 0)
        memcpy(args + 1, a, n_values * sizeof *args);
    Value f = import_attr("typing", name);
    Value v = value_is_error(f) ? VALUE_ERROR : object_call(f, args, n + 1, kwnames);
    value_drop(f);
    mem_free(args);
    return v;
}
NATIVE(generic_class_getitem_m) { return generic_delegate(self, "_generic_class_getitem", a, n, kwnames); }
NATIVE(generic_init_subclass_m) { return generic_delegate(self, "_generic_init_subclass", a, n, kwnames); }
static const Method generic_methods[] = {
    {"__class_getitem__(*args, **kwargs)", generic_class_getitem_m, "Parameterizes a generic class.",
     METHOD_CLASS | METHOD_RAW},
    {"__init_subclass__(*args, **kwargs)", generic_init_subclass_m, "Function to initialize subclasses.",
     METHOD_CLASS | METHOD_RAW},
    {0},
};
static void generic_dealloc(Obj *o)
{
    gc_untrack(o);
    object_free(o);
}
Type type_generic = {
    .base = STATIC_OBJ(&type_type), .name = "Generic", .module = "typing", .basic_size = sizeof(Obj),
    .flags = TYPE_BASETYPE, .methods = generic_methods, .new = object_new, .dealloc = generic_dealloc,
    .doc = "Base class of classes with type parameters.\n\n"
           "    class Mapping[KT, VT]: ...\n\n"
           "has it among its bases, as Generic[KT, VT].",
};
