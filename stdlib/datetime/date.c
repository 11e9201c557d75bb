/* stdlib/datetime/date.c -- date: a day of the proleptic Gregorian calendar. */
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "stdlib/datetime/datetime.h"

/* ---- constructors of a class ---- */

NATIVE(date_today_m)
{
    Value clock = import_attr("time", "time");
    Value now = value_is_error(clock) ? clock : object_call0(clock);
    value_drop(clock);
    Value today = value_is_error(now) ? now : call_named(self, "fromtimestamp", &now, 1);
    value_drop(now);
    return today;
}

NATIVE(date_fromtimestamp_m)
{
    int64_t seconds;
    Moment m;
    if (wall_timestamp(a[0], &seconds, NULL) || wall_break_down(seconds, 0, true, &m))
        return VALUE_ERROR;
    return date_make(value_as_type(self), m.ymd);
}

NATIVE(date_fromordinal_m)
{
    int ordinal;
    if (int_argument(a[0], &ordinal))
        return VALUE_ERROR;
    if (ordinal < 1)
        return exc_raise(&type_ValueError, "ordinal must be >= 1");
    return date_make(value_as_type(self), ymd_from_ordinal(ordinal));
}

NATIVE(date_fromisoformat_m)
{
    size_t len;
    Value held;
    Ymd d;
    const char *p = iso_argument(a[0], &len, &held);
    if (p == NULL)
        return VALUE_ERROR;
    bool fine = (len == 7 || len == 8 || len == 10) && iso_read_ymd(p, len, &d);
    value_drop(held);
    return fine ? date_make(value_as_type(self), d) : iso_complaint(a[0]);
}

static int week_argument(Ref v, int *out)
{
    if (!int_argument(v, out))
        return 0;
    if (!exc_pending_is(&type_OverflowError))
        return -1;
    exc_clear();
    return exc_raise_int(&type_ValueError, "ISO calendar component out of range");
}

NATIVE(date_fromisocalendar_m)
{
    IsoWeek w;
    int64_t ordinal;
    if (week_argument(a[0], &w.year) || week_argument(a[1], &w.week) || week_argument(a[2], &w.weekday))
        return VALUE_ERROR;
    switch (ymd_from_iso_week(w, &ordinal)) {
    case ISO_WEEK_FINE: break;
    case ISO_WEEK_YEAR: return exc_raise(&type_ValueError, "Year is out of range: %d", w.year);
    case ISO_WEEK_WEEK: return exc_raise(&type_ValueError, "Invalid week: %d", w.week);
    case ISO_WEEK_WEEKDAY: return exc_raise(&type_ValueError, "Invalid day: %d (range is [1, 7])", w.weekday);
    }
    return date_make(value_as_type(self), ymd_from_ordinal(ordinal));
}

/* ---- texts ---- */

static Value date_repr(Ref self)
{
    Ymd d = as_date(self)->ymd;
    return str_format("%T(%d, %d, %d)", self, d.year, d.month, d.day);
}
NATIVE(date_isoformat_m)
{
    char text[ISO_TEXT_MAX];
    return str_from_ascii(text, (size_t)(iso_put_ymd(text, as_date(self)->ymd) - text));
}
static Value date_str(Ref self) { return call_named(self, "isoformat", NULL, 0); }
NATIVE(date_ctime_m)
{
    Moment m = {as_date(self)->ymd, {0}};
    return ctime_text(&m);
}
NATIVE(date_strftime_m)
{
    if (str_argument("strftime", 1, a[0]))
        return VALUE_ERROR;
    Value tuple = call_named(self, "timetuple", NULL, 0);
    Ref zone = value_is_datetime(self) ? as_datetime(self)->zone : VALUE_NONE;
    int microsecond = value_is_datetime(self) ? as_datetime(self)->clock.microsecond : 0;
    Value text = value_is_error(tuple) ? tuple : moment_strftime(a[0], tuple, zone, self, microsecond);
    value_drop(tuple);
    return text;
}
NATIVE(date_format_m) { return moment_format(self, a[0]); }

/* ---- parts ---- */

NATIVE(date_timetuple_m)
{
    Moment m = {as_date(self)->ymd, {0}};
    return struct_time_new(&m, -1);
}
NATIVE(date_toordinal_m) { return value_from_int(ymd_ordinal(as_date(self)->ymd)); }
NATIVE(date_weekday_m) { return value_from_int(ymd_weekday(as_date(self)->ymd)); }
NATIVE(date_isoweekday_m) { return value_from_int(ymd_weekday(as_date(self)->ymd) + 1); }
NATIVE(date_isocalendar_m)
{
    IsoWeek w = ymd_iso_week(as_date(self)->ymd);
    Ref items[3] = {value_from_int(w.year), value_from_int(w.week), value_from_int(w.weekday)};
    return object_call(value_from_obj(&type_iso_calendar_date), items, 3, VALUE_ABSENT);
}
NATIVE(date_replace_m)
{
    Ymd d = as_date(self)->ymd;
    if (replace_field(a[0], &d.year) || replace_field(a[1], &d.month) || replace_field(a[2], &d.day))
        return VALUE_ERROR;
    return date_make(value_type(self), d);
}
static Value date_get_year(Ref self) { return value_from_int(as_date(self)->ymd.year); }
static Value date_get_month(Ref self) { return value_from_int(as_date(self)->ymd.month); }
static Value date_get_day(Ref self) { return value_from_int(as_date(self)->ymd.day); }

