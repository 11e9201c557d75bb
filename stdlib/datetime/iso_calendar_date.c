/* stdlib/datetime/iso_calendar_date.c -- what date.isocalendar() returns: a tuple whose three items have names. */
#include "stdlib/datetime/datetime.h"

static Value iso_calendar_date_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "IsoCalendarDate(year, week, weekday)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Tuple *t = tuple_alloc_subtype(type, 3);
    if (t == NULL)
        return VALUE_ERROR;
    for (size_t i = 0; i < 3; i++)
        t->items[i] = value_dup(a[i]);
    return value_from_obj(t);
}

static Value iso_calendar_date_repr(Ref self)
{
    return str_format("%T(year=%S, week=%S, weekday=%S)", self, tuple_at(self, 0), tuple_at(self, 1), tuple_at(self, 2));
}

NATIVE(iso_calendar_date_reduce_m)
{
    Value plain = tuple_of3(tuple_at(self, 0), tuple_at(self, 1), tuple_at(self, 2));
    Value args = value_is_error(plain) ? plain : tuple_of1(plain);
    Value result = value_is_error(args) ? args : tuple_of2(value_from_obj(&type_tuple), args);
    value_drop(args);
    value_drop(plain);
    return result;
}

static Value get_year(Ref self) { return value_dup(tuple_at(self, 0)); }
static Value get_week(Ref self) { return value_dup(tuple_at(self, 1)); }
static Value get_weekday(Ref self) { return value_dup(tuple_at(self, 2)); }

static const Getter iso_calendar_date_getters[] = {
    {"year", get_year, NULL, NULL}, {"week", get_week, NULL, NULL}, {"weekday", get_weekday, NULL, NULL}, {0},
};
static const Method iso_calendar_date_methods[] = {
    {"__reduce__()", iso_calendar_date_reduce_m, NULL},
    {0},
};

Type type_iso_calendar_date = {
    .base = STATIC_OBJ(&type_type), .name = "IsoCalendarDate", .module = "datetime", .super_type = &type_tuple,
    .doc = "The result of date.isocalendar() or datetime.isocalendar()\n\n"
           "This object may be accessed either as a tuple of\n  ((year, week, weekday))\n"
           "or via the object attributes as named in the above tuple.",
    .flags = TYPE_GC | TYPE_SUB_TUPLE | TYPE_IMMUTABLE, .basic_size = sizeof(Tuple), .item_size = sizeof(Value),
    .getters = iso_calendar_date_getters, .methods = iso_calendar_date_methods, .new = iso_calendar_date_new,
    .repr = iso_calendar_date_repr,
};
