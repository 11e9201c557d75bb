/* stdlib/datetime/time.c -- time: a time of day, naive or with a zone. */
#include "runtime/str_chars.h"
#include "stdlib/datetime/datetime.h"

static int offset_of(Ref self, Offset *out) { return zone_offset(as_time(self)->zone, "utcoffset", VALUE_NONE, out); }

/* ---- texts ---- */

static Value time_repr(Ref self)
{
    const Time *t = as_time(self);
    Clock c = t->clock;
    char text[96], *p = text + sprintf(text, "%d, %d", c.hour, c.minute);
    if (c.second != 0 || c.microsecond != 0)
        p += sprintf(p, ", %d", c.second);
    if (c.microsecond != 0)
        sprintf(p, ", %d", c.microsecond);
    const char *fold = c.fold ? ", fold=1" : "";
    if (value_is_none(t->zone))
        return str_format("%T(%s%s)", self, text, fold);
    return str_format("%T(%s, tzinfo=%R%s)", self, text, t->zone, fold);
}

static Value iso_text(Ref self, IsoPrecision precision)
{
    char text[ISO_TEXT_MAX];
    return iso_text_with_offset(text, iso_put_clock(text, &as_time(self)->clock, precision), as_time(self)->zone,
                                VALUE_NONE);
}
NATIVE(time_isoformat_m)
{
    IsoPrecision precision = ISO_AUTO;
    if (!value_is_absent(a[0]) && (str_argument("isoformat", 1, a[0]) || iso_precision(a[0], &precision)))
        return VALUE_ERROR;
    return iso_text(self, precision);
}
static Value time_str(Ref self) { return call_named(self, "isoformat", NULL, 0); }

/* The date that strftime() shows is of no meaning; this one is valid everywhere. */
NATIVE(time_strftime_m)
{
    if (str_argument("strftime", 1, a[0]))
        return VALUE_ERROR;
    const Clock c = as_time(self)->clock;
    int numbers[9] = {1900, 1, 1, c.hour, c.minute, c.second, 0, 1, -1};
    Value items[9];
    for (size_t i = 0; i < N_ELEMENTS(items); i++)
        items[i] = value_from_int(numbers[i]);
    Value tuple = tuple_from_values(items, 9);
    Value text = value_is_error(tuple) ? tuple
               : moment_strftime(a[0], tuple, as_time(self)->zone, VALUE_NONE, c.microsecond);
    value_drop(tuple);
    return text;
}
NATIVE(time_format_m) { return moment_format(self, a[0]); }

NATIVE(time_fromisoformat_m)
{
    size_t len;
    Value held;
    Clock c;
    Offset offset;
    const char *p = iso_argument(a[0], &len, &held);
    if (p == NULL)
        return VALUE_ERROR;
    size_t prefix = len > 0 && p[0] == 'T'; /* ISO 8601 marks a time without date so */
    bool fine = iso_read_clock(p + prefix, len - prefix, &c, &offset);
    value_drop(held);
    if (!fine)
        return iso_complaint(a[0]);
    Value zone = iso_zone(offset);
    Value made = value_is_error(zone) ? zone : time_make(value_as_type(self), &c, zone);
    value_drop(zone);
    return made;
}

/* ---- parts ---- */

NATIVE(time_utcoffset_m) { return zone_ask(as_time(self)->zone, "utcoffset", VALUE_NONE); }
NATIVE(time_dst_m) { return zone_ask(as_time(self)->zone, "dst", VALUE_NONE); }
NATIVE(time_tzname_m) { return zone_name(as_time(self)->zone, VALUE_NONE); }

NATIVE(time_replace_m)
{
    Clock c = as_time(self)->clock;
    Ref zone = value_is_absent(a[4]) ? as_time(self)->zone : a[4];
    if (replace_field(a[0], &c.hour) || replace_field(a[1], &c.minute) || replace_field(a[2], &c.second)
        || replace_field(a[3], &c.microsecond) || replace_field(a[5], &c.fold))
        return VALUE_ERROR;
    if (c.fold != 0 && c.fold != 1)
        return exc_raise(&type_ValueError, "fold must be either 0 or 1");
    return zone_check(zone) ? VALUE_ERROR : time_make(value_type(self), &c, zone);
}

static Value time_get_hour(Ref self) { return value_from_int(as_time(self)->clock.hour); }
static Value time_get_minute(Ref self) { return value_from_int(as_time(self)->clock.minute); }
static Value time_get_second(Ref self) { return value_from_int(as_time(self)->clock.second); }
static Value time_get_microsecond(Ref self) { return value_from_int(as_time(self)->clock.microsecond); }
static Value time_get_tzinfo(Ref self) { return value_dup(as_time(self)->zone); }
static Value time_get_fold(Ref self) { return value_from_int(as_time(self)->clock.fold); }

