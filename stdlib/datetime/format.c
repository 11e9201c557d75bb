/* stdlib/datetime/format.c -- the texts of dates and times that take more than ISO 8601: strftime, ctime. */
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "stdlib/datetime/datetime.h"

/* text up to `end`, and the offset of the zone if it has one. */
Value iso_text_with_offset(char *text, char *end, Ref zone, Ref moment)
{
    Offset offset = {false, 0};
    if (!value_is_none(zone) && zone_offset(zone, "utcoffset", moment, &offset))
        return VALUE_ERROR;
    if (offset.known)
        end = iso_put_offset(end, offset.us, ":");
    return str_from_ascii(text, (size_t)(end - text));
}

Value ctime_text(const Moment *m)
{
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    int n = snprintf(text, sizeof text, "%s %s %2d %02d:%02d:%02d %04d", days[ymd_weekday(m->ymd)],
                     months[m->ymd.month - 1], m->ymd.day, m->clock.hour, m->clock.minute, m->clock.second, m->ymd.year);
    return str_from_ascii(text, (size_t)n);
}

Value struct_time_new(const Moment *m, int is_dst)
{
    Value class = import_attr("time", "struct_time");
    if (value_is_error(class))
        return VALUE_ERROR;
    int numbers[9] = {m->ymd.year, m->ymd.month, m->ymd.day, m->clock.hour, m->clock.minute, m->clock.second,
                      ymd_weekday(m->ymd), ymd_day_of_year(m->ymd), is_dst};
    Value items[9];
    for (size_t i = 0; i < N_ELEMENTS(items); i++)
        items[i] = value_from_int(numbers[i]);
    Value tuple = tuple_from_values(items, 9);
    Value made = value_is_error(tuple) ? tuple : object_call1(class, tuple);
    value_drop(tuple);
    value_drop(class);
    return made;
}

/* ---- strftime: the codes that the C library cannot know ---- */

typedef struct Formatter { Ref zone, moment; int microsecond; StrBuilder out; } Formatter;

static int add_offset(Formatter *f, const char *colon)
{
    Offset offset = {false, 0};
    char text[ISO_TEXT_MAX];
    if (zone_offset(f->zone, "utcoffset", f->moment, &offset))
        return -1;
    if (offset.known)
        str_builder_ascii(&f->out, text, (size_t)(iso_put_offset(text, offset.us, colon) - text));
    return 0;
}

/* The name may contain percent signs, and is formatted once more. */
static int add_zone_name(Formatter *f)
{
    Value name = zone_name(f->zone, f->moment);
    if (!value_is_str(name))
        return value_is_error(name) ? -1 : 0;
    Value percents[2] = {str_from_cstr("%"), str_from_cstr("%%")};
    Value doubled = call_named(name, "replace", percents, 2);
    if (value_is_str(doubled))
        str_builder_str(&f->out, doubled);
    else if (!value_is_error(doubled))
        exc_raise(&type_TypeError, "tzname.replace() did not return a string");
    value_drop(percents[0]);
    value_drop(percents[1]);
    value_drop(name);
    value_drop(doubled);
    return exc_pending() ? -1 : 0;
}

/* The code at format[i], behind a percent sign: how many characters it took, 0 when it is none of ours, -1. */
static int add_code(Formatter *f, Ref format, int64_t i)
{
    int64_t len = str_len(format);
    switch (str_at(format, i)) {
    case 'z': return add_offset(f, "") ? -1 : 1;
    case 'Z': return add_zone_name(f) ? -1 : 1;
    case ':':
        if (i + 1 == len || str_at(format, i + 1) != 'z')
            return 0;
        return add_offset(f, ":") ? -1 : 2;
    case 'f': {
        char text[16];
        str_builder_ascii(&f->out, text, (size_t)snprintf(text, sizeof text, "%06d", f->microsecond));
        return 1;
    }
    default: return 0;
    }
}

static int add_format(Formatter *f, Ref format)
{
    int64_t len = str_len(format);
    for (int64_t i = 0; i < len;) {
        uint32_t c = str_at(format, i++);
        int taken = 0;
        if (c == '%' && i < len && (taken = add_code(f, format, i)) < 0)
            return -1;
        i += taken;
        if (taken > 0)
            continue;
        str_builder_char(&f->out, c);
        if (c == '%' && i < len)
            str_builder_char(&f->out, str_at(format, i++)); /* %% is not the start of %f in "%%f" */
    }
    return 0;
}

Value moment_strftime(Ref format, Ref tuple, Ref zone, Ref moment, int microsecond)
{
    Formatter f = {.zone = zone, .moment = moment, .microsecond = microsecond};
    str_builder_init(&f.out);
    if (add_format(&f, format)) {
        str_builder_free(&f.out);
        return VALUE_ERROR;
    }
    Value expanded = str_builder_finish(&f.out);
    Value strftime = value_is_error(expanded) ? expanded : import_attr("time", "strftime");
    Value text = value_is_error(strftime) ? strftime : object_call2(strftime, expanded, tuple);
    value_drop(strftime);
    value_drop(expanded);
    return text;
}

Value moment_format(Ref self, Ref spec)
{
    if (str_argument("__format__", 1, spec))
        return VALUE_ERROR;
    return str_len(spec) == 0 ? object_str(self) : call_named(self, "strftime", &spec, 1);
}
