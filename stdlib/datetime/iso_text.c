/* stdlib/datetime/iso_text.c -- dates and times as ISO 8601 text, read and written; plain C, no objects. */
#include "stdlib/datetime/datetime.h"

/* ---- writing ---- */

static char *put_digits(char *p, int v, int width)
{
    for (int i = width; i-- > 0; v /= 10)
        p[i] = (char)('0' + v % 10);
    return p + width;
}

char *iso_put_ymd(char *p, Ymd d)
{
    p = put_digits(p, d.year, 4);
    *p++ = '-';
    p = put_digits(p, d.month, 2);
    *p++ = '-';
    return put_digits(p, d.day, 2);
}

int iso_precision(Ref timespec, IsoPrecision *out)
{
    static const char *const names[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
    for (size_t i = 0; i < N_ELEMENTS(names); i++) {
        if (str_equals_cstr(timespec, names[i])) {
            *out = (IsoPrecision)i;
            return 0;
        }
    }
    return exc_raise_int(&type_ValueError, "Unknown timespec value");
}

static char *put_clock(char *p, const Clock *c, IsoPrecision precision, const char *colon)
{
    p = put_digits(p, c->hour, 2);
    if (precision == ISO_HOURS)
        return p;
    p = put_digits(stpcpy(p, colon), c->minute, 2);
    if (precision == ISO_MINUTES)
        return p;
    p = put_digits(stpcpy(p, colon), c->second, 2);
    if (precision == ISO_SECONDS || (precision == ISO_AUTO && c->microsecond == 0))
        return p;
    *p++ = '.';
    return precision == ISO_MILLISECONDS ? put_digits(p, c->microsecond / 1000, 3) : put_digits(p, c->microsecond, 6);
}

char *iso_put_clock(char *p, const Clock *c, IsoPrecision precision) { return put_clock(p, c, precision, ":"); }

char *iso_put_offset(char *p, int64_t us, const char *colon)
{
    *p++ = us < 0 ? '-' : '+';
    Clock c = clock_from_us(us < 0 ? -us : us);
    return put_clock(p, &c, c.second || c.microsecond ? ISO_AUTO : ISO_MINUTES, colon);
}

/* ---- reading ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool read_digits(const char **p, const char *end, int width, int *out)
{
    if (end - *p < width)
        return false;
    *out = 0;
    for (int i = 0; i < width; i++) {
        char c = *(*p)++;
        if (!is_digit(c))
            return false;
        *out = *out * 10 + (c - '0');
    }
    return true;
}

static bool read_dash(const char **p, const char *end) { return *p < end && *(*p)++ == '-'; }

/* What follows "2020-W" or "2020W": a week and perhaps a day. */
static bool read_week(const char *p, const char *end, int year, bool dashes, Ymd *out)
{
    IsoWeek w = {year, 0, 1};
    int64_t ordinal;
    if (!read_digits(&p, end, 2, &w.week))
        return false;
    if (p < end && ((dashes && !read_dash(&p, end)) || !read_digits(&p, end, 1, &w.weekday)))
        return false;
    if (ymd_from_iso_week(w, &ordinal) != ISO_WEEK_FINE)
        return false;
    *out = ymd_from_ordinal(ordinal);
    return true;
}

bool iso_read_ymd(const char *p, size_t n, Ymd *out)
{
    const char *end = p + n;
    int year;
    if (!read_digits(&p, end, 4, &year) || p == end)
        return false;
    bool dashes = *p == '-';
    p += dashes;
    if (p < end && *p == 'W')
        return read_week(p + 1, end, year, dashes, out);
    out->year = year;
    return read_digits(&p, end, 2, &out->month) && (!dashes || read_dash(&p, end)) && read_digits(&p, end, 2, &out->day);
}

/* After "2020W10" come digits in pairs when the separator is one of them too, or a weekday first. */
static size_t compact_week_length(const char *p, size_t n)
{
    size_t i = 7;
    while (i < n && is_digit(p[i]))
        i++;
    if (i < 9)
        return i;
    return i % 2 == 0 ? 7 : 8;
}

/* Any character may separate date and time, so the shape of the date has to tell where it ends. */
size_t iso_date_length(const char *p, size_t n)
{
    if (n < 7)
        return 0;
    if (n == 7)
        return 7;
    if (p[4] != '-')
        return p[4] == 'W' ? compact_week_length(p, n) : 8;
    if (p[5] != 'W')
        return 10;
    if (n == 8 || p[8] != '-')
        return 8;
    if (n == 9)
        return 0;
    /* 2020-W10-1000: a dash as separator; 2020-W10-1T00: a weekday */
    return n > 10 && is_digit(p[10]) ? 8 : 10;
}

/* HH[:MM[:SS[.f...]]] or HH[MM[SS[.f...]]]; digits of the fraction past the sixth count for nothing.  One character
 * too many is only noted in *stray, because before an offset the reference puts up with it. */
static bool read_fields(const char *p, const char *end, Clock *c, bool *stray)
{
    int *const fields[] = {&c->hour, &c->minute, &c->second};
    bool colons = false;
    for (size_t i = 0; i < N_ELEMENTS(fields); i++) {
        if (!read_digits(&p, end, 2, fields[i]))
            return false;
        if (p == end)
            return true;
        if (i == 0)
            colons = *p == ':';
        if (end - p == 1 && *p != ISO_NOT_ASCII) {
            *stray = *p != 0;
            return true;
        }
        if (*p == '.' || *p == ',') {
            p++;
            break;
        }
        if (colons && *p++ != ':')
            return false;
    }
    int width = end - p < 6 ? (int)(end - p) : 6;
    if (!read_digits(&p, end, width, &c->microsecond))
        return false;
    for (; width < 6; width++)
        c->microsecond *= 10;
    while (p < end && is_digit(*p))
        p++;
    *stray = p < end && *p != 0;
    return true;
}

static const char *find_offset(const char *p, const char *end)
{
    while (p < end && *p != '+' && *p != '-' && *p != 'Z')
        p++;
    return p;
}

bool iso_read_clock(const char *p, size_t n, Clock *out, Offset *offset)
{
    const char *end = p + n, *sign = find_offset(p, end);
    bool stray = false;
    *out = (Clock){0};
    *offset = (Offset){sign < end, 0};
    if (!read_fields(p, sign, out, &stray))
        return false;
    if (sign == end)
        return !stray;
    if (*sign == 'Z')
        return sign + 1 == end;
    Clock of_offset = {0};
    stray = false;
    if (!read_fields(sign + 1, end, &of_offset, &stray) || stray)
        return false;
    int64_t us = clock_us(&of_offset);
    if (us < US_PER_SECOND) /* a fraction alone is no offset */
        us = 0;
    offset->us = *sign == '-' ? -us : us;
    return true;
}
