/* stdlib/atexit/atexit.c -- functions to be called when the interpreter ends, last registered first. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/tuple.h"
#include "runtime/sys.h"

static Value callbacks; /* list of (function, args, kwargs); an unregistered entry is None. Zero bits until used. */

static int make_list(void)
{
    if (callbacks.bits)
        return 0;
    Value list = list_new(4);
    if (value_is_error(list))
        return -1;
    callbacks = list;
    return 0;
}

static Value keywords_dict(const Ref *values, Ref kwnames)
{
    Value dict = dict_new();
    int64_t n = value_is_absent(kwnames) ? 0 : tuple_len(kwnames);
    for (int64_t i = 0; i < n && !value_is_error(dict); i++)
        if (dict_set(dict, tuple_at(kwnames, i), values[i])) {
            value_drop(dict);
            dict = VALUE_ERROR;
        }
    return dict;
}

NATIVE(register_m)
{
    if (n == 0)
        return exc_raise(&type_TypeError, "register() takes at least 1 argument (0 given)");
    if (!object_is_callable(a[0]))
        return exc_raise(&type_TypeError, "the first argument must be callable");
    if (make_list())
        return VALUE_ERROR;
    Value args = tuple_from_refs(a + 1, (int64_t)n - 1), kwargs = keywords_dict(a + n, kwnames);
    Value entry = value_is_error(args) || value_is_error(kwargs) ? VALUE_ERROR : tuple_of3(a[0], args, kwargs);
    value_drop(args);
    value_drop(kwargs);
    if (value_is_error(entry) || list_append_owned(callbacks, entry))
        return VALUE_ERROR;
    return value_dup(a[0]);
}

void atexit_run(void)
{
    while (callbacks.bits && list_len(callbacks) > 0) {
        Value entry = list_pop_last(callbacks);
        if (value_is_tuple(entry)) {
            Value result = object_call_tuple(tuple_at(entry, 0), tuple_at(entry, 1), tuple_at(entry, 2));
            if (value_is_error(result))
                exc_unraisable("Exception ignored in atexit callback %R", tuple_at(entry, 0));
            value_drop(result);
        }
        value_drop(entry);
    }
}

NATIVE(run_m)
{
    atexit_run();
    return VALUE_NONE;
}

NATIVE(clear_m)
{
    Value old = callbacks;
    callbacks = (Value){0};
    if (old.bits)
        value_drop(old);
    return VALUE_NONE;
}

NATIVE(unregister_m)
{
    for (int64_t i = 0; callbacks.bits && i < list_len(callbacks); i++) {
        Value entry = value_dup(list_at(callbacks, i)); /* comparing may change the list */
        int equal = value_is_tuple(entry) ? object_equal(tuple_at(entry, 0), a[0]) : 0;
        if (equal > 0 && i < list_len(callbacks) && value_is(list_at(callbacks, i), entry))
            value_replace(&VALUE_AS(List, callbacks)->items[i], VALUE_NONE);
        value_drop(entry);
        if (equal < 0)
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(ncallbacks_m)
{
    return value_from_int(callbacks.bits ? list_len(callbacks) : 0); /* unregistered ones still count */
}

static const Method functions[] = {
    {"register(func, /, *args, **kwargs)", register_m, "Register a function to be executed upon normal program termination.", METHOD_RAW},
    {"_clear()", clear_m, "Clear the list of registered functions."},
    {"unregister(func, /)", unregister_m, "Unregister a function that was registered before."},
    {"_run_exitfuncs()", run_m, "Run all registered functions."},
    {"_ncallbacks()", ncallbacks_m, "Return the number of registered functions."},
    {0},
};

Value module_atexit_init(void);
Value module_atexit_init(void)
{
    return module_new("atexit", "Functions that are called when the program ends.", functions);
}
