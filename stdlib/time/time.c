/* stdlib/time/time.c -- the time module: clocks (runtime/clock.h), sleeping (runtime/park.h), calendar time. */
#include "runtime/bytes.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/namespace.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/time/calendar.h"
#include <errno.h>
#include <pthread.h>
#include <time.h>

Value module_time_init(void);

static Value seconds(int64_t ns) { return value_from_double((double)ns * 1e-9); }

/* Whole seconds and the rest apart: a double keeps more of a wall clock that way. */
static Value wall_seconds(int64_t ns)
{
    return value_from_double((double)(ns / 1000000000) + (double)(ns % 1000000000) * 1e-9);
}

NATIVE(time_time_m) { return wall_seconds(clock_wall_ns()); }
NATIVE(time_time_ns_m) { return int_new(clock_wall_ns()); }
NATIVE(time_monotonic_m) { return seconds(clock_monotonic_ns()); }
NATIVE(time_monotonic_ns_m) { return int_new(clock_monotonic_ns()); }
NATIVE(time_process_time_m) { return seconds(clock_process_ns()); }
NATIVE(time_process_time_ns_m) { return int_new(clock_process_ns()); }
NATIVE(time_thread_time_m) { return seconds(clock_thread_ns()); }
NATIVE(time_thread_time_ns_m) { return int_new(clock_thread_ns()); }

/* ---- sleep ---- */
NATIVE(time_sleep_m)
{
    int64_t ns;
    if (value_is_any_float(a[0])) {
        double d = float_value(a[0]);
        if (d != d)
            return exc_raise(&type_ValueError, "Invalid value NaN (not a number)");
        if (d < 0)
            return exc_raise(&type_ValueError, "sleep length must be non-negative");
        d = __builtin_ceil(d * 1e9);
        if (d >= 9.2e18)
            return exc_raise(&type_OverflowError, "timestamp out of range for platform time_t");
        ns = (int64_t)d;
    } else {
        int64_t s;
        Value index = object_index(a[0]);
        if (value_is_error(index))
            return VALUE_ERROR;
        int failed = int_as_i64(index, &s) || __builtin_mul_overflow(s, 1000000000, &ns);
        value_drop(index);
        if (failed) {
            exc_clear();
            return exc_raise(&type_OverflowError, "timestamp out of range for platform time_t");
        }
        if (s < 0)
            return exc_raise(&type_ValueError, "sleep length must be non-negative");
    }
    return park_sleep_until(clock_deadline(ns)) ? VALUE_ERROR : VALUE_NONE;
}

/* ---- the system's clocks by number: they are the machine's, whatever clock.h plays ---- */
static int clock_id(Ref v, clockid_t *out)
{
    int id;
    if (int_as_i32(v, &id))
        return -1;
    *out = id;
    return 0;
}
static Value clock_value(Ref id, bool resolution, bool as_ns)
{
    clockid_t clock;
    struct timespec t;
    if (clock_id(id, &clock))
        return VALUE_ERROR;
    if (resolution ? clock_getres(clock, &t) : clock_gettime(clock, &t))
        return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
    if (as_ns)
        return int_new((int64_t)t.tv_sec * 1000000000 + t.tv_nsec);
    return value_from_double((double)t.tv_sec + (double)t.tv_nsec * 1e-9);
}
NATIVE(time_clock_gettime_m) { return clock_value(a[0], false, false); }
NATIVE(time_clock_gettime_ns_m) { return clock_value(a[0], false, true); }
NATIVE(time_clock_getres_m) { return clock_value(a[0], true, false); }
NATIVE(time_clock_settime_m)
{
    clockid_t clock;
    double when;
    if (clock_id(a[0], &clock) || float_from_value(a[1], &when))
        return VALUE_ERROR;
    struct timespec t = {.tv_sec = (time_t)__builtin_floor(when)};
    t.tv_nsec = (long)((when - (double)t.tv_sec) * 1e9);
    return clock_settime(clock, &t) ? exc_raise_errno(&type_OSError, errno, VALUE_ABSENT) : VALUE_NONE;
}
NATIVE(time_clock_settime_ns_m)
{
    clockid_t clock;
    int64_t when;
    if (clock_id(a[0], &clock) || int_as_i64(a[1], &when))
        return VALUE_ERROR;
    struct timespec t = {.tv_sec = when / 1000000000, .tv_nsec = when % 1000000000};
    return clock_settime(clock, &t) ? exc_raise_errno(&type_OSError, errno, VALUE_ABSENT) : VALUE_NONE;
}
NATIVE(time_pthread_getcpuclockid_m)
{
    uint64_t thread;
    clockid_t clock;
    if (int_as_u64(a[0], &thread))
        return VALUE_ERROR;
    int error = pthread_getcpuclockid((pthread_t)thread, &clock);
    return error ? exc_raise_errno(&type_OSError, error, VALUE_ABSENT) : value_from_int(clock);
}

