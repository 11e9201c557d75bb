/* stdlib/datetime/make.c -- instances of date, time and datetime, of their subclasses, and from pickled state. */
#include "runtime/bytes.h"
#include "stdlib/datetime/datetime.h"

Value call_named(Ref o, const char *method, const Ref *args, size_t n_args)
{
    Value name = str_intern_cstr(method);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value result = object_call_method(o, name, args, n_args);
    value_drop(name);
    return result;
}

int int_argument(Ref v, int *out)
{
    if (value_is_int(v)) {
        int64_t i = value_as_int(v);
        if (i == (int)i) {
            *out = (int)i;
            return 0;
        }
    }
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int64_t i = int_as_i64_clip(index);
    value_drop(index);
    if (i > INT32_MAX)
        return exc_raise_int(&type_OverflowError, "signed integer is greater than maximum");
    if (i < INT32_MIN)
        return exc_raise_int(&type_OverflowError, "signed integer is less than minimum");
    *out = (int)i;
    return 0;
}

/* ---- instances ---- */

static Value date_alloc(Type *type, Ymd d)
{
    Date *date = object_alloc_instance(type, 0);
    if (date == NULL)
        return VALUE_ERROR;
    date->hash = -1;
    date->ymd = d;
    return value_from_obj(date);
}

Value datetime_alloc(Type *type, const Moment *m, Ref zone)
{
    DateTime *d = object_alloc_instance(type, 0);
    if (d == NULL)
        return VALUE_ERROR;
    d->date.hash = -1;
    d->date.ymd = m->ymd;
    d->clock = m->clock;
    d->zone = value_dup(zone);
    return value_from_obj(d);
}

static Value time_alloc(Type *type, const Clock *c, Ref zone)
{
    Time *t = object_alloc_instance(type, 0);
    if (t == NULL)
        return VALUE_ERROR;
    t->hash = -1;
    t->clock = *c;
    t->zone = value_dup(zone);
    return value_from_obj(t);
}

static void put_ymd(Value *args, Ymd d)
{
    args[0] = value_from_int(d.year);
    args[1] = value_from_int(d.month);
    args[2] = value_from_int(d.day);
}
static void put_clock(Value *args, const Clock *c)
{
    args[0] = value_from_int(c->hour);
    args[1] = value_from_int(c->minute);
    args[2] = value_from_int(c->second);
    args[3] = value_from_int(c->microsecond);
}

/* A class of the program's own may have its own constructor: it gets the public arguments. */
Value datetime_make(Type *type, const Moment *m, Ref zone)
{
    if (type == &type_datetime)
        return ymd_check(m->ymd) || clock_check(&m->clock) ? VALUE_ERROR : datetime_alloc(type, m, zone);
    Value args[8];
    put_ymd(args, m->ymd);
    put_clock(args + 3, &m->clock);
    args[7] = zone;
    Value made = object_call(value_from_obj(type), args, 8, VALUE_ABSENT);
    if (m->clock.fold && value_is_ok(made) && value_is_datetime(made))
        as_datetime(made)->clock.fold = 1;
    return made;
}

Value date_make(Type *type, Ymd d)
{
    if (type == &type_date)
        return ymd_check(d) ? VALUE_ERROR : date_alloc(type, d);
    if (type == &type_datetime) {
        Moment midnight = {d, {0}};
        return datetime_make(type, &midnight, VALUE_NONE);
    }
    Value args[3];
    put_ymd(args, d);
    return object_call(value_from_obj(type), args, 3, VALUE_ABSENT);
}

Value time_make(Type *type, const Clock *c, Ref zone)
{
    if (type == &type_time)
        return clock_check(c) ? VALUE_ERROR : time_alloc(type, c, zone);
    Value args[5];
    put_clock(args, c);
    args[4] = zone;
    Value made = object_call(value_from_obj(type), args, 5, VALUE_ABSENT);
    if (c->fold && value_is_ok(made) && value_is_time(made))
        as_time(made)->clock.fold = 1;
    return made;
}

/* ---- constructors: __new__ fills a plain instance of the type, whatever class it is ---- */

/* date("2024-05-06"): that a str is no year is said before that month and day are missing. */
static int check_few(const Ref *args, size_t n_args)
{
    int ignored;
    for (size_t i = 0; i < n_args && n_args < 3; i++)
        if (int_argument(args[i], &ignored))
            return -1;
    return 0;
}

static Value date_from_state(Type *type, const uint8_t *p)
{
    return date_alloc(type, (Ymd){p[0] << 8 | p[1], p[2], p[3]});
}

Value date_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3], held;
    const uint8_t *state = pickled_state("date", args, n_args, kwnames, 4, 2, &held);
    if (state != NULL) {
        Value made = n_args == 1 ? date_from_state(type, state) : VALUE_ABSENT;
        value_drop(held);
        if (!value_is_absent(made))
            return made;
    } else if (exc_pending()) {
        return VALUE_ERROR;
    }
    Ymd d;
    if (check_few(args, n_args) || args_bind(&spec, "(year, month, day)", args, n_args, kwnames, a)
        || int_argument(a[0], &d.year) || int_argument(a[1], &d.month) || int_argument(a[2], &d.day) || ymd_check(d))
        return VALUE_ERROR;
    return date_alloc(type, d);
}

static int clock_arguments(const Ref *a, Ref fold, Clock *c)
{
    return int_argument(a[0], &c->hour) || int_argument(a[1], &c->minute) || int_argument(a[2], &c->second)
        || int_argument(a[3], &c->microsecond) || int_argument(fold, &c->fold) ? -1 : 0;
}

