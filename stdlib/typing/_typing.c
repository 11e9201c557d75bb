/* stdlib/typing/_typing.c -- the `_typing` module: what typing.py needs from C (runtime/typevar.c). */
#include "runtime/module.h"
#include "runtime/typevar.h"

Value module__typing_init(void);

NATIVE(idfunc) { return value_dup(a[0]); }

static const Method typing_functions[] = {
    {"_idfunc(x, /)", idfunc, NULL},
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
