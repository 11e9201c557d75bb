/* runtime/clock.c -- the clocks, read here and nowhere else. */
#include "runtime/clock.h"
#include <time.h>

static int64_t read_ns(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

int64_t clock_monotonic_ns(void) { return read_ns(CLOCK_MONOTONIC); }
int64_t clock_wall_ns(void) { return read_ns(CLOCK_REALTIME); }
int64_t clock_process_ns(void) { return read_ns(CLOCK_PROCESS_CPUTIME_ID); }
int64_t clock_thread_ns(void) { return read_ns(CLOCK_THREAD_CPUTIME_ID); }

int64_t clock_deadline(int64_t timeout_ns)
{
    int64_t deadline;
    if (timeout_ns == CLOCK_FOREVER || __builtin_add_overflow(clock_monotonic_ns(), timeout_ns, &deadline))
        return timeout_ns < 0 ? INT64_MIN : CLOCK_FOREVER;
    return deadline;
}
