/* stdlib/datetime/_datetime.c -- the module behind datetime.py. */
#include "runtime/module.h"
#include "stdlib/datetime/datetime.h"

Value module__datetime_init(void);

static int add_types(Ref module)
{
    static bool have_constants; /* the types outlive a module that is imported afresh */
    if (type_ready(&type_iso_calendar_date) || module_add_type(module, &type_timedelta)
        || module_add_type(module, &type_tzinfo) || module_add_type(module, &type_timezone)
        || module_add_type(module, &type_date) || module_add_type(module, &type_time)
        || module_add_type(module, &type_datetime))
        return -1;
    if (!have_constants && (delta_add_constants() || zone_add_constants() || date_add_constants()
                            || time_add_constants() || datetime_add_constants()))
        return -1;
    have_constants = true;
    return module_add(module, "UTC", value_dup(timezone_utc));
}

Value module__datetime_init(void)
{
    Value module = module_new("_datetime", "Fast implementation of the datetime type.", NULL);
    if (value_is_error(module) || module_add_int(module, "MINYEAR", MIN_YEAR)
        || module_add_int(module, "MAXYEAR", MAX_YEAR) || add_types(module)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
