/* stdlib/datetime/datetime.c -- datetime: a date with a time of day, naive or with a zone.
 *
 * Its order and arithmetic are in datetime_order.c, its other zones in datetime_zone.c, its class methods
 * in datetime_from.c. */
#include "runtime/str_chars.h"
#include "stdlib/datetime/datetime.h"

/* ---- texts ---- */

static Value datetime_repr(Ref self)
{
    const DateTime *d = as_datetime(self);
    Ymd ymd = d->date.ymd;
    Clock c = d->clock;
    char text[128], *p = text + sprintf(text, "%d, %d, %d, %d, %d", ymd.year, ymd.month, ymd.day, c.hour, c.minute);
    if (c.second != 0 || c.microsecond != 0)
        p += sprintf(p, ", %d", c.second);
    if (c.microsecond != 0)
        sprintf(p, ", %d", c.microsecond);
    const char *fold = c.fold ? ", fold=1" : "";
    if (value_is_none(d->zone))
        return str_format("%T(%s%s)", self, text, fold);
    return str_format("%T(%s%s, tzinfo=%R)", self, text, fold, d->zone);
}

/* The separator may be any character at all. */
static Value iso_text(Ref self, uint32_t separator, IsoPrecision precision)
{
    const DateTime *d = as_datetime(self);
    char text[ISO_TEXT_MAX], *end = iso_put_ymd(text, d->date.ymd), *at = end;
    *end++ = separator < 128 ? (char)separator : '?';
    Value ascii = iso_text_with_offset(text, iso_put_clock(end, &d->clock, precision), d->zone, self);
    if (separator < 128 || value_is_error(ascii))
        return ascii;
    StrBuilder b;
    str_builder_init(&b);
    str_builder_slice(&b, ascii, 0, at - text);
    str_builder_char(&b, separator);
    str_builder_slice(&b, ascii, at - text + 1, str_len(ascii));
    value_drop(ascii);
    return str_builder_finish(&b);
}

NATIVE(datetime_isoformat_m)
{
    IsoPrecision precision = ISO_AUTO;
    uint32_t separator = 'T';
    if (!value_is_absent(a[0])) {
        if (!value_is_str(a[0]) || str_len(a[0]) != 1)
            return exc_raise(&type_TypeError, "isoformat() argument 1 must be a unicode character, not %T", a[0]);
        separator = str_at(a[0], 0);
    }
    if (!value_is_absent(a[1]) && (str_argument("isoformat", 2, a[1]) || iso_precision(a[1], &precision)))
        return VALUE_ERROR;
    return iso_text(self, separator, precision);
}

static Value datetime_str(Ref self)
{
    Value space = str_from_char(' ');
    Value text = call_named(self, "isoformat", &space, 1);
    value_drop(space);
    return text;
}

NATIVE(datetime_ctime_m)
{
    Moment m = datetime_moment(self);
    return ctime_text(&m);
}

/* ---- parts ---- */

NATIVE(datetime_date_m) { return date_make(&type_date, as_date(self)->ymd); }
NATIVE(datetime_time_m) { return time_make(&type_time, &as_datetime(self)->clock, VALUE_NONE); }
NATIVE(datetime_timetz_m) { return time_make(&type_time, &as_datetime(self)->clock, as_datetime(self)->zone); }

NATIVE(datetime_timetuple_m)
{
    Moment m = datetime_moment(self);
    Offset dst = {false, 0};
    if (zone_offset(as_datetime(self)->zone, "dst", self, &dst))
        return VALUE_ERROR;
    return struct_time_new(&m, dst.known ? dst.us != 0 : -1);
}

NATIVE(datetime_utctimetuple_m)
{
    Moment m = datetime_moment(self);
    Offset offset = {false, 0};
    if (zone_offset(as_datetime(self)->zone, "utcoffset", self, &offset)
        || (offset.known && moment_from_us(moment_us(&m) - offset.us, &m)))
        return VALUE_ERROR;
    return struct_time_new(&m, 0);
}

