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
/* ---- for the thread module ---- */
void gil_adopt(Thread *t);           /* the calling OS thread is t from now on; call gil_acquire() next */
void gil_after_fork(void);           /* in the child: this thread alone is left, and it holds the lock */
int64_t gil_switch_interval_ns(void);
void gil_set_switch_interval_ns(int64_t ns);
typedef enum { GIL_FAIR, GIL_CLASSIC } GilPolicy;
extern GilPolicy gil_policy;         /* CLASSIC: a thread back from a blocking call waits a whole interval */
/* Run f(arg) in the main thread at its next safepoint; from any thread. -1 when the queue is full. */
int gil_add_pending_call(int (*f)(void *), void *arg);
extern int64_t gil_n_switches;       /* handovers to another thread so far */
#endif
