/* stdlib/contextvars/_contextvars.c -- the `_contextvars` module (runtime/context.c). */
#include "runtime/context.h"
#include "runtime/module.h"

Value module__contextvars_init(void);

NATIVE(copy_context)
{
    Ref current = context_current();
    return value_is_error(current) ? current : context_copy(current);
}

static const Method contextvars_functions[] = {
    {"copy_context()", copy_context, "A copy of the current context."},
    {0},
};

Value module__contextvars_init(void)
{
    Value m = module_new("_contextvars", "Context Variables", contextvars_functions);
    if (value_is_error(m))
        return m;
    if (module_add_type(m, &type_context) || module_add_type(m, &type_context_var)
        || module_add_type(m, &type_context_token) || context_ready()) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
