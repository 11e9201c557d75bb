/* runtime/lazy_value.c -- a value that is computed when first asked for. */
#include "runtime/lazy_value.h"

Value lazy_value_get(LazyValue *lazy, Ref nothing)
{
    if (!value_is_absent(lazy->known))
        return value_dup(lazy->known);
    if (value_is_absent(lazy->evaluate))
        return value_dup(nothing);
    /* What it refers to may ask for this very value: the function stays until the value is known. */
    Value v = object_call0(lazy->evaluate);
    if (!value_is_error(v))
        value_replace(&lazy->known, value_dup(v));
    return v;
}

void lazy_value_clear(LazyValue *lazy)
{
    value_clear(&lazy->known);
    value_clear(&lazy->evaluate);
}

int lazy_value_traverse(const LazyValue *lazy, GcVisit visit, void *arg)
{
    GC_VISIT(lazy->known);
    GC_VISIT(lazy->evaluate);
    return 0;
}