NATIVE(datetime_utcoffset_m) { return zone_ask(as_datetime(self)->zone, "utcoffset", self); }
NATIVE(datetime_dst_m) { return zone_ask(as_datetime(self)->zone, "dst", self); }
NATIVE(datetime_tzname_m) { return zone_name(as_datetime(self)->zone, self); }
NATIVE(datetime_timestamp_m) { return datetime_timestamp(self); }
NATIVE(datetime_astimezone_m) { return datetime_astimezone(self, a[0]); }

NATIVE(datetime_replace_m)
{
    Moment m = datetime_moment(self);
    Ref zone = value_is_absent(a[7]) ? as_datetime(self)->zone : a[7];
    int *const fields[] = {&m.ymd.year, &m.ymd.month, &m.ymd.day, &m.clock.hour, &m.clock.minute, &m.clock.second,
                           &m.clock.microsecond};
    for (size_t i = 0; i < N_ELEMENTS(fields); i++)
        if (replace_field(a[i], fields[i]))
            return VALUE_ERROR;
    if (replace_field(a[8], &m.clock.fold))
        return VALUE_ERROR;
    if (m.clock.fold != 0 && m.clock.fold != 1)
        return exc_raise(&type_ValueError, "fold must be either 0 or 1");
    return zone_check(zone) ? VALUE_ERROR : datetime_make(value_type(self), &m, zone);
}

static Value datetime_get_hour(Ref self) { return value_from_int(as_datetime(self)->clock.hour); }
static Value datetime_get_minute(Ref self) { return value_from_int(as_datetime(self)->clock.minute); }
static Value datetime_get_second(Ref self) { return value_from_int(as_datetime(self)->clock.second); }
static Value datetime_get_microsecond(Ref self) { return value_from_int(as_datetime(self)->clock.microsecond); }
static Value datetime_get_tzinfo(Ref self) { return value_dup(as_datetime(self)->zone); }
static Value datetime_get_fold(Ref self) { return value_from_int(as_datetime(self)->clock.fold); }

/* ---- pickling ---- */

static Value reduce(Ref self, bool with_fold)
{
    const DateTime *d = as_datetime(self);
    Ymd ymd = d->date.ymd;
    uint8_t state[10] = {(uint8_t)(ymd.year >> 8), (uint8_t)ymd.year, (uint8_t)ymd.month, (uint8_t)ymd.day};
    clock_to_state(&d->clock, state + 4);
    if (with_fold && d->clock.fold)
        state[2] |= 0x80;
    return state_reduce(self, state, sizeof state, d->zone);
}
NATIVE(datetime_reduce_m) { return reduce(self, false); }
NATIVE(datetime_reduce_ex_m)
{
    int protocol;
    return int_as_i32(a[0], &protocol) ? VALUE_ERROR : reduce(self, protocol > 3);
}

static const Getter datetime_getters[] = {
    {"hour", datetime_get_hour, NULL, NULL}, {"minute", datetime_get_minute, NULL, NULL},
    {"second", datetime_get_second, NULL, NULL}, {"microsecond", datetime_get_microsecond, NULL, NULL},
    {"tzinfo", datetime_get_tzinfo, NULL, NULL}, {"fold", datetime_get_fold, NULL, NULL}, {0},
};

#define REPLACE_PARAMETERS "(year=<absent>, month=<absent>, day=<absent>, hour=<absent>, minute=<absent>, "  \
                           "second=<absent>, microsecond=<absent>, tzinfo=<absent>, *, fold=<absent>)"