/* ---- order ---- */

static Value time_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_time(b))
        return VALUE_NOT_IMPLEMENTED;
    Offset left = {false, 0}, right = {false, 0};
    if (!value_is(as_time(a)->zone, as_time(b)->zone) && (offset_of(a, &left) || offset_of(b, &right)))
        return VALUE_ERROR;
    if (left.known != right.known)
        return compare_naive_with_aware(op, "times");
    int64_t us = clock_us(&as_time(a)->clock) - left.us - (clock_us(&as_time(b)->clock) - right.us);
    return truth_of_order((us > 0) - (us < 0), op);
}

static int64_t time_hash(Ref self)
{
    Time *t = as_time(self);
    Offset offset;
    if (t->hash != -1)
        return t->hash;
    if (offset_of(self, &offset))
        return -1;
    if (offset.known) {
        t->hash = delta_hash_us(clock_us(&t->clock) - offset.us);
    } else {
        uint8_t state[6];
        t->hash = hash_bytes(state, clock_to_state(&t->clock, state));
    }
    return t->hash;
}

/* ---- pickling ---- */

static Value reduce(Ref self, bool with_fold)
{
    const Time *t = as_time(self);
    uint8_t state[6];
    clock_to_state(&t->clock, state);
    if (with_fold && t->clock.fold)
        state[0] |= 0x80;
    return state_reduce(self, state, sizeof state, t->zone);
}
NATIVE(time_reduce_m) { return reduce(self, false); }
NATIVE(time_reduce_ex_m)
{
    int protocol;
    return int_as_i32(a[0], &protocol) ? VALUE_ERROR : reduce(self, protocol > 3);
}

static const Getter time_getters[] = {
    {"hour", time_get_hour, NULL, NULL}, {"minute", time_get_minute, NULL, NULL},
    {"second", time_get_second, NULL, NULL}, {"microsecond", time_get_microsecond, NULL, NULL},
    {"tzinfo", time_get_tzinfo, NULL, NULL}, {"fold", time_get_fold, NULL, NULL}, {0},
};

#define REPLACE_PARAMETERS "(hour=<absent>, minute=<absent>, second=<absent>, microsecond=<absent>, tzinfo=<absent>, " \
                           "*, fold=<absent>)"
static const Method time_methods[] = {
    {"isoformat(timespec=<absent>)", time_isoformat_m,
     "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\n"
     "The optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are "
     "'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'."},
    {"strftime(format)", time_strftime_m, "format -> strftime() style string."},
    {"__format__(format_spec, /)", time_format_m, "Formats self with strftime."},
    {"utcoffset()", time_utcoffset_m, "Return self.tzinfo.utcoffset(self)."},
    {"tzname()", time_tzname_m, "Return self.tzinfo.tzname(self)."},
    {"dst()", time_dst_m, "Return self.tzinfo.dst(self)."},
    {"replace" REPLACE_PARAMETERS, time_replace_m, "Return time with new specified fields."},
    {"__replace__" REPLACE_PARAMETERS, time_replace_m, "The same as replace()."},
    {"fromisoformat(string, /)", time_fromisoformat_m, "Construct a time from a string in ISO 8601 format.", METHOD_CLASS},
    {"__reduce_ex__(proto, /)", time_reduce_ex_m, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__()", time_reduce_m, "__reduce__() -> (cls, state)"},
    {0},
};

static void time_dealloc(Obj *o)
{
    value_drop(((Time *)o)->zone);
    object_free(o);
}

Type type_time = {
    .base = STATIC_OBJ(&type_type), .name = "time", .module = "datetime", .basic_size = sizeof(Time),
    .flags = TYPE_BASETYPE | TYPE_IMMUTABLE,
    .doc = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\n"
           "All arguments are optional. tzinfo may be None, or an instance of\n"
           "a tzinfo subclass. The remaining arguments may be ints.\n",
    .methods = time_methods, .getters = time_getters, .new = time_type_new, .dealloc = time_dealloc, .repr = time_repr,
    .str = time_str, .hash = time_hash, .compare = time_compare,
};

int time_add_constants(void)
{
    Clock first = {0}, last = {23, 59, 59, 999999, 0};
    return type_add_constant(&type_time, "min", time_make(&type_time, &first, VALUE_NONE))
        || type_add_constant(&type_time, "max", time_make(&type_time, &last, VALUE_NONE))
        || type_add_constant(&type_time, "resolution", delta_new(1)) ? -1 : 0;
}
