/* runtime/park.h -- the one place where a thread waits (DESIGN section 7). */
#ifndef RUNTIME_PARK_H
#define RUNTIME_PARK_H
#include "runtime/thread.h"
typedef enum { PARK_WOKEN, PARK_TIMEOUT, PARK_INTERRUPTED } ParkResult;
typedef struct Parker { void *os; } Parker; /* where one thread waits to be unparked */
/* Wait until unparked, the deadline (clock.h), or a signal for the main thread. Releases the GIL meanwhile.
 * `what` says for whom the deadlock report: "lock", "sleep", ... ; holder may be NULL. */
ParkResult park_wait(Parker *p, int64_t deadline_ns, const char *what, Thread *holder);
void park_wake(Parker *p);
/* time.sleep(): whole, across signals unless a handler raises (PEP 475). 0 or -1. */
int park_sleep_until(int64_t deadline_ns) MUST_CHECK;
/* From a signal handler: the main thread, if it waits, looks at its signals. */
void park_interrupt_main(void);
#endif