/* ---- get_clock_info ---- */
NATIVE(time_get_clock_info_m)
{
    static const struct { const char *name, *implementation; bool monotonic, adjustable; } clocks[] = {
        {"time", "clock_gettime(CLOCK_REALTIME)", false, true},
        {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, false},
        {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, false},
        {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
        {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
    };
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "get_clock_info() argument 1 must be str, not %T", a[0]);
    for (size_t i = 0; i < N_ELEMENTS(clocks); i++) {
        if (!str_equals_cstr(a[0], clocks[i].name))
            continue;
        Value names[4] = {str_intern_cstr("implementation"), str_intern_cstr("monotonic"), str_intern_cstr("adjustable"),
                          str_intern_cstr("resolution")};
        Value keywords = tuple_from_values(names, 4), text = str_from_cstr(clocks[i].implementation);
        Ref values[4] = {text, value_from_bool(clocks[i].monotonic), value_from_bool(clocks[i].adjustable),
                         value_from_double(1e-9)};
        Value info = object_call(value_from_obj(&type_simple_namespace), values, 0, keywords);
        value_drop(keywords);
        value_drop(text);
        return info;
    }
    return exc_raise(&type_ValueError, "unknown clock");
}

static const Method clock_functions[] = {
    {"time()", time_time_m, "Return the time in seconds since the epoch."},
    {"time_ns()", time_time_ns_m, "Return the time in nanoseconds since the epoch."},
    {"monotonic()", time_monotonic_m, "Return the value of a clock that cannot go backward."},
    {"monotonic_ns()", time_monotonic_ns_m, "Like monotonic(), in nanoseconds."},
    {"perf_counter()", time_monotonic_m, "Return the value of the most precise clock."},
    {"perf_counter_ns()", time_monotonic_ns_m, "Like perf_counter(), in nanoseconds."},
    {"process_time()", time_process_time_m, "Return the processor time used by this process."},
    {"process_time_ns()", time_process_time_ns_m, "Like process_time(), in nanoseconds."},
    {"thread_time()", time_thread_time_m, "Return the processor time used by this thread."},
    {"thread_time_ns()", time_thread_time_ns_m, "Like thread_time(), in nanoseconds."},
    {"sleep(object, /)", time_sleep_m, "Wait for a number of seconds, which may be fractional."},
    {"clock_gettime(clk_id, /)", time_clock_gettime_m, "Return the time of a clock."},
    {"clock_gettime_ns(clk_id, /)", time_clock_gettime_ns_m, "Like clock_gettime(), in nanoseconds."},
    {"clock_getres(clk_id, /)", time_clock_getres_m, "Return the resolution of a clock."},
    {"clock_settime(clk_id, time, /)", time_clock_settime_m, "Set a clock."},
    {"clock_settime_ns(clk_id, time, /)", time_clock_settime_ns_m, "Set a clock, in nanoseconds."},
    {"pthread_getcpuclockid(thread_id, /)", time_pthread_getcpuclockid_m, "Return the clock of a thread."},
    {"get_clock_info(name, /)", time_get_clock_info_m, "Return what is known about a clock."},
    {0},
};

Value module_time_init(void)
{
    static const struct { const char *name; int id; } clocks[] = {
        {"CLOCK_REALTIME", CLOCK_REALTIME}, {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW}, {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID}, {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
        {"CLOCK_TAI", CLOCK_TAI},
    };
    Value module = module_new("time", "Clocks, sleeping, calendar time.", clock_functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    for (size_t i = 0; i < N_ELEMENTS(clocks); i++)
        if (module_add_int(module, clocks[i].name, clocks[i].id))
            goto fail;
    if (calendar_add(module))
        goto fail;
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}