static int check_state_zone(const Ref *args, size_t n_args)
{
    if (n_args < 2 || value_is_none(args[1]) || value_is_tzinfo(args[1]))
        return 0;
    return exc_raise_int(&type_TypeError, "bad tzinfo state arg");
}

/* The top bit of the month is the fold, since protocol 4. */
static Value datetime_from_state(Type *type, const uint8_t *p, Ref zone)
{
    Moment m = {{p[0] << 8 | p[1], p[2] & 0x7f, p[3]}, clock_from_state(p + 4)};
    m.clock.fold = p[2] >> 7;
    return datetime_alloc(type, &m, zone);
}

Value datetime_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[9], held;
    const uint8_t *state = pickled_state("datetime", args, n_args, kwnames, 10, 2, &held);
    if (state != NULL) {
        Value made = check_state_zone(args, n_args) ? VALUE_ERROR
                   : datetime_from_state(type, state, n_args > 1 ? args[1] : VALUE_NONE);
        value_drop(held);
        return made;
    }
    if (exc_pending())
        return VALUE_ERROR;
    Moment m;
    if (check_few(args, n_args)
        || args_bind(&spec, "(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)",
                     args, n_args, kwnames, a)
        || int_argument(a[0], &m.ymd.year) || int_argument(a[1], &m.ymd.month) || int_argument(a[2], &m.ymd.day)
        || clock_arguments(a + 3, a[8], &m.clock) || ymd_check(m.ymd) || clock_check(&m.clock) || zone_check(a[7]))
        return VALUE_ERROR;
    return datetime_alloc(type, &m, a[7]);
}

static Value time_from_state(Type *type, const uint8_t *p, Ref zone)
{
    Clock c = clock_from_state(p);
    c.hour &= 0x7f;
    c.fold = p[0] >> 7;
    return time_alloc(type, &c, zone);
}

Value time_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[6], held;
    const uint8_t *state = pickled_state("time", args, n_args, kwnames, 6, 0, &held);
    if (state != NULL) {
        Value made = check_state_zone(args, n_args) ? VALUE_ERROR
                   : time_from_state(type, state, n_args > 1 ? args[1] : VALUE_NONE);
        value_drop(held);
        return made;
    }
    if (exc_pending())
        return VALUE_ERROR;
    Clock c;
    if (args_bind(&spec, "(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)", args, n_args, kwnames, a)
        || clock_arguments(a, a[5], &c) || clock_check(&c) || zone_check(a[4]))
        return VALUE_ERROR;
    return time_alloc(type, &c, a[4]);
}


/* ---- pickled state ---- */

size_t clock_to_state(const Clock *c, uint8_t *out)
{
    out[0] = (uint8_t)c->hour;
    out[1] = (uint8_t)c->minute;
    out[2] = (uint8_t)c->second;
    out[3] = (uint8_t)(c->microsecond >> 16);
    out[4] = (uint8_t)(c->microsecond >> 8);
    out[5] = (uint8_t)c->microsecond;
    return 6;
}

Clock clock_from_state(const uint8_t *p)
{
    return (Clock){p[0], p[1], p[2], p[3] << 16 | p[4] << 8 | p[5], 0};
}

Value state_reduce(Ref self, const uint8_t *state, size_t length, Ref zone)
{
    Value bytes = bytes_new(state, length);
    Value args = value_is_error(bytes) ? bytes : value_is_none(zone) ? tuple_of1(bytes) : tuple_of2(bytes, zone);
    Value result = value_is_error(args) ? args : tuple_of2(value_from_obj(value_type(self)), args);
    value_drop(args);
    value_drop(bytes);
    return result;
}

/* The byte that tells a state from anything else: a month, or an hour when it is the first. */
static bool is_sane(const uint8_t *p, size_t sane_at)
{
    int value = p[sane_at] & 0x7f;
    return sane_at == 0 ? value < 24 : value >= 1 && value <= 12;
}

/* A str of the right length that Python 2's pickle holds, as its Latin-1 bytes; ABSENT when it is no state. */
static Value state_of_str(const char *type, Ref text, size_t length, size_t sane_at)
{
    if (str_len(text) != (int64_t)length)
        return VALUE_ABSENT;
    uint8_t bytes[16];
    for (size_t i = 0; i < length; i++)
        bytes[i] = (uint8_t)str_at(text, (int64_t)i);
    if (str_at(text, (int64_t)sane_at) > 255 || !is_sane(bytes, sane_at))
        return VALUE_ABSENT;
    if (VALUE_AS(Str, text)->kind != 1)
        return exc_raise(&type_ValueError, "Failed to encode latin1 string when unpickling a %s object. "
                         "pickle.load(data, encoding='latin1') is assumed.", type);
    return bytes_new(bytes, length);
}

const uint8_t *pickled_state(const char *type, const Ref *args, size_t n_args, Ref kwnames, size_t length,
                             size_t sane_at, Value *held)
{
    if (n_args < 1 || n_args > 2 || !value_is_absent(kwnames) || !value_is_obj(args[0]))
        return NULL;
    if (value_is_bytes(args[0]))
        *held = value_dup(args[0]);
    else if (value_is_str(args[0]))
        *held = state_of_str(type, args[0], length, sane_at);
    else
        return NULL;
    if (!value_is_ok(*held))
        return NULL;
    const uint8_t *p = (const uint8_t *)bytes_data(*held);
    if (bytes_len(*held) == (int64_t)length && is_sane(p, sane_at))
        return p;
    value_drop(*held);
    return NULL;
}
