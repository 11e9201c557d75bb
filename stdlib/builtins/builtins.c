/* stdlib/builtins/builtins.c -- the builtins module: its functions, the built-in types, the exceptions. */
#include "stdlib/builtins/builtins.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/str.h"

Value module_builtins_init(void);

/* The types that types.def shows to programs. */
#define TYPE(symbol, shown) extern Type symbol;
#include "runtime/types.def"
#undef TYPE
static const struct { Type *type; bool shown; } all_types[] = {
#define TYPE(symbol, shown) {&symbol, shown},
#include "runtime/types.def"
#undef TYPE
};
static Type *const all_exceptions[] = {
#define EXC(name, base, layout) &type_##name,
#include "runtime/exceptions.def"
#undef EXC
};

static int add_constants(Ref module)
{
    static const struct { const char *name; Value value; } constants[] = {
        {"None", {0x0A}}, {"Ellipsis", {0x0E}}, {"NotImplemented", {0x12}}, {"False", {0x22}}, {"True", {0x26}},
    };
    for (size_t i = 0; i < N_ELEMENTS(constants); i++)
        if (module_add(module, constants[i].name, constants[i].value))
            return -1;
    return module_add(module, "__debug__", value_from_bool(cmdline.optimise == 0));
}

static int add_type(Ref module, Type *type)
{
    return module_add(module, type->name, value_dup_obj(type));
}

static int add_types(Ref module)
{
    for (size_t i = 0; i < N_ELEMENTS(all_types); i++)
        if (all_types[i].shown && add_type(module, all_types[i].type))
            return -1;
    for (size_t i = 0; i < N_ELEMENTS(all_exceptions); i++)
        if (add_type(module, all_exceptions[i]))
            return -1;
    if (add_type(module, type_ExceptionGroup))
        return -1;
    return module_add(module, "EnvironmentError", value_dup_obj(&type_OSError)) ||
           module_add(module, "IOError", value_dup_obj(&type_OSError));
}

Value module_builtins_init(void)
{
    Value module = module_new("builtins", "Built-in functions, types, exceptions, and other objects.", NULL);
    if (value_is_error(module))
        return VALUE_ERROR;
    if (add_constants(module) || add_types(module) ||
        module_add_functions(module, builtins_object_functions) ||
        module_add_functions(module, builtins_iteration_functions) ||
        module_add_functions(module, builtins_code_functions) ||
        module_add_functions(module, builtins_class_functions) ||
        module_add_functions(module, builtins_print_functions)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
