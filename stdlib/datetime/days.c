/* stdlib/datetime/days.c -- the proleptic Gregorian calendar: dates and times of day as numbers, and back. */
#include "stdlib/datetime/datetime.h"

static bool year_is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int month_length(int year, int month)
{
    static const uint8_t lengths[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && year_is_leap(year) ? 29 : lengths[month];
}

static int days_before_month(int year, int month)
{
    static const uint16_t before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return before[month] + (month > 2 && year_is_leap(year));
}

static int64_t days_before_year(int64_t year)
{
    int64_t y = year - 1;
    return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400);
}

int ymd_day_of_year(Ymd d) { return days_before_month(d.year, d.month) + d.day; }
int64_t ymd_ordinal(Ymd d) { return days_before_year(d.year) + ymd_day_of_year(d); }
int ymd_weekday(Ymd d) { return (int)((ymd_ordinal(d) + 6) % 7); }

/* Counted from 1 March the leap day is the last of its year, and all months but that one have a fixed place: the
 * year is what is left once days are taken for the leap days before. */
Ymd ymd_from_ordinal(int64_t ordinal)
{
    int64_t day = ordinal + 305;                     /* since 0000-03-01 */
    int64_t era = day / 146097, of_era = day % 146097; /* 400 years */
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (year * 365 + year / 4 - year / 100);
    int month = (int)((5 * of_year + 2) / 153);      /* March is 0 */
    int of_month = (int)(of_year - (153 * month + 2) / 5);
    bool next_year = month >= 10;
    return (Ymd){(int)(era * 400 + year) + next_year, month + (next_year ? -9 : 3), of_month + 1};
}

/* ---- ISO weeks: the week belongs to the year that has its Thursday ---- */

static int64_t first_monday(int year)
{
    int64_t january_4 = days_before_year(year) + 4;
    return january_4 - (january_4 + 6) % 7;
}

IsoWeek ymd_iso_week(Ymd d)
{
    int64_t ordinal = ymd_ordinal(d);
    int year = d.year;
    if (ordinal < first_monday(year))
        year--;
    else if (ordinal >= first_monday(year + 1))
        year++;
    int64_t day = ordinal - first_monday(year);
    return (IsoWeek){year, (int)(day / 7) + 1, (int)(day % 7) + 1};
}

IsoWeekError ymd_from_iso_week(IsoWeek w, int64_t *ordinal)
{
    if (w.year < MIN_YEAR || w.year > MAX_YEAR)
        return ISO_WEEK_YEAR;
    int64_t n_weeks = (first_monday(w.year + 1) - first_monday(w.year)) / 7;
    if (w.week < 1 || w.week > n_weeks)
        return ISO_WEEK_WEEK;
    if (w.weekday < 1 || w.weekday > 7)
        return ISO_WEEK_WEEKDAY;
    *ordinal = first_monday(w.year) + (w.week - 1) * 7 + w.weekday - 1;
    return ISO_WEEK_FINE;
}

/* ---- validity ---- */

int ymd_check(Ymd d)
{
    if (d.year < MIN_YEAR || d.year > MAX_YEAR)
        return exc_raise_int(&type_ValueError, "year %d is out of range", d.year);
    if (d.month < 1 || d.month > 12)
        return exc_raise_int(&type_ValueError, "month must be in 1..12");
    if (d.day < 1 || d.day > month_length(d.year, d.month))
        return exc_raise_int(&type_ValueError, "day is out of range for month");
    return 0;
}

int clock_check(const Clock *c)
{
    if (c->hour < 0 || c->hour > 23)
        return exc_raise_int(&type_ValueError, "hour must be in 0..23");
    if (c->minute < 0 || c->minute > 59)
        return exc_raise_int(&type_ValueError, "minute must be in 0..59");
    if (c->second < 0 || c->second > 59)
        return exc_raise_int(&type_ValueError, "second must be in 0..59");
    if (c->microsecond < 0 || c->microsecond > 999999)
        return exc_raise_int(&type_ValueError, "microsecond must be in 0..999999");
    if (c->fold != 0 && c->fold != 1)
        return exc_raise_int(&type_ValueError, "fold must be either 0 or 1");
    return 0;
}

/* ---- times ---- */

Clock clock_from_us(int64_t us)
{
    int64_t seconds = us / US_PER_SECOND;
    return (Clock){(int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60), (int)(us % US_PER_SECOND), 0};
}

int moment_from_us(int64_t us, Moment *out)
{
    int64_t ordinal = floor_div(us, US_PER_DAY);
    if (ordinal < 1 || ordinal > MAX_ORDINAL)
        return exc_raise_int(&type_OverflowError, "date value out of range");
    *out = (Moment){ymd_from_ordinal(ordinal), clock_from_us(floor_mod(us, US_PER_DAY))};
    return 0;
}
