/* stdlib/copy/_copy.c -- what copies of instances are filled with. */
#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/str.h"

Value module__copy_init(void);

static bool has_only_names(Ref dict)
{
    int64_t position = 0;
    Ref key, value;
    while (dict_next(dict, &position, &key, &value)) {
        if (!value_is_exact_str(key))
            return false;
    }
    return true;
}

/* Setting an attribute may drop the value it had, and that run code: key and value are held meanwhile, and who
 * changes `state` meanwhile gets what is left. */
static int set_attributes(Ref instance, Ref state)
{
    int64_t position = 0;
    Ref key, value;
    while (dict_next(state, &position, &key, &value)) {
        Value held_key = value_dup(key), held_value = value_dup(value);
        Attrs *attrs = attrs_find(instance);
        int result = attrs != NULL ? attrs_set(instance, attrs, held_key, held_value) : 0;
        value_drop(held_key);
        value_drop(held_value);
        if (result)
            return -1;
    }
    return 0;
}

/* instance.__dict__.update(state), without making a __dict__: copies are as fast as what they are copies of. */
NATIVE(copy_update_attributes)
{
    if (!value_is_exact_dict(a[1]) || attrs_find_plain(a[0]) == NULL || !has_only_names(a[1]))
        return VALUE_FALSE;
    return set_attributes(a[0], a[1]) ? VALUE_ERROR : VALUE_TRUE;
}

static const Method copy_functions[] = {
    {"update_attributes(instance, state, /)", copy_update_attributes,
     "instance.__dict__.update(state); False, and nothing is done, when instance or state is unusual."},
    {0},
};

Value module__copy_init(void) { return module_new("_copy", "Parts of copy in C.", copy_functions); }
