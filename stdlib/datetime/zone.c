/* stdlib/datetime/zone.c -- tzinfo, the base of time zones, and timezone, a fixed offset from UTC. */
#include "runtime/str_chars.h"
#include "stdlib/datetime/datetime.h"

Value timezone_utc;

int zone_check(Ref tzinfo)
{
    if (value_is_none(tzinfo) || value_is_tzinfo(tzinfo))
        return 0;
    return exc_raise_int(&type_TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'", tzinfo);
}

/* ---- asking a zone ---- */

static inline bool is_fixed(Ref zone) { return value_has_type(zone, &type_timezone); }
static TimeZone *as_fixed(Ref zone) { return VALUE_AS(TimeZone, zone); }

static int check_offset(Ref offset, const char *method)
{
    if (!value_is_delta(offset))
        return exc_raise_int(&type_TypeError, "tzinfo.%s() must return None or timedelta, not '%T'", method, offset);
    Us us = delta_us(offset);
    if (us > -US_PER_DAY && us < US_PER_DAY)
        return 0;
    return exc_raise_int(&type_ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and "
                         "timedelta(hours=24).");
}

Value zone_ask(Ref zone, const char *method, Ref moment)
{
    if (value_is_none(zone))
        return VALUE_NONE;
    if (is_fixed(zone))
        return *method == 'u' ? value_dup(as_fixed(zone)->offset) : VALUE_NONE;
    Value offset = call_named(zone, method, &moment, 1);
    if (!value_is_error(offset) && !value_is_none(offset) && check_offset(offset, method)) {
        value_drop(offset);
        return VALUE_ERROR;
    }
    return offset;
}

int zone_offset(Ref zone, const char *method, Ref moment, Offset *out)
{
    Value offset = zone_ask(zone, method, moment);
    if (value_is_error(offset))
        return -1;
    *out = value_is_none(offset) ? (Offset){false, 0} : (Offset){true, (int64_t)delta_us(offset)};
    value_drop(offset);
    return 0;
}

/* UTC+01:00 */
static Value name_of_offset(int64_t offset_us)
{
    char text[ISO_TEXT_MAX] = "UTC", *p = text + 3;
    if (offset_us != 0)
        p = iso_put_offset(p, offset_us, ":");
    return str_from_ascii(text, (size_t)(p - text));
}

static Value fixed_name(Ref zone)
{
    TimeZone *z = as_fixed(zone);
    if (!value_is_absent(z->name))
        return value_dup(z->name);
    return name_of_offset((int64_t)delta_us(z->offset));
}

Value zone_name(Ref zone, Ref moment)
{
    if (value_is_none(zone))
        return VALUE_NONE;
    if (is_fixed(zone))
        return fixed_name(zone);
    Value name = call_named(zone, "tzname", &moment, 1);
    if (value_is_error(name) || value_is_none(name) || value_is_str(name))
        return name;
    exc_raise(&type_TypeError, "tzinfo.tzname() must return None or a string, not '%T'", name);
    value_drop(name);
    return VALUE_ERROR;
}

static int check_moment_of(Ref zone, Ref moment)
{
    if (!value_is_datetime(moment))
        return exc_raise_int(&type_TypeError, "fromutc: argument must be a datetime");
    if (!value_is(as_datetime(moment)->zone, zone))
        return exc_raise_int(&type_ValueError, "fromutc: dt.tzinfo is not self");
    return 0;
}

Value zone_from_utc(Ref zone, Ref moment)
{
    if (is_fixed(zone))
        return check_moment_of(zone, moment) ? VALUE_ERROR : datetime_shift(moment, delta_us(as_fixed(zone)->offset));
    return call_named(zone, "fromutc", &moment, 1);
}

/* ---- tzinfo ---- */

static Value not_implemented(const char *method)
{
    return exc_raise(&type_NotImplementedError, "a tzinfo subclass must implement %s()", method);
}
NATIVE(tzinfo_tzname_m) { return not_implemented("tzname"); }
NATIVE(tzinfo_utcoffset_m) { return not_implemented("utcoffset"); }
NATIVE(tzinfo_dst_m) { return not_implemented("dst"); }

static int known_offset(Ref zone, const char *method, Ref moment, const char *complaint, int64_t *us)
{
    Offset offset;
    if (zone_offset(zone, method, moment, &offset))
        return -1;
    *us = offset.us;
    return offset.known ? 0 : exc_raise_int(&type_ValueError, "%s", complaint);
}

/* Standard time first, then what summer time adds there: that is all a zone of the simple kind needs (its offset may
 * depend on the time of year, its standard offset may not). */
NATIVE(tzinfo_fromutc_m)
{
    Ref moment = a[0];
    int64_t offset, dst;
    if (check_moment_of(self, moment)
        || known_offset(self, "utcoffset", moment, "fromutc: non-None utcoffset() result required", &offset)
        || known_offset(self, "dst", moment, "fromutc: non-None dst() result required", &dst))
        return VALUE_ERROR;
    Value standard = datetime_shift(moment, offset - dst);
    if (value_is_error(standard) || !value_is_datetime(standard))
        return standard;
    if (known_offset(as_datetime(standard)->zone, "dst", standard,
                     "fromutc: tz.dst() gave inconsistent results; cannot convert", &dst)) {
        value_drop(standard);
        return VALUE_ERROR;
    }
    if (dst == 0)
        return standard;
    Value local = datetime_shift(standard, dst);
    value_drop(standard);
    return local;
}

/* The arguments for the class from __getinitargs__, when there is one. */
static Value init_arguments(Ref self)
{
    Value name = str_intern_cstr("__getinitargs__");
    Value method = object_getattr_or_absent(self, name);
    value_drop(name);
    if (value_is_absent(method))
        return tuple_empty();
    Value args = value_is_error(method) ? method : object_call0(method);
    value_drop(method);
    return args;
}

NATIVE(tzinfo_reduce_m)
{
    Value args = init_arguments(self);
    Value state = value_is_error(args) ? args : object_call_method0(self, NAME(__getstate__));
    Value result = value_is_error(state) ? state : tuple_of3(value_from_obj(value_type(self)), args, state);
    value_drop(state);
    value_drop(args);
    return result;
}

static const Method tzinfo_methods[] = {
    {"tzname(dt, /)", tzinfo_tzname_m, "datetime -> string name of time zone."},
    {"utcoffset(dt, /)", tzinfo_utcoffset_m,
     "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"},
    {"dst(dt, /)", tzinfo_dst_m, "datetime -> DST offset as timedelta positive east of UTC."},
    {"fromutc(dt, /)", tzinfo_fromutc_m, "datetime in UTC -> datetime in local time."},
    {"__reduce__()", tzinfo_reduce_m, "-> (cls, state)"},
    {0},
};

static Value tzinfo_new(Type *type, UNUSED const Ref *args, UNUSED size_t n_args, UNUSED Ref kwnames)
{
    Obj *o = object_alloc_instance(type, 0);
    return o ? value_from_obj(o) : VALUE_ERROR;
}
static int tzinfo_init(UNUSED Ref self, UNUSED const Ref *args, UNUSED size_t n_args, UNUSED Ref kwnames) { return 0; }
static void tzinfo_dealloc(Obj *o) { object_free(o); }

Type type_tzinfo = {
    .base = STATIC_OBJ(&type_type), .name = "tzinfo", .module = "datetime", .basic_size = sizeof(Obj),
    .flags = TYPE_BASETYPE | TYPE_IMMUTABLE, .doc = "Abstract base class for time zone info objects.",
    .methods = tzinfo_methods, .new = tzinfo_new, .init = tzinfo_init, .dealloc = tzinfo_dealloc,
};

/* ---- timezone ---- */

static Value fixed_alloc(Ref offset, Ref name)
{
    TimeZone *z = object_alloc(&type_timezone);
    if (z == NULL)
        return VALUE_ERROR;
    z->offset = value_dup(offset);
    z->name = value_dup(name);
    return value_from_obj(z);
}

static Value make_fixed(Ref offset, Ref name)
{
    Us us = delta_us(offset);
    if (us == 0 && value_is_absent(name))
        return value_dup(timezone_utc);
    if (us <= -US_PER_DAY || us >= US_PER_DAY)
        return exc_raise(&type_ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and "
                         "timedelta(hours=24), not %R.", offset);
    return fixed_alloc(offset, name);
}

Value timezone_new(int64_t offset_us, Ref name_or_absent)
{
    Value offset = delta_new(offset_us);
    Value zone = value_is_error(offset) ? offset : make_fixed(offset, name_or_absent);
    value_drop(offset);
    return zone;
}

static Value timezone_type_new(UNUSED Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "timezone(offset, name=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_delta(a[0]))
        return exc_raise(&type_TypeError, "timezone() argument 1 must be datetime.timedelta, not %T", a[0]);
    if (!value_is_absent(a[1]) && str_argument("timezone", 2, a[1]))
        return VALUE_ERROR;
    return make_fixed(a[0], a[1]);
}

static void timezone_dealloc(Obj *o)
{
    TimeZone *z = (TimeZone *)o;
    value_drop(z->offset);
    value_drop(z->name);
    object_free(o);
}

static Value timezone_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(b, &type_timezone))
        return VALUE_NOT_IMPLEMENTED;
    return value_from_bool((delta_us(as_fixed(a)->offset) == delta_us(as_fixed(b)->offset)) == (op == CMP_EQ));
}
static int64_t timezone_hash(Ref self) { return delta_hash_us(delta_us(as_fixed(self)->offset)); }

