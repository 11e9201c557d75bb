/* runtime/gil.h -- the global interpreter lock: one of the three doors (DESIGN section 7).
 *
 *     gil_release(); n = read(fd, p, len); gil_acquire();
 *
 * Nothing between the two touches a Value or `running`. */
#ifndef RUNTIME_GIL_H
#define RUNTIME_GIL_H
#include "runtime/thread.h"
void gil_init(void);
void gil_release(void);    /* the running thread gives the lock up; saves errno */
void gil_acquire(void);    /* waits for it; restores errno and `running` */
/* Act on running->breaker: hand over, signals, collection, pending calls. 0, or -1 with an exception. */
int gil_safepoint(void) MUST_CHECK;
void gil_break(Thread *t, uint32_t reason);  /* from any thread or a signal handler */
#endif
