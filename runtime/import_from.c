/* runtime/import_from.c -- `from module import name` and `from module import *`. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* Is the module's __spec__._initializing true? 1, 0, -1. */
static int is_initializing(Ref module)
{
    Ref spec = value_has_type(module, &type_module) ? dict_get_str(module_dict(module), NAME(__spec__)) : VALUE_ABSENT;
    if (value_is_none(spec))
        return 0;
    if (value_has_type(spec, &type_module_spec))
        return spec_is_initializing(spec);
    Value held = value_is_absent(spec) ? object_getattr_or_absent(module, NAME(__spec__)) : value_dup(spec);
    if (!value_is_ok(held))
        return value_is_error(held) ? -1 : 0;
    Value name = str_intern_cstr("_initializing");
    Value flag = object_getattr_or_absent(held, name);
    value_drop(name);
    value_drop(held);
    if (!value_is_ok(flag))
        return value_is_error(flag) ? -1 : 0;
    int result = value_truth(flag);
    value_drop(flag);
    return result;
}

/* "cannot import name ...": with the file, and the usual suspicion. */
static Value cannot_import_name(Ref module, Ref name)
{
    Value package = object_getattr_or_absent(module, NAME(__name__));
    if (value_is_error(package))
        return VALUE_ERROR;
    Value shown = value_is_str(package) ? value_dup(package) : str_from_cstr("<unknown module name>");
    Value file = object_getattr_or_absent(module, NAME(__file__));
    if (value_is_error(file)) {
        exc_clear();
        file = VALUE_ABSENT;
    }
    if (!value_is_str(file)) {
        value_drop(file);
        file = VALUE_ABSENT;
    }
    int half_made = is_initializing(module);
    if (half_made < 0) {
        exc_clear();
        half_made = 0;
    }
    Value message;
    const char *circular = "(most likely due to a circular import)";
    if (value_is_absent(file))
        message = half_made ? str_format("cannot import name %R from partially initialized module %R %s (unknown location)",
                                         name, shown, circular)
                            : str_format("cannot import name %R from %R (unknown location)", name, shown);
    else
        message = half_made ? str_format("cannot import name %R from partially initialized module %R %s (%S)", name,
                                         shown, circular, file)
                            : str_format("cannot import name %R from %R (%S)", name, shown, file);
    if (!value_is_error(message)) {
        Value names[3] = {str_intern_cstr("name"), str_intern_cstr("path"), str_intern_cstr("name_from")};
        Value kwnames = tuple_from_values(names, 3);
        Ref args[4] = {message, shown, value_is_absent(file) ? VALUE_NONE : file, name};
        Value exc = object_call(value_from_obj(&type_ImportError), args, 1, kwnames);
        value_drop(kwnames);
        value_drop(message);
        if (!value_is_error(exc)) {
            exc_raise_object(exc);
            value_drop(exc);
        }
    }
    value_drop(shown);
    value_drop(package);
    value_drop(file);
    return VALUE_ERROR;
}

Value import_from(Ref module, Ref name)
{
    Value attribute = object_getattr_or_absent(module, name);
    if (!value_is_absent(attribute))
        return attribute;
    /* In an import cycle the submodule is in sys.modules before its parent has the attribute. */
    Value package = object_getattr_or_absent(module, NAME(__name__));
    if (value_is_error(package))
        return VALUE_ERROR;
    if (value_is_str(package)) {
        Value full = str_format("%U.%U", package, name);
        value_drop(package);
        if (value_is_error(full))
            return VALUE_ERROR;
        Value submodule = import_loaded(full);
        value_drop(full);
        if (!value_is_absent(submodule))
            return submodule;
    } else {
        value_drop(package);
    }
    return cannot_import_name(module, name);
}

/* The names that * stands for: __all__, or every public key of __dict__. A new list or tuple-like. */
static Value star_names(Ref module, bool *skip_private)
{
    *skip_private = false;
    Value all = object_getattr_or_absent(module, NAME(__all__));
    if (!value_is_absent(all))
        return all;
    *skip_private = true;
    Value dict = object_getattr_or_absent(module, NAME(__dict__));
    if (value_is_absent(dict))
        return exc_raise(&type_ImportError, "from-import-* object has no __dict__ and no __all__");
    if (value_is_error(dict))
        return VALUE_ERROR;
    Value keys = object_call_method0(dict, NAME(keys));
    value_drop(dict);
    if (value_is_error(keys))
        return VALUE_ERROR;
    Value list = list_from_iterable(keys);
    value_drop(keys);
    return list;
}

int import_star(Ref module, Ref namespace)
{
    bool skip_private;
    Value names = star_names(module, &skip_private);
    if (value_is_error(names))
        return -1;
    int result = 0;
    for (int64_t i = 0; result == 0; i++) {
        Value name = object_get_item(names, i);
        if (value_is_error(name)) {
            if (exc_pending_is(&type_IndexError))
                exc_clear();
            else
                result = -1;
            break;
        }
        if (!value_is_str(name)) {
            Value owner = object_getattr_or_absent(module, NAME(__name__));
            if (value_is_ok(owner))
                exc_raise(&type_TypeError, "%s in %S.%s must be str, not %T", skip_private ? "Key" : "Item", owner,
                          skip_private ? "__dict__" : "__all__", name);
            value_drop(owner);
            result = -1;
        } else if (!skip_private || str_len(name) == 0 || str_at(name, 0) != '_') {
            Value v = object_getattr(module, name);
            if (value_is_error(v))
                result = -1;
            else if (value_is_exact_dict(namespace))
                result = dict_set(namespace, name, v);
            else
                result = object_set_subscript(namespace, name, v);
            value_drop(v);
        }
        value_drop(name);
    }
    value_drop(names);
    return result;
}

