/* stdlib/csv/_csv.c -- the module _csv: registered dialects, reader(), writer(). */
#include "stdlib/csv/csv.h"
#include <stdarg.h>

Value module__csv_init(void);

Value csv_error, csv_dialects; /* bits 0 until the module is made */
int64_t csv_field_limit = 128 * 1024;

Value csv_raise(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Value text = str_vformat(fmt, ap);
    va_end(ap);
    if (value_is_error(text))
        return VALUE_ERROR;
    exc_raise_value(value_as_type(csv_error), text);
    value_drop(text);
    return VALUE_ERROR;
}

Value csv_dialect_named(Ref name)
{
    Ref found = dict_get(csv_dialects, name);
    if (value_is_error(found))
        return VALUE_ERROR;
    return value_is_absent(found) ? csv_raise("unknown dialect") : value_dup(found);
}

NATIVE(csv_reader_m)
{
    if (n < 1)
        return exc_raise(&type_TypeError, "reader expected at least 1 argument, got 0");
    Value dialect = csv_dialect_from_call(a + 1, n - 1, kwnames);
    return value_is_error(dialect) ? VALUE_ERROR : csv_reader_new(a[0], dialect);
}

NATIVE(csv_writer_m)
{
    if (n < 1)
        return exc_raise(&type_TypeError, "writer expected at least 1 argument, got 0");
    Value dialect = csv_dialect_from_call(a + 1, n - 1, kwnames);
    return value_is_error(dialect) ? VALUE_ERROR : csv_writer_new(a[0], dialect);
}

NATIVE(csv_register_dialect_m)
{
    if (n < 1)
        return exc_raise(&type_TypeError, "register_dialect expected at least 1 argument, got 0");
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "dialect name must be a string");
    Value dialect = csv_dialect_from_call(a + 1, n - 1, kwnames);
    if (value_is_error(dialect) || dict_set_owned(csv_dialects, a[0], dialect))
        return VALUE_ERROR;
    return VALUE_NONE;
}

NATIVE(csv_unregister_dialect_m)
{
    int r = dict_delete(csv_dialects, a[0]);
    return r < 0 ? VALUE_ERROR : r == 0 ? csv_raise("unknown dialect") : VALUE_NONE;
}

NATIVE(csv_get_dialect_m) { return csv_dialect_named(a[0]); }
NATIVE(csv_list_dialects_m) { return dict_keys_list(csv_dialects); }

NATIVE(csv_field_size_limit_m)
{
    int64_t old = csv_field_limit;
    if (!value_is_absent(a[0])) {
        if (!value_is_instance(a[0], &type_int))
            return exc_raise(&type_TypeError, "limit must be an integer");
        if (int_as_i64(a[0], &csv_field_limit)) {
            csv_field_limit = old;
            return VALUE_ERROR;
        }
    }
    return int_new(old);
}

static const Method functions[] = {
    {"reader(iterable, dialect='excel', /, **fmtparams)", csv_reader_m,
     "    csv_reader = reader(iterable [, dialect='excel'] [optional keyword args])\n"
     "    for row in csv_reader:\n        process(row)\n\n"
     "Each iteration of the result gives one row of the lines that the iterable gives, as a list of fields.",
     METHOD_RAW},
    {"writer(fileobj, dialect='excel', /, **fmtparams)", csv_writer_m,
     "    csv_writer = csv.writer(fileobj [, dialect='excel'] [optional keyword args])\n"
     "    csv_writer.writerow(row)\n\nThe file object may be anything with a write() method.", METHOD_RAW},
    {"register_dialect(name, dialect=None, /, **fmtparams)", csv_register_dialect_m,
     "Create a mapping from a string name to a dialect class.", METHOD_RAW},
    {"unregister_dialect(name)", csv_unregister_dialect_m, "Delete the name/dialect mapping associated with a string name."},
    {"get_dialect(name)", csv_get_dialect_m, "Return the dialect instance associated with name."},
    {"list_dialects()", csv_list_dialects_m, "Return a list of all known dialect names."},
    {"field_size_limit(new_limit=<absent>)", csv_field_size_limit_m,
     "Sets an upper limit on parsed fields.\n\nReturns old limit. If limit is not given, no new limit is set and\n"
     "the old limit is returned"},
    {0},
};

static int add_contents(Ref module)
{
    static const char *const quotings[N_QUOTINGS] = {"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC",
                                                     "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL"};
    for (int i = 0; i < N_QUOTINGS; i++)
        if (module_add_int(module, quotings[i], i))
            return -1;
    if (csv_error.bits == 0) {
        Value error = type_new_simple("_csv", "Error", &type_Exception);
        Value dialects = value_is_error(error) ? VALUE_ERROR : dict_new();
        if (value_is_error(dialects)) {
            value_drop(error);
            return -1;
        }
        csv_error = error;
        csv_dialects = dialects;
    }
    if (type_ready(&type_csv_reader) || type_ready(&type_csv_writer))
        return -1;
    return module_add(module, "Error", value_dup(csv_error)) ||
           module_add(module, "_dialects", value_dup(csv_dialects)) || module_add_str(module, "__version__", "1.0") ||
           module_add(module, "Reader", value_dup_obj(&type_csv_reader)) ||
           module_add(module, "Writer", value_dup_obj(&type_csv_writer)) ||
           module_add_type(module, &type_csv_dialect) ? -1 : 0;
}

Value module__csv_init(void)
{
    Value module = module_new("_csv", "CSV parsing and writing.", functions);
    if (value_is_ok(module) && add_contents(module)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
