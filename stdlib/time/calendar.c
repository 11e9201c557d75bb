/* stdlib/time/calendar.c -- calendar time: struct_time, gmtime, localtime, mktime, strftime, strptime, asctime. */
#include "stdlib/time/calendar.h"
#include "runtime/bytes.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static Type *struct_time;
static Ref time_module;    /* tzset() updates its variables; the module lives for ever */

static const StructSeqField fields[] = {
    {"tm_year", "year, for example, 1993"}, {"tm_mon", "month of year, range [1, 12]"},
    {"tm_mday", "day of month, range [1, 31]"}, {"tm_hour", "hours, range [0, 23]"},
    {"tm_min", "minutes, range [0, 59]"}, {"tm_sec", "seconds, range [0, 61])"},
    {"tm_wday", "day of week, range [0, 6], Monday is 0"}, {"tm_yday", "day of year, range [1, 366]"},
    {"tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"},
    {"tm_zone", "abbreviation of timezone name"}, {"tm_gmtoff", "offset from UTC in seconds"},
};

static Value struct_of_tm(const struct tm *tm)
{
    Value items[] = {
        int_new((int64_t)tm->tm_year + 1900), value_from_int(tm->tm_mon + 1), value_from_int(tm->tm_mday),
        value_from_int(tm->tm_hour), value_from_int(tm->tm_min), value_from_int(tm->tm_sec),
        value_from_int((tm->tm_wday + 6) % 7), value_from_int(tm->tm_yday + 1), value_from_int(tm->tm_isdst),
        str_decode_fs(tm->tm_zone, strlen(tm->tm_zone)), value_from_int(tm->tm_gmtoff),
    };
    return structseq_new(struct_time, items);
}

/* Seconds since the epoch, rounded down: an int, a float, None for now. */
static int seconds_argument(Ref v, time_t *out)
{
    if (value_is_none(v)) {
        int64_t ns = clock_wall_ns();
        *out = ns / 1000000000 - (ns % 1000000000 < 0);
        return 0;
    }
    if (value_is_any_float(v)) {
        double d = float_value(v);
        if (d != d)
            return exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)");
        d = __builtin_floor(d);
        if (!(d >= -9.2e18 && d <= 9.2e18))
            return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
        *out = (time_t)d;
        return 0;
    }
    int64_t s;
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int failed = int_as_i64(index, &s);
    value_drop(index);
    if (failed) {
        exc_clear();
        return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
    }
    *out = s;
    return 0;
}

static Value broken_down(Ref when, struct tm *(*convert)(const time_t *, struct tm *))
{
    time_t t;
    struct tm tm;
    if (seconds_argument(when, &t))
        return VALUE_ERROR;
    errno = 0;
    if (convert(&t, &tm) == NULL)
        return errno == EOVERFLOW ? exc_raise(&type_OverflowError, "timestamp out of range for platform time_t")
                                  : exc_raise_errno(&type_OSError, errno ? errno : EINVAL, VALUE_ABSENT);
    return struct_of_tm(&tm);
}
NATIVE(time_gmtime_m) { return broken_down(a[0], gmtime_r); }
NATIVE(time_localtime_m) { return broken_down(a[0], localtime_r); }

/* ---- from a tuple of nine ---- */
static int tm_of_tuple(Ref v, struct tm *tm, const char *function)
{
    memset(tm, 0, sizeof *tm);
    if (!value_is_tuple(v))
        return exc_raise_int(&type_TypeError, "Tuple or struct_time argument required");
    if (tuple_len(v) != 9)
        return exc_raise_int(&type_TypeError, "%s(): illegal time tuple argument", function);
    int numbers[9];
    for (int i = 0; i < 9; i++) {
        Value index = object_index(tuple_at(v, i));
        int failed = value_is_error(index) || int_as_i32(index, &numbers[i]);
        if (!value_is_error(index))
            value_drop(index);
        if (failed)
            return -1;
    }
    if (numbers[0] < INT32_MIN + 1900)
        return exc_raise_int(&type_OverflowError, "year out of range");
    tm->tm_year = numbers[0] - 1900;
    tm->tm_mon = numbers[1] - 1;
    tm->tm_mday = numbers[2];
    tm->tm_hour = numbers[3];
    tm->tm_min = numbers[4];
    tm->tm_sec = numbers[5];
    tm->tm_wday = (numbers[6] + 1) % 7;
    tm->tm_yday = numbers[7] - 1;
    tm->tm_isdst = numbers[8];
    if (value_has_type(v, struct_time)) {
        Value offset = object_getattr_cstr(v, "tm_gmtoff");
        if (value_is_int(offset))
            tm->tm_gmtoff = value_as_int(offset);
        else if (value_is_error(offset))
            exc_clear();
        value_drop(offset);
        Value zone = object_getattr_cstr(v, "tm_zone"); /* the tuple keeps it alive while we use tm */
        if (value_is_str(zone))
            tm->tm_zone = str_utf8(zone, NULL);
        else if (value_is_error(zone))
            exc_clear();
        value_drop(zone);
    }
    return 0;
}

