/* stdlib/datetime/datetime_zone.c -- from one time zone to another, the machine's own among them; timestamps. */
#include "stdlib/datetime/datetime.h"

/* The machine's zone at a moment of UTC, as a fixed offset. */
static Value local_zone_at(int64_t utc_seconds)
{
    LocalZone local;
    if (wall_zone(utc_seconds, &local))
        return VALUE_ERROR;
    Value name = str_decode_fs(local.name, strlen(local.name));
    Value zone = value_is_error(name) ? name : timezone_new(local.offset_seconds * US_PER_SECOND, name);
    value_drop(name);
    return zone;
}

/* ... of a naive datetime that shows local time.  In a gap fold 0 stands for what came before it, so the zone is the
 * one of the other of the two answers that wall_to_utc() has there. */
static Value local_zone_of(Ref self)
{
    int64_t utc, other_utc;
    Moment m = datetime_moment(self), other = m;
    other.clock.fold = !m.clock.fold;
    if (wall_to_utc(&m, &utc) || wall_to_utc(&other, &other_utc))
        return VALUE_ERROR;
    bool in_gap = m.clock.fold ? other_utc > utc : other_utc < utc;
    return local_zone_at(in_gap ? other_utc : utc);
}

/* The offset of self, whose zone may be silent: then it shows local time. */
static int offset_or_local(Ref self, int64_t *us)
{
    Offset offset = {false, 0};
    if (zone_offset(as_datetime(self)->zone, "utcoffset", self, &offset))
        return -1;
    *us = offset.us;
    if (offset.known)
        return 0;
    Value zone = local_zone_of(self);
    int failed = value_is_error(zone) || zone_offset(zone, "utcoffset", self, &offset);
    value_drop(zone);
    *us = offset.us;
    return failed ? -1 : 0;
}

/* self's moment in UTC, of self's class; its zone is put in place after it was made, whatever the class did. */
static Value in_utc(Ref self, Ref zone_or_none)
{
    int64_t offset;
    if (offset_or_local(self, &offset))
        return VALUE_ERROR;
    Value utc = datetime_shift(self, -(Us)offset);
    if (value_is_error(utc) || !value_is_datetime(utc))
        return utc;
    if (!value_is_none(zone_or_none)) {
        value_replace(&as_datetime(utc)->zone, value_dup(zone_or_none));
        return utc;
    }
    Moment m = datetime_moment(utc);
    Value zone = local_zone_at(floor_div(moment_us(&m), US_PER_SECOND));
    if (value_is_error(zone)) {
        value_drop(utc);
        return VALUE_ERROR;
    }
    value_replace(&as_datetime(utc)->zone, zone);
    return utc;
}

Value datetime_astimezone(Ref self, Ref tzinfo)
{
    if (zone_check(tzinfo))
        return VALUE_ERROR;
    if (!value_is_none(tzinfo) && value_is(as_datetime(self)->zone, tzinfo))
        return value_dup(self);
    Value utc = in_utc(self, tzinfo);
    if (value_is_error(utc) || !value_is_datetime(utc) || value_is(as_datetime(utc)->zone, timezone_utc))
        return utc;
    Value zone = value_dup(as_datetime(utc)->zone);
    Value local = zone_from_utc(zone, utc);
    value_drop(zone);
    value_drop(utc);
    return local;
}

/* ---- timestamps ---- */

Value datetime_timestamp(Ref self)
{
    Moment m = datetime_moment(self);
    Offset offset = {false, 0};
    if (!value_is_none(as_datetime(self)->zone)) {
        if (zone_offset(as_datetime(self)->zone, "utcoffset", self, &offset))
            return VALUE_ERROR;
        if (!offset.known)
            return exc_raise(&type_TypeError, "can't subtract offset-naive and offset-aware datetimes");
        return us_to_seconds(moment_us(&m) - offset.us - EPOCH_SECONDS * US_PER_SECOND);
    }
    int64_t utc;
    if (wall_to_utc(&m, &utc))
        return VALUE_ERROR;
    return value_from_double((double)(utc - EPOCH_SECONDS) + m.clock.microsecond / 1e6);
}

/* The moment in local time or UTC; in `zone`, when there is one, which then makes local time of UTC. */
Value datetime_from_timestamp(Type *type, int64_t seconds, int microsecond, Ref zone, bool local)
{
    Moment m;
    if (wall_break_down(seconds, microsecond, local, &m))
        return VALUE_ERROR;
    Value made = datetime_make(type, &m, zone);
    if (value_is_none(zone) || value_is_error(made))
        return made;
    Value shown = zone_from_utc(zone, made);
    value_drop(made);
    return shown;
}
