/* stdlib/re/_re.c -- the `_re` module: compile() and the types; re/__init__.py is the face. */
#include "runtime/int.h"
#include "runtime/module.h"
#include "stdlib/re/regex.h"

Value module__re_init(void);

NATIVE(re_compile)
{
    int64_t flags;
    if (int_as_i64(a[1], &flags))
        return VALUE_ERROR;
    return pattern_new(a[0], (uint32_t)flags);
}

static const Method re_functions[] = {
    {"compile(pattern, flags, /)", re_compile, "Compile without looking into any cache."},
    {0},
};

Value module__re_init(void)
{
    Value m = module_new("_re", "Regular expressions over PCRE2.", re_functions);
    if (value_is_error(m))
        return m;
    if (module_add_type(m, &type_pattern) || module_add_type(m, &type_match) || type_ready(&type_scanner)
        || type_ready(&type_find_iterator)) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