/* Values that strftime() and asctime() would index tables with. */
static int check_tm(struct tm *tm)
{
    if (tm->tm_mon == -1)
        tm->tm_mon = 0;
    else if (tm->tm_mon < 0 || tm->tm_mon > 11)
        return exc_raise_int(&type_ValueError, "month out of range");
    if (tm->tm_mday == 0)
        tm->tm_mday = 1;
    else if (tm->tm_mday < 0 || tm->tm_mday > 31)
        return exc_raise_int(&type_ValueError, "day of month out of range");
    if (tm->tm_hour < 0 || tm->tm_hour > 23)
        return exc_raise_int(&type_ValueError, "hour out of range");
    if (tm->tm_min < 0 || tm->tm_min > 59)
        return exc_raise_int(&type_ValueError, "minute out of range");
    if (tm->tm_sec < 0 || tm->tm_sec > 61)
        return exc_raise_int(&type_ValueError, "seconds out of range");
    if (tm->tm_wday < 0)
        return exc_raise_int(&type_ValueError, "day of week out of range");
    if (tm->tm_yday == -1)
        tm->tm_yday = 0;
    else if (tm->tm_yday < 0 || tm->tm_yday > 365)
        return exc_raise_int(&type_ValueError, "day of year out of range");
    return 0;
}

/* The optional tuple of asctime() and strftime(): now when missing. */
static int tm_argument(Ref v, struct tm *tm, const char *function)
{
    if (!value_is_absent(v))
        return tm_of_tuple(v, tm, function) || check_tm(tm) ? -1 : 0;
    time_t now;
    if (seconds_argument(VALUE_NONE, &now))
        return -1;
    localtime_r(&now, tm);
    return 0;
}

static Value text_of_tm(const struct tm *tm)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %lld", days[tm->tm_wday], months[tm->tm_mon], tm->tm_mday,
             tm->tm_hour, tm->tm_min, tm->tm_sec, (long long)tm->tm_year + 1900);
    return str_from_cstr(text);
}
NATIVE(time_asctime_m)
{
    struct tm tm;
    return tm_argument(a[0], &tm, "asctime") ? VALUE_ERROR : text_of_tm(&tm);
}
NATIVE(time_ctime_m)
{
    time_t t;
    struct tm tm;
    if (seconds_argument(a[0], &t))
        return VALUE_ERROR;
    errno = 0;
    if (localtime_r(&t, &tm) == NULL)
        return exc_raise_errno(&type_OSError, errno ? errno : EINVAL, VALUE_ABSENT);
    return text_of_tm(&tm);
}

NATIVE(time_mktime_m)
{
    struct tm tm;
    if (tm_of_tuple(a[0], &tm, "mktime"))
        return VALUE_ERROR;
    tm.tm_wday = -1; /* stays -1 only on failure */
    time_t t = mktime(&tm);
    if (t == -1 && tm.tm_wday == -1)
        return exc_raise(&type_OverflowError, "mktime argument out of range");
    return value_from_double((double)t);
}

