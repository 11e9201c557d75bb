/* stdlib/thread/lock.h -- the mutual exclusion under _thread.lock and _thread.RLock. */
#ifndef THREAD_LOCK_H
#define THREAD_LOCK_H
#include "runtime/object.h"
#include "runtime/park.h"

typedef struct Waiter {
    struct Waiter *next;
    Parker parker;
    bool granted;          /* the lock was handed to us */
} Waiter;

/* Free or held; waiters in the order they came. Everything under the GIL. */
typedef struct Mutex {
    bool held;
    uint64_t owner;        /* thread id of the holder */
    Waiter *first, *last;
} Mutex;

/* 1 taken, 0 timed out (or busy when the deadline is 0), -1 an exception from a signal handler. */
int mutex_acquire(Mutex *m, int64_t deadline_ns) MUST_CHECK;
void mutex_release(Mutex *m); /* to the first waiter */

/* acquire(blocking=True, timeout=-1) -> deadline: 0 do not wait. -1 with ValueError/OverflowError. */
int lock_deadline(Ref blocking, Ref timeout, int64_t *deadline_ns) MUST_CHECK;
#define LOCK_TIMEOUT_MAX 9223372036.0

extern Type type_lock, type_rlock, type_thread_local, type_thread_handle;
Value lock_new(void);
#endif