static Value timezone_repr(Ref self)
{
    TimeZone *z = as_fixed(self);
    if (value_is(self, timezone_utc))
        return str_from_cstr("datetime.timezone.utc");
    if (value_is_absent(z->name))
        return str_format("%T(%R)", self, z->offset);
    return str_format("%T(%R, %R)", self, z->offset, z->name);
}

static int check_moment(Ref v, const char *method)
{
    if (value_is_none(v) || value_is_datetime(v))
        return 0;
    return exc_raise_int(&type_TypeError, "%s(dt) argument must be a datetime instance or None, not %T", method, v);
}
NATIVE(timezone_tzname_m) { return check_moment(a[0], "tzname") ? VALUE_ERROR : fixed_name(self); }
NATIVE(timezone_utcoffset_m)
{
    return check_moment(a[0], "utcoffset") ? VALUE_ERROR : value_dup(as_fixed(self)->offset);
}
NATIVE(timezone_dst_m) { return check_moment(a[0], "dst") ? VALUE_ERROR : VALUE_NONE; }
NATIVE(timezone_fromutc_m) { return zone_from_utc(self, a[0]); }
NATIVE(timezone_getinitargs_m)
{
    TimeZone *z = as_fixed(self);
    return value_is_absent(z->name) ? tuple_of1(z->offset) : tuple_of2(z->offset, z->name);
}

