/* stdlib/datetime/datetime_from.c -- the class methods that make datetimes: of clocks, timestamps, parts and text. */
#include "runtime/bytes.h"
#include "runtime/clock.h"
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "stdlib/datetime/datetime.h"

#define CLASS_METHOD(name) \
    Value name(UNUSED Ref self, UNUSED const Ref *a, UNUSED size_t n, UNUSED Ref kwnames)

/* ---- the clock and timestamps ---- */

static Value now(Ref class, Ref zone, bool local)
{
    int64_t ns = clock_wall_ns();
    int64_t seconds = floor_div(ns, 1000000000);
    return datetime_from_timestamp(value_as_type(class), seconds, (int)(floor_mod(ns, 1000000000) / 1000), zone, local);
}

CLASS_METHOD(datetime_now_m) { return zone_check(a[0]) ? VALUE_ERROR : now(self, a[0], value_is_none(a[0])); }

CLASS_METHOD(datetime_utcnow_m)
{
    if (exc_warn(&type_DeprecationWarning, 1,
                 "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use "
                 "timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."))
        return VALUE_ERROR;
    return now(self, VALUE_NONE, false);
}

static Value of_timestamp(Ref class, Ref timestamp, Ref zone, bool local)
{
    int64_t seconds;
    int microsecond;
    if (wall_timestamp(timestamp, &seconds, &microsecond))
        return VALUE_ERROR;
    return datetime_from_timestamp(value_as_type(class), seconds, microsecond, zone, local);
}

CLASS_METHOD(datetime_fromtimestamp_m)
{
    return zone_check(a[1]) ? VALUE_ERROR : of_timestamp(self, a[0], a[1], value_is_none(a[1]));
}

CLASS_METHOD(datetime_utcfromtimestamp_m)
{
    if (exc_warn(&type_DeprecationWarning, 1,
                 "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use "
                 "timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, "
                 "datetime.UTC)."))
        return VALUE_ERROR;
    return of_timestamp(self, a[0], VALUE_NONE, false);
}

/* ---- parts ---- */

CLASS_METHOD(datetime_combine_m)
{
    if (!value_is_date(a[0]))
        return exc_raise(&type_TypeError, "combine() argument 1 must be datetime.date, not %T", a[0]);
    if (!value_is_time(a[1]))
        return exc_raise(&type_TypeError, "combine() argument 2 must be datetime.time, not %T", a[1]);
    Ref zone = value_is_absent(a[2]) ? as_time(a[1])->zone : a[2];
    if (zone_check(zone))
        return VALUE_ERROR;
    Moment m = {as_date(a[0])->ymd, as_time(a[1])->clock};
    return datetime_make(value_as_type(self), &m, zone);
}

/* ---- text ---- */

const char *iso_argument(Ref v, size_t *n, Value *held)
{
    *held = VALUE_ERROR;
    if (!value_is_str(v)) {
        exc_raise(&type_TypeError, "fromisoformat: argument must be str");
        return NULL;
    }
    *n = (size_t)str_len(v);
    if (VALUE_AS(Str, v)->ascii) {
        *held = value_dup(v);
        return VALUE_AS(Str, v)->data;
    }
    *held = bytes_new(NULL, *n);
    if (value_is_error(*held))
        return NULL;
    char *p = VALUE_AS(Bytes, *held)->data;
    for (size_t i = 0; i < *n; i++) {
        uint32_t c = str_at(v, (int64_t)i);
        p[i] = c < 128 ? (char)c : ISO_NOT_ASCII;
    }
    return p;
}

Value iso_complaint(Ref v) { return exc_raise(&type_ValueError, "Invalid isoformat string: %R", v); }

Value iso_zone(Offset offset)
{
    return offset.known ? timezone_new(offset.us, VALUE_ABSENT) : VALUE_NONE;
}

static bool read_moment(const char *p, size_t n, Moment *m, Offset *offset)
{
    size_t date_len = iso_date_length(p, n);
    *offset = (Offset){false, 0};
    m->clock = (Clock){0};
    if (date_len == 0 || date_len > n || !iso_read_ymd(p, date_len, &m->ymd))
        return false;
    return date_len == n || iso_read_clock(p + date_len + 1, n - date_len - 1, &m->clock, offset);
}

CLASS_METHOD(datetime_fromisoformat_m)
{
    size_t len;
    Value held;
    Moment m;
    Offset offset;
    const char *p = iso_argument(a[0], &len, &held);
    if (p == NULL)
        return VALUE_ERROR;
    bool fine = read_moment(p, len, &m, &offset);
    value_drop(held);
    if (!fine)
        return iso_complaint(a[0]);
    Value zone = iso_zone(offset);
    Value made = value_is_error(zone) ? zone : datetime_make(value_as_type(self), &m, zone);
    value_drop(zone);
    return made;
}

CLASS_METHOD(datetime_strptime_m)
{
    if (str_argument("strptime", 1, a[0]) || str_argument("strptime", 2, a[1]))
        return VALUE_ERROR;
    Value function = import_attr("_strptime", "_strptime_datetime");
    if (value_is_error(function))
        return VALUE_ERROR;
    Value made = object_call3(function, self, a[0], a[1]);
    value_drop(function);
    return made;
}
