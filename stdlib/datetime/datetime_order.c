/* stdlib/datetime/datetime_order.c -- datetimes as points in time: comparing, hashing, adding, subtracting.
 *
 * Two datetimes of the same zone object are compared as their clocks show them, and so are two of equal offsets;
 * otherwise both are taken to UTC.  PEP 495 adds that a datetime in a fold or a gap equals no datetime of
 * another zone, which keeps == in line with hash(): the hash ignores the fold. */
#include "stdlib/datetime/datetime.h"

static int offset_of(Ref self, Offset *out) { return zone_offset(as_datetime(self)->zone, "utcoffset", self, out); }
static int64_t us_of(Ref self)
{
    Moment m = datetime_moment(self);
    return moment_us(&m);
}

/* The same moment with another fold: of the plain type, as the reference has it. */
static Value with_fold(Ref self, int fold)
{
    Moment m = datetime_moment(self);
    m.clock.fold = fold;
    return datetime_alloc(&type_datetime, &m, as_datetime(self)->zone);
}

/* ---- comparing ---- */

Value compare_naive_with_aware(CompareOp op, const char *what)
{
    if (op == CMP_EQ || op == CMP_NE)
        return value_from_bool(op == CMP_NE);
    return exc_raise(&type_TypeError, "can't compare offset-naive and offset-aware %s", what);
}

/* Would the other fold have another offset?  1, 0, -1. */
static int fold_matters(Ref self, Offset offset)
{
    Value other = with_fold(self, !as_datetime(self)->clock.fold);
    Offset flipped = {false, 0};
    int failed = value_is_error(other) || offset_of(other, &flipped);
    value_drop(other);
    if (failed)
        return -1;
    return flipped.known != offset.known || flipped.us != offset.us;
}

static int either_fold_matters(Ref a, Offset left, Ref b, Offset right)
{
    int matters = fold_matters(a, left);
    return matters != 0 ? matters : fold_matters(b, right);
}

Value datetime_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_datetime(b))
        return VALUE_NOT_IMPLEMENTED;
    int64_t us = us_of(a) - us_of(b);
    if (value_is(as_datetime(a)->zone, as_datetime(b)->zone))
        return truth_of_order((us > 0) - (us < 0), op);
    Offset left = {false, 0}, right = {false, 0};
    if (offset_of(a, &left) || offset_of(b, &right))
        return VALUE_ERROR;
    if (left.known != right.known)
        return compare_naive_with_aware(op, "datetimes");
    us -= left.us - right.us;
    if (us == 0 && (op == CMP_EQ || op == CMP_NE)) {
        int matters = either_fold_matters(a, left, b, right);
        if (matters != 0)
            return matters < 0 ? VALUE_ERROR : value_from_bool(op == CMP_NE);
    }
    return truth_of_order((us > 0) - (us < 0), op);
}

/* The offset of the first of two moments that look the same, so that equal ones hash alike. */
static int offset_for_hash(Ref self, Offset *offset)
{
    if (!as_datetime(self)->clock.fold)
        return offset_of(self, offset);
    Value first = with_fold(self, 0);
    int failed = value_is_error(first) || offset_of(first, offset);
    value_drop(first);
    return failed ? -1 : 0;
}

int64_t datetime_hash(Ref self)
{
    Date *d = as_date(self);
    Offset offset;
    if (d->hash != -1)
        return d->hash;
    if (offset_for_hash(self, &offset))
        return -1;
    int64_t us = us_of(self);
    d->hash = offset.known ? delta_hash_us(us - offset.us) : hash_bytes(&us, sizeof us);
    return d->hash;
}

/* ---- arithmetic ---- */

Value datetime_shift(Ref self, Us by)
{
    Moment m;
    Us us = us_of(self) + by;
    if ((Us)(int64_t)us != us)
        return exc_raise(&type_OverflowError, "date value out of range");
    return moment_from_us((int64_t)us, &m) ? VALUE_ERROR : datetime_make(value_type(self), &m, as_datetime(self)->zone);
}

Value datetime_add(Ref left, Ref right)
{
    if (value_is_datetime(left))
        return value_is_delta(right) ? datetime_shift(left, delta_us(right)) : VALUE_NOT_IMPLEMENTED;
    return value_is_delta(left) ? datetime_shift(right, delta_us(left)) : VALUE_NOT_IMPLEMENTED;
}

static Value difference(Ref a, Ref b)
{
    Offset left = {false, 0}, right = {false, 0};
    if (!value_is(as_datetime(a)->zone, as_datetime(b)->zone) && (offset_of(a, &left) || offset_of(b, &right)))
        return VALUE_ERROR;
    if (left.known != right.known)
        return exc_raise(&type_TypeError, "can't subtract offset-naive and offset-aware datetimes");
    return delta_new((Us)(us_of(a) - left.us) - (us_of(b) - right.us));
}

Value datetime_subtract(Ref left, Ref right)
{
    if (!value_is_datetime(left))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is_datetime(right))
        return difference(left, right);
    return value_is_delta(right) ? datetime_shift(left, -delta_us(right)) : VALUE_NOT_IMPLEMENTED;
}
