/* stdlib/typing/_typing.c -- the `_typing` module: what the typing package needs from C (runtime/typevar.c). */
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include "runtime/typevar.h"

Value module__typing_init(void);

NATIVE(idfunc) { return value_dup(a[0]); }

NATIVE(substitute)
{
    if (!value_is_tuple(a[1]) || !value_is_tuple(a[2]))
        return exc_raise(&type_TypeError, "arguments and parameters of an alias must be tuples");
    return generic_alias_substitute(a[0], a[1], a[2], a[3]);
}

static const Method typing_functions[] = {
    {"_idfunc(x, /)", idfunc, NULL},
    {"_substitute(alias, args, parameters, arguments, /)", substitute,
     "args, the tuple of the alias's arguments, with its type parameters replaced by the arguments given."},
    {0},
};

Value module__typing_init(void)
{
    Value m = module_new("_typing", "Primitives and accelerators for the typing module.", typing_functions);
    if (value_is_error(m))
        return m;
    if (module_add_type(m, &type_typevar) || module_add_type(m, &type_paramspec)
        || module_add_type(m, &type_paramspec_args) || module_add_type(m, &type_paramspec_kwargs)
        || module_add_type(m, &type_typevartuple) || module_add_type(m, &type_typealias)
        || module_add_type(m, &type_generic)
        || module_add(m, "NoDefault", value_dup_obj(&no_default_object))) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
