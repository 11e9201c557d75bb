/* stdlib/posix/posix_event.c -- descriptors that count events (eventfd) and expirations of a timer (timerfd). */
#include "runtime/float.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <math.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

NATIVE(posix_eventfd_m)
{
    int flags, fd;
    uint64_t initial;
    if (int_as_u64(a[0], &initial) || int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    fd = eventfd((unsigned)initial, flags);
    return fd < 0 ? posix_error() : value_from_int(fd);
}
NATIVE(posix_eventfd_read_m)
{
    int fd, result;
    eventfd_t value = 0;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    SYSTEM_CALL(result, eventfd_read(fd, &value));
    return result ? posix_error() : int_new_u64(value);
}
NATIVE(posix_eventfd_write_m)
{
    int fd, result;
    uint64_t value;
    if (int_as_i32(a[0], &fd) || int_as_u64(a[1], &value))
        return VALUE_ERROR;
    SYSTEM_CALL(result, eventfd_write(fd, value));
    RETURN_SIMPLE(result);
}
/* ---- timers ---- */
NATIVE(posix_timerfd_create_m)
{
    int clock, flags;
    if (int_as_i32(a[0], &clock) || int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    int fd = timerfd_create(clock, flags | TFD_CLOEXEC); /* PEP 446 */
    return fd < 0 ? posix_error() : value_from_int(fd);
}

static int time_of_seconds(Ref v, struct timespec *out)
{
    double seconds;
    if (float_from_value(v, &seconds))
        return -1;
    double whole = floor(seconds);
    if (!(fabs(whole) < 9.2e18)) /* also not a number */
        return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
    *out = (struct timespec){(time_t)whole, (long)((seconds - whole) * 1e9)};
    return 0;
}

static int time_of_nanoseconds(Ref v, struct timespec *out)
{
    int64_t ns;
    if (int_as_i64(v, &ns))
        return -1;
    int64_t rest = ns % 1000000000;
    *out = (struct timespec){ns / 1000000000 - (rest < 0), rest + (rest < 0 ? 1000000000 : 0)};
    return 0;
}

static Value seconds_of(struct timespec t) { return value_from_double((double)t.tv_sec + (double)t.tv_nsec * 1e-9); }
static Value nanoseconds_of(struct timespec t) { return int_new((int64_t)t.tv_sec * 1000000000 + t.tv_nsec); }

/* The (next expiration, interval) that all four functions return. */
static Value timer_pair(const struct itimerspec *timer, bool in_ns)
{
    Value (*convert)(struct timespec) = in_ns ? nanoseconds_of : seconds_of;
    return tuple_of2(convert(timer->it_value), convert(timer->it_interval));
}

static Value set_timer(const Ref *a, bool in_ns)
{
    int fd, flags;
    struct itimerspec timer, old;
    int (*convert)(Ref, struct timespec *) = in_ns ? time_of_nanoseconds : time_of_seconds;
    if (posix_fd(a[0], &fd) || int_as_i32(a[1], &flags) || convert(a[2], &timer.it_value) ||
        convert(a[3], &timer.it_interval))
        return VALUE_ERROR;
    return timerfd_settime(fd, flags, &timer, &old) ? posix_error() : timer_pair(&old, in_ns);
}
NATIVE(posix_timerfd_settime_m) { return set_timer(a, false); }
NATIVE(posix_timerfd_settime_ns_m) { return set_timer(a, true); }

static Value get_timer(const Ref *a, bool in_ns)
{
    int fd;
    struct itimerspec timer;
    if (posix_fd(a[0], &fd))
        return VALUE_ERROR;
    return timerfd_gettime(fd, &timer) ? posix_error() : timer_pair(&timer, in_ns);
}
NATIVE(posix_timerfd_gettime_m) { return get_timer(a, false); }
NATIVE(posix_timerfd_gettime_ns_m) { return get_timer(a, true); }

const Method posix_event_functions[] = {
    {"eventfd(initval, flags=524288)", posix_eventfd_m, "Make a descriptor that counts events."},
    {"eventfd_read(fd)", posix_eventfd_read_m, "Read the counter."},
    {"eventfd_write(fd, value)", posix_eventfd_write_m, "Add to the counter."},
    {"timerfd_create(clockid, /, *, flags=0)", posix_timerfd_create_m,
     "Make a descriptor that becomes readable when its timer expires."},
    {"timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)", posix_timerfd_settime_m,
     "Set a timer, in seconds."},
    {"timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)", posix_timerfd_settime_ns_m,
     "Set a timer, in nanoseconds."},
    {"timerfd_gettime(fd, /)", posix_timerfd_gettime_m, "Return (next expiration, interval) of a timer in seconds."},
    {"timerfd_gettime_ns(fd, /)", posix_timerfd_gettime_ns_m, "Return (next expiration, interval) of a timer in nanoseconds."},
    {0},
};
