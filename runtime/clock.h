/* runtime/clock.h -- the only place that reads a clock or computes a deadline. Virtual time will replace these. */
#ifndef RUNTIME_CLOCK_H
#define RUNTIME_CLOCK_H
#include <stdbool.h>
#include <stdint.h>
int64_t clock_monotonic_ns(void);
int64_t clock_wall_ns(void);      /* since 1970 */
int64_t clock_process_ns(void);   /* CPU time */
int64_t clock_thread_ns(void);
/* Deadlines are monotonic ns; CLOCK_FOREVER never comes. */
#define CLOCK_FOREVER INT64_MAX
int64_t clock_deadline(int64_t timeout_ns); /* saturates */
#endif
