/* stdlib/datetime/wall.c -- local time, UTC and timestamps.
 *
 * The C library only tells what the local clock shows at a moment of UTC.  The other way is searched for: PEP 495
 * says how, and which answer to take when the clock was turned back (two) or forward (none). */
#include "runtime/clock.h"
#include "runtime/float.h"
#include "stdlib/datetime/datetime.h"
#include <errno.h>
#include <math.h>
#include <time.h>

/* No clock is ever turned by more. */
#define LONGEST_FOLD SECONDS_PER_DAY

static int break_down(int64_t timestamp, bool local, struct tm *tm)
{
    time_t t = timestamp;
    errno = 0;
    if ((local ? localtime_r(&t, tm) : gmtime_r(&t, tm)) != NULL)
        return 0;
    if (errno == EOVERFLOW)
        return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
    exc_raise_errno(&type_OSError, errno ? errno : EINVAL, VALUE_ABSENT);
    return -1;
}

static int seconds_of_tm(const struct tm *tm, int64_t *out)
{
    int64_t year = (int64_t)tm->tm_year + 1900;
    if (year < MIN_YEAR || year > MAX_YEAR)
        return exc_raise_int(&type_ValueError, "year %lld is out of range", (long long)year);
    Moment m = {{(int)year, tm->tm_mon + 1, tm->tm_mday}, {tm->tm_hour, tm->tm_min, tm->tm_sec, 0, 0}};
    *out = moment_us(&m) / US_PER_SECOND;
    return 0;
}

/* What the local clock shows at a moment of UTC. */
static int show_local(int64_t utc_seconds, int64_t *out)
{
    struct tm tm;
    return break_down(utc_seconds - EPOCH_SECONDS, true, &tm) ? -1 : seconds_of_tm(&tm, out);
}

int wall_to_utc(const Moment *local, int64_t *out)
{
    int64_t wanted = floor_div(moment_us(local), US_PER_SECOND), shown, first, second;
    if (show_local(wanted, &shown))
        return -1;
    int64_t offset = shown - wanted, other_offset;
    first = wanted - offset;
    if (show_local(first, &shown))
        return -1;
    bool first_is_right = shown == wanted;
    if (first_is_right) {
        /* Is there a second answer on the other side of a fold? */
        int64_t probe = first + (local->clock.fold ? LONGEST_FOLD : -LONGEST_FOLD);
        if (show_local(probe, &shown))
            return -1;
        other_offset = shown - probe;
        if (other_offset == offset) {
            *out = first;
            return 0;
        }
    } else {
        other_offset = shown - first;
    }
    second = wanted - other_offset;
    if (show_local(second, &shown))
        return -1;
    if (shown == wanted)
        *out = second;
    else if (first_is_right)
        *out = first;
    else /* in a gap */
        *out = (first < second) == (local->clock.fold != 0) ? first : second;
    return 0;
}

int wall_zone(int64_t utc_seconds, LocalZone *out)
{
    struct tm tm;
    if (break_down(utc_seconds - EPOCH_SECONDS, true, &tm))
        return -1;
    out->offset_seconds = tm.tm_gmtoff;
    snprintf(out->name, sizeof out->name, "%s", tm.tm_zone);
    return 0;
}

/* Did the local clock show `shown` before, too, not long before? */
static int find_fold(int64_t timestamp, int64_t shown, int *fold)
{
    int64_t utc = timestamp + EPOCH_SECONDS, before;
    if (show_local(utc - LONGEST_FOLD, &before))
        return -1;
    int64_t turned = shown - before - LONGEST_FOLD;
    if (turned >= 0)
        return 0;
    if (show_local(utc + turned, &before))
        return -1;
    *fold = before == shown;
    return 0;
}

/* UTC by our own calendar, as far as that goes. */
static bool break_down_utc(int64_t timestamp, int microsecond, Moment *out)
{
    if (timestamp < SECONDS_PER_DAY - EPOCH_SECONDS || timestamp >= (MAX_ORDINAL + 1) * SECONDS_PER_DAY - EPOCH_SECONDS)
        return false;
    int64_t seconds = timestamp + EPOCH_SECONDS;
    *out = (Moment){ymd_from_ordinal(seconds / SECONDS_PER_DAY), clock_from_us(seconds % SECONDS_PER_DAY * US_PER_SECOND)};
    out->clock.microsecond = microsecond;
    return true;
}

int wall_break_down(int64_t timestamp, int microsecond, bool local, Moment *out)
{
    struct tm tm;
    int64_t shown;
    if (!local && break_down_utc(timestamp, microsecond, out))
        return 0;
    if (break_down(timestamp, local, &tm) || seconds_of_tm(&tm, &shown))
        return -1;
    int second = tm.tm_sec < 59 ? tm.tm_sec : 59; /* no leap seconds here */
    *out = (Moment){{tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday}, {tm.tm_hour, tm.tm_min, second, microsecond, 0}};
    /* On the first day there is nothing a day earlier to compare with. */
    if (!local || shown - LONGEST_FOLD < 2 * SECONDS_PER_DAY)
        return 0;
    return find_fold(timestamp, shown, &out->clock.fold);
}

/* ---- timestamps ---- */

static int too_large(void)
{
    return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
}

static double round_half_even(double x)
{
    double rounded = round(x);
    return fabs(x - rounded) == 0.5 ? 2.0 * round(x / 2.0) : rounded;
}

static int split_double(double d, int64_t *seconds, int *microsecond)
{
    if (d != d)
        return exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)");
    double whole;
    double us = microsecond ? round_half_even(modf(d, &whole) * 1e6) : 0;
    if (microsecond == NULL)
        whole = floor(d);
    if (us >= 1e6) {
        us -= 1e6;
        whole += 1;
    } else if (us < 0) {
        us += 1e6;
        whole -= 1;
    }
    if (!(whole >= -0x1p63 && whole < 0x1p63))
        return too_large();
    *seconds = (int64_t)whole;
    if (microsecond)
        *microsecond = (int)us;
    return 0;
}

int wall_timestamp(Ref v, int64_t *seconds, int *microsecond)
{
    if (value_is_any_float(v))
        return split_double(float_value(v), seconds, microsecond);
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int failed = int_as_i64(index, seconds);
    value_drop(index);
    if (microsecond)
        *microsecond = 0;
    if (!failed)
        return 0;
    exc_clear();
    return too_large();
}
