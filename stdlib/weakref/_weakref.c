/* stdlib/weakref/_weakref.c -- the module _weakref, on which Python's weakref.py stands. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/weakref.h"

NATIVE(getweakrefcount_m) { return value_from_int(weakref_count(a[0])); }
NATIVE(getweakrefs_m) { return weakref_list(a[0]); }
NATIVE(proxy_m) { return weakref_proxy_new(a[0], a[1]); }

/* Delete key from dct when its value is a weak reference that is dead: not one that was put there since. */
NATIVE(remove_dead_weakref_m)
{
    if (!value_is_dict(a[0]))
        return exc_raise(&type_TypeError, "_remove_dead_weakref() argument 1 must be dict, not %T", a[0]);
    Ref found = dict_get(a[0], a[1]);
    if (value_is_error(found))
        return VALUE_ERROR;
    if (value_is_absent(found) || !value_is_instance(found, &type_weakref))
        return VALUE_NONE;
    Value object = weakref_get(found);
    bool dead = value_is_absent(object);
    value_drop(object);
    return dead && dict_delete(a[0], a[1]) < 0 ? VALUE_ERROR : VALUE_NONE;
}

static const Method functions[] = {
    {"getweakrefcount(object, /)", getweakrefcount_m, "Return the number of weak references to 'object'."},
    {"getweakrefs(object, /)", getweakrefs_m, "Return a list of all weak reference objects pointing to 'object'."},
    {"proxy(object, callback=None, /)", proxy_m, "Create a proxy object that weakly references 'object'."},
    {"_remove_dead_weakref(dct, key, /)", remove_dead_weakref_m, "Atomically remove key from dict if it points to a dead weakref."},
    {0},
};

Value module__weakref_init(void);
Value module__weakref_init(void)
{
    Value module = module_new("_weakref", "Weak-reference support module.", functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    if (module_add(module, "ref", value_dup_obj(&type_weakref)) || module_add_type(module, &type_weakref) ||
        module_add_type(module, &type_weakproxy) || module_add_type(module, &type_weakcallableproxy)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
