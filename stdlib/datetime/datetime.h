/* stdlib/datetime/datetime.h -- what the files of _datetime share.
 *
 *     days.c       the proleptic Gregorian calendar: dates as day numbers and back, ISO weeks (no objects)
 *     iso_text.c   ISO 8601 text: reading and writing (no objects)
 *     wall.c       between local time, UTC and the C library's idea of both (no objects)
 *     timedelta.c, zone.c (tzinfo, timezone), date.c, time.c, datetime.c and datetime_*.c: a type each
 *     format.c     strftime, isoformat and the other texts of objects
 *     make.c       instances of the types and of their subclasses
 *
 * Amounts of time are microseconds: an offset, a naive moment or a time of day fits int64_t, a timedelta does
 * not and takes 67 bits. */
#ifndef STDLIB_DATETIME_H
#define STDLIB_DATETIME_H
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <stdio.h>

enum { MIN_YEAR = 1, MAX_YEAR = 9999, MAX_ORDINAL = 3652059, MAX_DELTA_DAYS = 999999999 };
#define SECONDS_PER_DAY INT64_C(86400)
#define US_PER_SECOND INT64_C(1000000)
#define US_PER_DAY (SECONDS_PER_DAY * US_PER_SECOND)
#define EPOCH_ORDINAL INT64_C(719163)    /* 1970-01-01 */
#define EPOCH_SECONDS (EPOCH_ORDINAL * SECONDS_PER_DAY)

typedef __int128 Us;                     /* a timedelta in microseconds */

typedef struct Ymd { int year, month, day; } Ymd;
typedef struct Clock { int hour, minute, second, microsecond, fold; } Clock;
typedef struct Moment { Ymd ymd; Clock clock; } Moment;
/* What utcoffset() or dst() said. */
typedef struct Offset { bool known; int64_t us; } Offset;