/* ---- arithmetic ---- */

static Value shift_days(Ref date, int64_t days)
{
    int64_t ordinal = ymd_ordinal(as_date(date)->ymd) + days;
    if (ordinal < 1 || ordinal > MAX_ORDINAL)
        return exc_raise(&type_OverflowError, "date value out of range");
    return date_make(value_type(date), ymd_from_ordinal(ordinal));
}

static Value date_add(Ref left, Ref right)
{
    if (value_is_datetime(left) || value_is_datetime(right))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is_date(left))
        return value_is_delta(right) ? shift_days(left, as_delta(right)->days) : VALUE_NOT_IMPLEMENTED;
    return value_is_delta(left) ? shift_days(right, as_delta(left)->days) : VALUE_NOT_IMPLEMENTED;
}

static Value date_subtract(Ref left, Ref right)
{
    if (!value_is_date(left) || value_is_datetime(left) || value_is_datetime(right))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is_date(right))
        return delta_new((Us)(ymd_ordinal(as_date(left)->ymd) - ymd_ordinal(as_date(right)->ymd)) * US_PER_DAY);
    return value_is_delta(right) ? shift_days(left, -(int64_t)as_delta(right)->days) : VALUE_NOT_IMPLEMENTED;
}

static int ymd_number(Ymd d) { return (d.year << 4 | d.month) << 5 | d.day; }

/* A datetime is a date, but never equal to one nor before or after it. */
static Value date_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_date(b) || value_is_datetime(b))
        return VALUE_NOT_IMPLEMENTED;
    return truth_of_order(ymd_number(as_date(a)->ymd) - ymd_number(as_date(b)->ymd), op);
}

static size_t state_of(Ymd d, uint8_t *out)
{
    out[0] = (uint8_t)(d.year >> 8);
    out[1] = (uint8_t)d.year;
    out[2] = (uint8_t)d.month;
    out[3] = (uint8_t)d.day;
    return 4;
}

static int64_t date_hash(Ref self)
{
    Date *d = as_date(self);
    uint8_t state[4];
    if (d->hash == -1)
        d->hash = hash_bytes(state, state_of(d->ymd, state));
    return d->hash;
}

NATIVE(date_reduce_m)
{
    uint8_t state[4];
    return state_reduce(self, state, state_of(as_date(self)->ymd, state), VALUE_NONE);
}

static const Getter date_getters[] = {
    {"year", date_get_year, NULL, NULL}, {"month", date_get_month, NULL, NULL}, {"day", date_get_day, NULL, NULL}, {0},
};

static const Method date_methods[] = {
    {"fromtimestamp(timestamp, /)", date_fromtimestamp_m,
     "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that is interpreted\n"
     "as local time.", METHOD_CLASS},
    {"fromordinal(ordinal, /)", date_fromordinal_m,
     "int -> date corresponding to a proleptic Gregorian ordinal.", METHOD_CLASS},
    {"fromisoformat(string, /)", date_fromisoformat_m, "Construct a date from a string in ISO 8601 format.", METHOD_CLASS},
    {"fromisocalendar(year, week, day)", date_fromisocalendar_m,
     "Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the date.isocalendar() function",
     METHOD_CLASS},
    {"today()", date_today_m, "Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).", METHOD_CLASS},
    {"ctime()", date_ctime_m, "Return ctime() style string."},
    {"strftime(format)", date_strftime_m, "format -> strftime() style string."},
    {"__format__(format_spec, /)", date_format_m, "Formats self with strftime."},
    {"isoformat()", date_isoformat_m, "Return string in ISO 8601 format, YYYY-MM-DD."},
    {"isoweekday()", date_isoweekday_m, "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"},
    {"isocalendar()", date_isocalendar_m, "Return a named tuple containing ISO year, week number, and weekday."},
    {"timetuple()", date_timetuple_m, "Return time tuple, compatible with time.localtime()."},
    {"toordinal()", date_toordinal_m, "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."},
    {"weekday()", date_weekday_m, "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"},
    {"replace(year=<absent>, month=<absent>, day=<absent>)", date_replace_m, "Return date with new specified fields."},
    {"__replace__(year=<absent>, month=<absent>, day=<absent>)", date_replace_m, "The same as replace()."},
    {"__reduce__()", date_reduce_m, "__reduce__() -> (cls, state)"},
    {0},
};

static void date_dealloc(Obj *o) { object_free(o); }

Type type_date = {
    .base = STATIC_OBJ(&type_type), .name = "date", .module = "datetime", .basic_size = sizeof(Date),
    .flags = TYPE_BASETYPE | TYPE_IMMUTABLE, .doc = "date(year, month, day) --> date object", .methods = date_methods,
    .getters = date_getters, .new = date_type_new, .dealloc = date_dealloc, .repr = date_repr, .str = date_str,
    .hash = date_hash, .compare = date_compare,
    .binary = {[BINARY_ADD] = date_add, [BINARY_SUB] = date_subtract},
};

int date_add_constants(void)
{
    return type_add_constant(&type_date, "min", date_make(&type_date, (Ymd){MIN_YEAR, 1, 1}))
        || type_add_constant(&type_date, "max", date_make(&type_date, (Ymd){MAX_YEAR, 12, 31}))
        || type_add_constant(&type_date, "resolution", delta_new(US_PER_DAY)) ? -1 : 0;
}