/* ---- text ---- */
/* strftime one format without NULs; the C library needs a buffer of unknown size. */
static Value format_time(const char *format, const struct tm *tm)
{
    size_t capacity = 1024, format_len = strlen(format);
    for (;;) {
        char *buffer = mem_alloc_or_raise(capacity);
        if (buffer == NULL)
            return VALUE_ERROR;
        size_t len = strftime(buffer, capacity, format, tm);
        if (len > 0 || capacity > 256 * (format_len + 1)) {
            Value text = str_decode_fs(buffer, len);
            mem_free(buffer);
            return text;
        }
        mem_free(buffer);
        capacity *= 2;
    }
}

NATIVE(time_strftime_m)
{
    struct tm tm;
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "strftime() argument 1 must be str, not %T", a[0]);
    if (tm_argument(a[1], &tm, "strftime"))
        return VALUE_ERROR;
    Value format = str_encode_fs(a[0]);
    if (value_is_error(format))
        return VALUE_ERROR;
    Value text;
    if (strlen(bytes_data(format)) != (size_t)bytes_len(format))
        text = exc_raise(&type_ValueError, "embedded null character");
    else
        text = bytes_len(format) == 0 ? str_empty() : format_time(bytes_data(format), &tm);
    value_drop(format);
    return text;
}

NATIVE(time_strptime_m)
{
    Value function = import_attr("_strptime", "_strptime_time");
    if (value_is_error(function))
        return VALUE_ERROR;
    Value result = object_call(function, a, n, kwnames);
    value_drop(function);
    return result;
}

/* ---- zones ---- */
/* timezone, altzone, daylight, tzname as of the January and July of this year. */
static int set_zone_variables(void)
{
    time_t now = clock_wall_ns() / 1000000000, year = (time_t)(365.25 * 24 * 3600);
    time_t january = now / year * year;
    struct tm first, second;
    localtime_r(&january, &first);
    time_t july = january + year / 2;
    localtime_r(&july, &second);
    bool first_is_standard = first.tm_gmtoff <= second.tm_gmtoff;
    const struct tm *standard = first_is_standard ? &first : &second, *summer = first_is_standard ? &second : &first;
    Value names[2] = {str_decode_fs(standard->tm_zone, strlen(standard->tm_zone)),
                      str_decode_fs(summer->tm_zone, strlen(summer->tm_zone))};
    return module_add_int(time_module, "timezone", -standard->tm_gmtoff) ||
           module_add_int(time_module, "altzone", -summer->tm_gmtoff) ||
           module_add_int(time_module, "daylight", first.tm_gmtoff != second.tm_gmtoff) ||
           module_add(time_module, "tzname", tuple_from_values(names, 2));
}
NATIVE(time_tzset_m)
{
    tzset();
    return set_zone_variables() ? VALUE_ERROR : VALUE_NONE;
}

static const Method calendar_functions[] = {
    {"gmtime(seconds=None, /)", time_gmtime_m, "Convert seconds since the epoch to UTC."},
    {"localtime(seconds=None, /)", time_localtime_m, "Convert seconds since the epoch to local time."},
    {"asctime(time_tuple=<absent>, /)", time_asctime_m, "Convert a time tuple to text: 'Sat Jun 06 16:26:11 1998'."},
    {"ctime(seconds=None, /)", time_ctime_m, "Convert seconds since the epoch to text."},
    {"mktime(time_tuple, /)", time_mktime_m, "Convert a local time tuple to seconds since the epoch."},
    {"strftime(format, time_tuple=<absent>, /)", time_strftime_m, "Convert a time tuple to text by a format."},
    {"strptime(string, format=<absent>, /)", time_strptime_m, "Parse text by a format to a time tuple.", METHOD_RAW},
    {"tzset()", time_tzset_m, "Read the TZ variable again."},
    {0},
};

int calendar_add(Ref module)
{
    time_module = value_dup(module);
    if (struct_time == NULL)
        struct_time = structseq_type_new("time", "struct_time",
                                         "The time value as returned by gmtime(), localtime(), and strptime().", fields,
                                         (int)N_ELEMENTS(fields), 9);
    if (struct_time == NULL || module_add(module, "struct_time", value_dup_obj(struct_time)) ||
        module_add_int(module, "_STRUCT_TM_ITEMS", (int64_t)N_ELEMENTS(fields)))
        return -1;
    if (module_add_functions(module, calendar_functions))
        return -1;
    tzset();
    return set_zone_variables();
}
