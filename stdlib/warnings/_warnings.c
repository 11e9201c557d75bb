/* stdlib/warnings/_warnings.c -- the module _warnings, on which Python's warnings.py stands. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/warnings.h"

static int check_prefixes(Ref prefixes)
{
    if (value_is_absent(prefixes))
        return 0;
    if (!value_is_tuple(prefixes))
        return exc_raise_int(&type_TypeError, "warn() argument 'skip_file_prefixes' must be tuple, not %T", prefixes);
    for (int64_t i = 0; i < tuple_len(prefixes); i++)
        if (!value_is_str(tuple_at(prefixes, i)))
            return exc_raise_int(&type_TypeError, "Found non-str '%T' in skip_file_prefixes.", tuple_at(prefixes, i));
    return 0;
}

NATIVE(warn_m)
{
    int64_t level;
    Ref category = warnings_category(a[0], a[1]), prefixes = a[4];
    if (value_is_error(category) || int_as_i64(a[2], &level) || check_prefixes(prefixes))
        return VALUE_ERROR;
    if (value_is_tuple(prefixes) && tuple_len(prefixes) > 0 && level < 2)
        level = 2;
    WarningPlace place;
    if (warnings_place(level, prefixes, &place))
        return VALUE_ERROR;
    int failed = warnings_issue(category, a[0], place.filename, place.line, place.module, place.registry, VALUE_ABSENT,
                                value_is_none(a[3]) ? VALUE_ABSENT : a[3]);
    warnings_place_clear(&place);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

/* The line as the module's loader has it: what lies in an archive is in no file. ABSENT when there is none.
 * importlib knows which loader is meant, and warns of or refuses globals that contradict themselves. */
static Value loader_line(Ref globals, int line)
{
    Value bless = import_attr("_frozen_importlib_external", "_bless_my_loader");
    Value loader = value_is_error(bless) ? VALUE_ERROR : object_call1(bless, globals);
    value_drop(bless);
    Ref name = dict_get_str(globals, NAME(__name__));
    if (value_is_error(loader) || value_is_none(loader) || !value_is_ok(name)) {
        value_drop(loader);
        return value_is_error(loader) ? VALUE_ERROR : VALUE_ABSENT;
    }
    Value key = str_intern_cstr("get_source");
    Value function = value_is_error(key) ? VALUE_ERROR : object_getattr_or_absent(loader, key);
    value_drop(key);
    value_drop(loader);
    if (!value_is_ok(function))
        return function;
    Value source = object_call1(function, name);
    value_drop(function);
    if (!value_is_str(source)) {
        Value none = value_is_error(source) ? VALUE_ERROR : VALUE_ABSENT;
        value_drop(source);
        return none;
    }
    Value method = object_getattr_cstr(source, "splitlines");
    Value lines = value_is_error(method) ? VALUE_ERROR : object_call0(method);
    value_drop(method);
    value_drop(source);
    if (value_is_error(lines))
        return VALUE_ERROR;
    Value found = value_is_list(lines) && line >= 1 && line <= list_len(lines) ? value_dup(list_at(lines, line - 1))
                                                                               : VALUE_ABSENT;
    value_drop(lines);
    return found;
}

NATIVE(warn_explicit_m)
{
    int line;
    if (!value_is_str(a[2]))
        return exc_raise(&type_TypeError, "warn_explicit() argument 'filename' must be str, not %T", a[2]);
    if (int_as_i32(a[3], &line))
        return VALUE_ERROR;
    Value source_line = VALUE_ABSENT;
    if (!value_is_none(a[6])) {
        if (!value_is_dict(a[6]))
            return exc_raise(&type_TypeError, "module_globals must be a dict, not '%T'", a[6]);
        source_line = loader_line(a[6], line);
        if (value_is_error(source_line))
            return VALUE_ERROR;
    }
    int failed = warnings_issue(a[1], a[0], a[2], line, a[4], a[5], source_line,
                                value_is_none(a[7]) ? VALUE_ABSENT : a[7]);
    value_drop(source_line);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(filters_mutated_m)
{
    WarningsState *s = warnings_state();
    if (s == NULL)
        return VALUE_ERROR;
    s->version++;
    return VALUE_NONE;
}

static const Method functions[] = {
    {"warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=<absent>)", warn_m,
     "Issue a warning, or maybe ignore it or raise an exception."},
    {"warn_explicit(message, category, filename, lineno, module=<absent>, registry=None, module_globals=None, "
     "source=None)", warn_explicit_m, "Issue a warning, or maybe ignore it or raise an exception."},
    {"_filters_mutated()", filters_mutated_m, NULL},
    {0},
};

Value module__warnings_init(void);
Value module__warnings_init(void)
{
    WarningsState *s = warnings_state();
    if (s == NULL)
        return VALUE_ERROR;
    Value module = module_new("_warnings", "Basic warning filtering: what the module warnings stands on.", functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    if (module_add(module, "filters", value_dup(s->filters)) ||
        module_add(module, "_defaultaction", value_dup(s->default_action)) ||
        module_add(module, "_onceregistry", value_dup(s->once_registry))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
