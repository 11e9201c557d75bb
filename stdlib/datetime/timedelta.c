/* stdlib/datetime/timedelta.c -- timedelta: making, comparing, showing.  Its arithmetic is in delta_number.c. */
#include "runtime/float.h"
#include "stdlib/datetime/datetime.h"
#include <math.h>

/* ---- making ---- */

COLD static Value out_of_range(Us days)
{
    if (days > INT32_MAX || days < INT32_MIN)
        return exc_raise(&type_OverflowError, "Python int too large to convert to C int");
    return exc_raise(&type_OverflowError, "days=%d; must have magnitude <= %d", (int)days, MAX_DELTA_DAYS);
}

static Value make(Type *type, Us us)
{
    Us days;
    int64_t rest;
    if (LIKELY((Us)(int64_t)us == us)) { /* division of 128 bits is a call */
        days = floor_div((int64_t)us, US_PER_DAY);
        rest = floor_mod((int64_t)us, US_PER_DAY);
    } else {
        days = us / US_PER_DAY - (us % US_PER_DAY < 0);
        rest = (int64_t)(us - days * US_PER_DAY);
    }
    if (days > MAX_DELTA_DAYS || days < -MAX_DELTA_DAYS)
        return out_of_range(days);
    Delta *d = object_alloc_instance(type, 0);
    if (d == NULL)
        return VALUE_ERROR;
    d->days = (int)days;
    d->seconds = (int)(rest / US_PER_SECOND);
    d->microseconds = (int)(rest % US_PER_SECOND);
    return value_from_obj(d);
}

Value delta_new(Us us) { return make(&type_timedelta, us); }

Value us_to_int(Us us)
{
    if ((Us)(int64_t)us == us)
        return int_new((int64_t)us);
    return int_from_bytes((const uint8_t *)&us, sizeof us, true, true);
}

int us_from_int(Ref v, Us *out)
{
    if (value_is_int(v)) {
        *out = value_as_int(v);
        return 0;
    }
    if (!int_to_bytes(v, (uint8_t *)out, sizeof *out, true, true))
        return 0;
    exc_clear();
    return exc_raise_int(&type_OverflowError, "Python int too large to convert to C int");
}

Value us_to_seconds(Us us)
{
    Value n = us_to_int(us);
    Value seconds = value_is_error(n) ? n : int_binary(BINARY_DIV, n, value_from_int(US_PER_SECOND));
    value_drop(n);
    return seconds;
}

/* A whole number of units as microseconds. */
static int add_whole(Ref count, int64_t unit, Us *sum)
{
    Us us;
    if (us_from_int(count, &us))
        return -1;
    if (__builtin_mul_overflow(us, (Us)unit, &us) || __builtin_add_overflow(*sum, us, sum))
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C int");
    return 0;
}

static int add_double(double count, int64_t unit, Us *sum, double *rest)
{
    double whole, fraction = modf(count, &whole);
    Value n = int_from_double(whole);
    int failed = value_is_error(n) || add_whole(n, unit, sum);
    value_drop(n);
    if (failed)
        return -1;
    fraction = modf(fraction * (double)unit, &whole);
    *sum += (int64_t)whole;
    *rest += fraction;
    return 0;
}

static int add_argument(Ref v, const char *name, int64_t unit, Us *sum, double *rest)
{
    if (value_is_any_int(v))
        return add_whole(v, unit, sum);
    if (value_is_any_float(v))
        return add_double(float_value(v), unit, sum, rest);
    return exc_raise_int(&type_TypeError, "unsupported type for timedelta %s component: %T", name, v);
}

/* What the fractions of all arguments come to, rounded: a half goes to where the sum gets even. */
static int64_t round_rest(double rest, Us sum)
{
    double whole = round(rest);
    if (fabs(whole - rest) == 0.5) {
        int odd = (int)(sum & 1);
        whole = 2.0 * round((rest + odd) * 0.5) - odd;
    }
    return (int64_t)whole;
}

static Value delta_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    static const struct { const char *name; int64_t unit; int index; } parts[] = {
        {"microseconds", 1, 2}, {"milliseconds", 1000, 3}, {"seconds", US_PER_SECOND, 1},
        {"minutes", 60 * US_PER_SECOND, 4}, {"hours", 3600 * US_PER_SECOND, 5}, {"days", US_PER_DAY, 0},
        {"weeks", 7 * US_PER_DAY, 6},
    };
    Value a[7];
    if (args_bind(&spec, "__new__(days=<absent>, seconds=<absent>, microseconds=<absent>, milliseconds=<absent>, "
                         "minutes=<absent>, hours=<absent>, weeks=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Us sum = 0;
    double rest = 0;
    for (size_t i = 0; i < N_ELEMENTS(parts); i++) {
        Ref v = a[parts[i].index];
        if (!value_is_absent(v) && add_argument(v, parts[i].name, parts[i].unit, &sum, &rest))
            return VALUE_ERROR;
    }
    return make(type, rest != 0 ? sum + round_rest(rest, sum) : sum);
}

/* ---- comparing ---- */

Value truth_of_order(int order, CompareOp op)
{
    switch (op) {
    case CMP_LT: return value_from_bool(order < 0);
    case CMP_LE: return value_from_bool(order <= 0);
    case CMP_EQ: return value_from_bool(order == 0);
    case CMP_NE: return value_from_bool(order != 0);
    case CMP_GT: return value_from_bool(order > 0);
    case CMP_GE: return value_from_bool(order >= 0);
    }
    return VALUE_NOT_IMPLEMENTED;
}

static Value delta_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_delta(b))
        return VALUE_NOT_IMPLEMENTED;
    Us left = delta_us(a), right = delta_us(b);
    return truth_of_order((left > right) - (left < right), op);
}