static const Method timezone_methods[] = {
    {"tzname(dt, /)", timezone_tzname_m,
     "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'."},
    {"utcoffset(dt, /)", timezone_utcoffset_m, "Return fixed offset."},
    {"dst(dt, /)", timezone_dst_m, "Return None."},
    {"fromutc(dt, /)", timezone_fromutc_m, "datetime in UTC -> datetime in local time."},
    {"__getinitargs__()", timezone_getinitargs_m, "pickle support"},
    {0},
};

Type type_timezone = {
    .base = STATIC_OBJ(&type_type), .name = "timezone", .module = "datetime", .basic_size = sizeof(TimeZone),
    .super_type = &type_tzinfo, .flags = TYPE_IMMUTABLE, .doc = "Fixed offset from UTC implementation of tzinfo.",
    .methods = timezone_methods, .new = timezone_type_new, .dealloc = timezone_dealloc, .repr = timezone_repr,
    .str = fixed_name, .hash = timezone_hash, .compare = timezone_compare,
};

int zone_add_constants(void)
{
    int64_t limit = US_PER_DAY - 60 * US_PER_SECOND;
    Value zero = delta_new(0);
    timezone_utc = value_is_error(zero) ? zero : fixed_alloc(zero, VALUE_ABSENT);
    value_drop(zero);
    return type_add_constant(&type_timezone, "utc", value_dup(timezone_utc))
        || type_add_constant(&type_timezone, "min", timezone_new(-limit, VALUE_ABSENT))
        || type_add_constant(&type_timezone, "max", timezone_new(limit, VALUE_ABSENT)) ? -1 : 0;
}