static inline int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); } /* b > 0 */
static inline int64_t floor_mod(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

/* ---- days.c ---- */
int64_t ymd_ordinal(Ymd d);              /* 0001-01-01 is 1 */
Ymd ymd_from_ordinal(int64_t ordinal);   /* 1 .. MAX_ORDINAL */
int ymd_day_of_year(Ymd d);              /* from 1 */
int ymd_weekday(Ymd d);                  /* Monday is 0 */
typedef struct IsoWeek { int year, week, weekday; } IsoWeek; /* weekday: Monday is 1 */
IsoWeek ymd_iso_week(Ymd d);
/* The other way; what is wrong with it, if anything. */
typedef enum IsoWeekError { ISO_WEEK_FINE, ISO_WEEK_YEAR, ISO_WEEK_WEEK, ISO_WEEK_WEEKDAY } IsoWeekError;
IsoWeekError ymd_from_iso_week(IsoWeek w, int64_t *ordinal);
int ymd_check(Ymd d) MUST_CHECK;         /* 0, or -1 with ValueError */
int clock_check(const Clock *c) MUST_CHECK;
static inline int64_t clock_us(const Clock *c)
{
    return ((c->hour * INT64_C(60) + c->minute) * 60 + c->second) * US_PER_SECOND + c->microsecond;
}
static inline int64_t moment_us(const Moment *m) { return ymd_ordinal(m->ymd) * US_PER_DAY + clock_us(&m->clock); }
Clock clock_from_us(int64_t us);         /* of one day; fold 0 */
int moment_from_us(int64_t us, Moment *out) MUST_CHECK; /* OverflowError: date value out of range */

/* ---- iso_text.c ---- */
typedef enum IsoPrecision { ISO_AUTO, ISO_HOURS, ISO_MINUTES, ISO_SECONDS, ISO_MILLISECONDS, ISO_MICROSECONDS } IsoPrecision;
int iso_precision(Ref timespec, IsoPrecision *out) MUST_CHECK; /* ValueError */
char *iso_put_ymd(char *p, Ymd d);       /* each returns the end of what it wrote */
char *iso_put_clock(char *p, const Clock *c, IsoPrecision precision);
char *iso_put_offset(char *p, int64_t us, const char *colon);
enum { ISO_TEXT_MAX = 64 };              /* room for all three */
enum { ISO_NOT_ASCII = 1 };              /* stands for such a character in text to read */
/* false: not ISO 8601, or nothing a date can be.  Clocks may still be out of range: clock_check(). */
bool iso_read_ymd(const char *p, size_t n, Ymd *out);
bool iso_read_clock(const char *p, size_t n, Clock *out, Offset *offset);
size_t iso_date_length(const char *p, size_t n); /* of the date that a date and time begin with; 0: none */

/* ---- wall.c: seconds are counted from 0001-01-01 with that day as 1, as ordinals are ---- */
typedef struct LocalZone { int64_t offset_seconds; char name[64]; } LocalZone;
int wall_to_utc(const Moment *local, int64_t *out) MUST_CHECK; /* PEP 495: honours fold */
int wall_zone(int64_t utc_seconds, LocalZone *out) MUST_CHECK;
/* A timestamp as local time or UTC, with the fold that local time needs. */
int wall_break_down(int64_t timestamp, int microsecond, bool local, Moment *out) MUST_CHECK;
int wall_timestamp(Ref v, int64_t *seconds, int *microsecond /* NULL: floor */) MUST_CHECK;

/* ---- objects ---- */
typedef struct Delta { Obj base; int days, seconds, microseconds; } Delta; /* normalised: only days is negative */
typedef struct Date { Obj base; int64_t hash; Ymd ymd; } Date;             /* hash -1: not computed */
typedef struct DateTime { Date date; Clock clock; Value zone; } DateTime;  /* zone: a tzinfo or None */
typedef struct Time { Obj base; int64_t hash; Clock clock; Value zone; } Time;
typedef struct TimeZone { Obj base; Value offset, name; } TimeZone;        /* a timedelta; a str or ABSENT */
extern Type type_timedelta, type_tzinfo, type_timezone, type_date, type_time, type_datetime, type_iso_calendar_date;

static inline bool value_is_delta(Ref v) { return value_is_instance(v, &type_timedelta); }
static inline bool value_is_date(Ref v) { return value_is_instance(v, &type_date); }
static inline bool value_is_datetime(Ref v) { return value_is_instance(v, &type_datetime); }
static inline bool value_is_time(Ref v) { return value_is_instance(v, &type_time); }
static inline bool value_is_tzinfo(Ref v) { return value_is_instance(v, &type_tzinfo); }
static inline Delta *as_delta(Ref v) { return VALUE_AS(Delta, v); }
static inline Date *as_date(Ref v) { return VALUE_AS(Date, v); }
static inline DateTime *as_datetime(Ref v) { return VALUE_AS(DateTime, v); }
static inline Time *as_time(Ref v) { return VALUE_AS(Time, v); }
static inline Moment datetime_moment(Ref v) { return (Moment){as_date(v)->ymd, as_datetime(v)->clock}; }

/* Each type's class attributes (min, max, ...), once it is ready: 0 or -1. */
int delta_add_constants(void) MUST_CHECK;
int zone_add_constants(void) MUST_CHECK;
int date_add_constants(void) MUST_CHECK;
int time_add_constants(void) MUST_CHECK;
int datetime_add_constants(void) MUST_CHECK;
Value truth_of_order(int order, CompareOp op); /* of a - b: a bool */

/* ---- timedelta.c, delta_number.c ---- */
Value delta_new(Us us);                  /* OverflowError */
static inline Us delta_us(Ref v)
{
    const Delta *d = as_delta(v);
    return ((Us)d->days * SECONDS_PER_DAY + d->seconds) * US_PER_SECOND + d->microseconds;
}
int64_t delta_hash_us(Us us);            /* hash of the timedelta of so many */
/* An int of so many, and the other way (OverflowError). */
Value us_to_int(Us us);
int us_from_int(Ref v, Us *out) MUST_CHECK;
Value us_to_seconds(Us us);              /* a float, correctly rounded */
Value delta_add(Ref left, Ref right);
Value delta_subtract(Ref left, Ref right);
Value delta_multiply(Ref left, Ref right);
Value delta_true_divide(Ref left, Ref right);
Value delta_floor_divide(Ref left, Ref right);
Value delta_remainder(Ref left, Ref right);
Value delta_divmod(Ref left, Ref right);

/* ---- zone.c ---- */
extern Value timezone_utc;               /* the one timezone.utc, immortal */
int zone_check(Ref tzinfo) MUST_CHECK;   /* TypeError unless None or a tzinfo */
Value timezone_new(int64_t offset_us, Ref name_or_absent); /* ValueError; utc itself when it is that */
/* zone.utcoffset(moment) or zone.dst(moment), checked; zone may be None: then None. */
Value zone_ask(Ref zone, const char *method, Ref moment);
int zone_offset(Ref zone, const char *method, Ref moment, Offset *out) MUST_CHECK;
Value zone_name(Ref zone, Ref moment);   /* a str or None */
Value zone_from_utc(Ref zone, Ref moment); /* zone.fromutc(moment) */

/* ---- make.c: type may be a subclass, which is then called as Python would ---- */
Value date_make(Type *type, Ymd d);
Value datetime_make(Type *type, const Moment *m, Ref zone);
Value datetime_alloc(Type *type, const Moment *m, Ref zone); /* no call; m is valid */
Value time_make(Type *type, const Clock *c, Ref zone);
int int_argument(Ref v, int *out) MUST_CHECK;                /* a field of a constructor */
static inline int replace_field(Ref given, int *field) { return value_is_absent(given) ? 0 : int_argument(given, field); }
Value call_named(Ref o, const char *method, const Ref *args, size_t n_args);
/* The types' `new` slots. */
Value date_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
Value datetime_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
Value time_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
/* The state that pickles carry, when these are a constructor's arguments for it: bytes, or a str of such characters
 * from Python 2 (owned through *held).  NULL: they are not, or an exception is pending. */
const uint8_t *pickled_state(const char *type, const Ref *args, size_t n_args, Ref kwnames, size_t length,
                             size_t sane_at, Value *held);
/* (type(self), (state,)), or with the zone. */
Value state_reduce(Ref self, const uint8_t *state, size_t length, Ref zone);
size_t clock_to_state(const Clock *c, uint8_t *out);          /* 6 bytes, without fold */
Clock clock_from_state(const uint8_t *p);

/* ---- format.c: zone and moment are what utcoffset() and tzname() are asked with ---- */
Value moment_strftime(Ref format, Ref tuple, Ref zone, Ref moment, int microsecond);
Value moment_format(Ref self, Ref spec);                      /* __format__ */
Value ctime_text(const Moment *m);
Value struct_time_new(const Moment *m, int is_dst);
Value iso_text_with_offset(char *text, char *end, Ref zone, Ref moment);

/* ---- datetime_order.c ---- */
Value datetime_shift(Ref self, Us us);                        /* self + us, of self's type, keeping its zone */
Value datetime_add(Ref left, Ref right);
Value datetime_subtract(Ref left, Ref right);
Value datetime_compare(Ref a, Ref b, CompareOp op);
int64_t datetime_hash(Ref self);
/* For naive beside aware: == and != have an answer, an order has not. */
Value compare_naive_with_aware(CompareOp op, const char *what);

/* ---- datetime_zone.c, datetime_from.c ---- */
Value datetime_astimezone(Ref self, Ref tzinfo);
Value datetime_timestamp(Ref self);
Value datetime_from_timestamp(Type *type, int64_t seconds, int microsecond, Ref zone, bool local);
#define DECLARED(name) Value name(Ref self, const Ref *a, size_t n, Ref kwnames);
DECLARED(datetime_now_m)
DECLARED(datetime_utcnow_m)
DECLARED(datetime_fromtimestamp_m)
DECLARED(datetime_utcfromtimestamp_m)
DECLARED(datetime_combine_m)
DECLARED(datetime_fromisoformat_m)
DECLARED(datetime_strptime_m)
#undef DECLARED
/* The str's characters as bytes, those past ASCII as ISO_NOT_ASCII; *held keeps them (or is ERROR). */
const char *iso_argument(Ref v, size_t *n, Value *held);
Value iso_complaint(Ref v);                                   /* ValueError */
/* The zone an offset in ISO text stands for: None, utc, or another fixed one. */
Value iso_zone(Offset offset);
#endif