int64_t delta_hash_us(Us us)
{
    uint64_t mixed = hash_mix(hash_mix(HASH_MIX_START, (int64_t)us), (int64_t)(us >> 64));
    return (int64_t)mixed == -1 ? -2 : (int64_t)mixed;
}
static int64_t delta_hash(Ref self) { return delta_hash_us(delta_us(self)); }

static int delta_truth(Ref self) { return delta_us(self) != 0; }

/* ---- looks ---- */

static Value delta_repr(Ref self)
{
    const Delta *d = as_delta(self);
    const struct { const char *name; int value; } parts[] = {
        {"days", d->days}, {"seconds", d->seconds}, {"microseconds", d->microseconds},
    };
    char text[96], *p = text;
    for (size_t i = 0; i < N_ELEMENTS(parts); i++)
        if (parts[i].value != 0)
            p += sprintf(p, "%s%s=%d", p == text ? "" : ", ", parts[i].name, parts[i].value);
    if (p == text)
        *p++ = '0';
    *p = 0;
    return str_format("%T(%s)", self, text);
}

static Value delta_str(Ref self)
{
    const Delta *d = as_delta(self);
    char text[64], *p = text;
    if (d->days != 0)
        p += sprintf(p, "%d day%s, ", d->days, d->days == 1 || d->days == -1 ? "" : "s");
    p += sprintf(p, "%d:%02d:%02d", d->seconds / 3600, d->seconds / 60 % 60, d->seconds % 60);
    if (d->microseconds != 0)
        p += sprintf(p, ".%06d", d->microseconds);
    return str_from_ascii(text, (size_t)(p - text));
}

NATIVE(delta_total_seconds_m) { return us_to_seconds(delta_us(self)); }

NATIVE(delta_reduce_m)
{
    const Delta *d = as_delta(self);
    Value args = tuple_of3(value_from_int(d->days), value_from_int(d->seconds), value_from_int(d->microseconds));
    Value result = value_is_error(args) ? args : tuple_of2(value_from_obj(value_type(self)), args);
    value_drop(args);
    return result;
}

static Value delta_get_days(Ref self) { return value_from_int(as_delta(self)->days); }
static Value delta_get_seconds(Ref self) { return value_from_int(as_delta(self)->seconds); }
static Value delta_get_microseconds(Ref self) { return value_from_int(as_delta(self)->microseconds); }

static const Getter delta_getters[] = {
    {"days", delta_get_days, NULL, "Number of days."},
    {"seconds", delta_get_seconds, NULL, "Number of seconds (>= 0 and less than 1 day)."},
    {"microseconds", delta_get_microseconds, NULL, "Number of microseconds (>= 0 and less than 1 second)."},
    {0},
};

static const Method delta_methods[] = {
    {"total_seconds()", delta_total_seconds_m, "Total seconds in the duration."},
    {"__reduce__()", delta_reduce_m, "__reduce__() -> (cls, state)"},
    {0},
};

static Value delta_negative(Ref self) { return delta_new(-delta_us(self)); }
static Value delta_positive(Ref self) { return delta_new(delta_us(self)); }
static Value delta_absolute(Ref self)
{
    Us us = delta_us(self);
    return delta_new(us < 0 ? -us : us);
}

static void plain_dealloc(Obj *o) { object_free(o); }

Type type_timedelta = {
    .base = STATIC_OBJ(&type_type), .name = "timedelta", .module = "datetime", .basic_size = sizeof(Delta),
    .flags = TYPE_BASETYPE | TYPE_IMMUTABLE,
    .doc = "Difference between two datetime values.\n\n"
           "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\n"
           "All arguments are optional and default to 0.\n"
           "Arguments may be integers or floats, and may be positive or negative.",
    .methods = delta_methods, .getters = delta_getters, .new = delta_type_new, .dealloc = plain_dealloc,
    .repr = delta_repr, .str = delta_str, .hash = delta_hash, .compare = delta_compare, .truth = delta_truth,
    .negative = delta_negative, .positive = delta_positive, .absolute = delta_absolute,
    .binary = {
        [BINARY_ADD] = delta_add, [BINARY_SUB] = delta_subtract, [BINARY_MUL] = delta_multiply,
        [BINARY_DIV] = delta_true_divide, [BINARY_FLOORDIV] = delta_floor_divide, [BINARY_MOD] = delta_remainder,
        [BINARY_DIVMOD] = delta_divmod,
    },
};

int delta_add_constants(void)
{
    Us day = US_PER_DAY;
    return type_add_constant(&type_timedelta, "min", delta_new(-day * MAX_DELTA_DAYS))
        || type_add_constant(&type_timedelta, "max", delta_new(day * (MAX_DELTA_DAYS + 1) - 1))
        || type_add_constant(&type_timedelta, "resolution", delta_new(1)) ? -1 : 0;
}