static const Method datetime_methods[] = {
    {"now(tz=None)", datetime_now_m,
     "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\n"
     "If no tz is specified, uses local timezone.", METHOD_CLASS},
    {"utcnow()", datetime_utcnow_m, "Return a new datetime representing UTC day and time.", METHOD_CLASS},
    {"fromtimestamp(timestamp, tz=None)", datetime_fromtimestamp_m,
     "timestamp[, tz] -> tz's local time from POSIX timestamp.", METHOD_CLASS},
    {"utcfromtimestamp(timestamp, /)", datetime_utcfromtimestamp_m,
     "Construct a naive UTC datetime from a POSIX timestamp.", METHOD_CLASS},
    {"strptime(date_string, format, /)", datetime_strptime_m,
     "string, format -> new datetime parsed from a string (like time.strptime()).", METHOD_CLASS},
    {"combine(date, time, tzinfo=<absent>)", datetime_combine_m, "date, time -> datetime with same date and time fields",
     METHOD_CLASS},
    {"fromisoformat(string, /)", datetime_fromisoformat_m, "string -> datetime from a string in most ISO 8601 formats",
     METHOD_CLASS},
    {"date()", datetime_date_m, "Return date object with same year, month and day."},
    {"time()", datetime_time_m, "Return time object with same time but with tzinfo=None."},
    {"timetz()", datetime_timetz_m, "Return time object with same time and tzinfo."},
    {"ctime()", datetime_ctime_m, "Return ctime() style string."},
    {"timetuple()", datetime_timetuple_m, "Return time tuple, compatible with time.localtime()."},
    {"timestamp()", datetime_timestamp_m, "Return POSIX timestamp as float."},
    {"utctimetuple()", datetime_utctimetuple_m, "Return UTC time tuple, compatible with time.localtime()."},
    {"isoformat(sep=<absent>, timespec=<absent>)", datetime_isoformat_m,
     "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n"
     "sep is used to separate the year from the time, and defaults to 'T'.\n"
     "The optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are "
     "'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n"},
    {"utcoffset()", datetime_utcoffset_m, "Return self.tzinfo.utcoffset(self)."},
    {"tzname()", datetime_tzname_m, "Return self.tzinfo.tzname(self)."},
    {"dst()", datetime_dst_m, "Return self.tzinfo.dst(self)."},
    {"replace" REPLACE_PARAMETERS, datetime_replace_m, "Return datetime with new specified fields."},
    {"__replace__" REPLACE_PARAMETERS, datetime_replace_m, "The same as replace()."},
    {"astimezone(tz=None)", datetime_astimezone_m, "tz -> convert to local time in new timezone tz\n"},
    {"__reduce_ex__(proto, /)", datetime_reduce_ex_m, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__()", datetime_reduce_m, "__reduce__() -> (cls, state)"},
    {0},
};

static void datetime_dealloc(Obj *o)
{
    value_drop(((DateTime *)o)->zone);
    object_free(o);
}

Type type_datetime = {
    .base = STATIC_OBJ(&type_type), .name = "datetime", .module = "datetime", .basic_size = sizeof(DateTime),
    .super_type = &type_date, .flags = TYPE_BASETYPE | TYPE_IMMUTABLE,
    .doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\n"
           "The year, month and day arguments are required. tzinfo may be None, or an\n"
           "instance of a tzinfo subclass. The remaining arguments may be ints.\n",
    .methods = datetime_methods, .getters = datetime_getters, .new = datetime_type_new, .dealloc = datetime_dealloc,
    .repr = datetime_repr, .str = datetime_str, .hash = datetime_hash, .compare = datetime_compare,
    .binary = {[BINARY_ADD] = datetime_add, [BINARY_SUB] = datetime_subtract},
};

int datetime_add_constants(void)
{
    Moment first = {{MIN_YEAR, 1, 1}, {0}}, last = {{MAX_YEAR, 12, 31}, {23, 59, 59, 999999, 0}};
    return type_add_constant(&type_datetime, "min", datetime_make(&type_datetime, &first, VALUE_NONE))
        || type_add_constant(&type_datetime, "max", datetime_make(&type_datetime, &last, VALUE_NONE))
        || type_add_constant(&type_datetime, "resolution", delta_new(1)) ? -1 : 0;
}
