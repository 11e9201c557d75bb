/* runtime/gil.c -- the global interpreter lock.
 *
 * The lock is one atomic flag; taking and giving it up without rivals is one atomic operation each.  A
 * thread that finds it taken queues up (first come, first served) and sleeps on its own condition variable;
 * each time its patience ends it sets BREAK_GIL in the holder, which hands over at its next safepoint.
 *
 * Patience is the switch interval (5 ms).  A thread that comes back from a blocking call would wait that long
 * behind a computing thread each time (the convoy effect), so under GIL_FAIR it asks much sooner; the holder
 * still keeps at least SHORT_TURN_NS of every turn.  GIL_CLASSIC waits the whole interval always.
 *
 * Release stores with release order and acquire takes with acquire order: what one holder wrote, the next sees.
 * gil_n_waiting is raised before the flag is tried again and read after the flag is cleared (both sequentially
 * consistent), so a waiter is never left asleep with the lock free. */
#include "runtime/gil.h"
#include "runtime/clock.h"
#include "runtime/eventlog.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/signal.h"
#include <errno.h>
#include <pthread.h>
#include <time.h>

#define SHORT_TURN_NS 100000

typedef struct Waiter {
    pthread_cond_t wake;
    struct Waiter *next;
} Waiter;

typedef struct PendingCall {
    int (*f)(void *);
    void *arg;
} PendingCall;

GilPolicy gil_policy = GIL_FAIR;
int64_t gil_n_switches;
static _Atomic bool taken;
static _Atomic uint32_t n_waiting;
static _Atomic(Thread *) holder;
static Thread *last_holder;              /* protected by the lock itself */
static pthread_mutex_t queue_mutex = PTHREAD_MUTEX_INITIALIZER;
static Waiter *queue_head, **queue_tail = &queue_head;
static _Atomic int64_t interval_ns = 5000000;
static __thread Thread *own_thread;
static __thread bool was_blocking;

#define MAX_PENDING 256
static pthread_mutex_t pending_mutex = PTHREAD_MUTEX_INITIALIZER;
static PendingCall pending_calls[MAX_PENDING];
static int n_pending;

void gil_init(void)
{
    own_thread = &main_thread;
    running = &main_thread;
    last_holder = &main_thread;
    atomic_store(&taken, true);
    atomic_store(&holder, &main_thread);
}

void gil_adopt(Thread *t) { own_thread = t; }

int64_t gil_switch_interval_ns(void) { return atomic_load(&interval_ns); }
void gil_set_switch_interval_ns(int64_t ns) { atomic_store(&interval_ns, ns); }

void gil_break(Thread *t, uint32_t reason) { atomic_fetch_or(&t->breaker, reason); }

static bool try_take(void)
{
    bool free_now = false;
    return atomic_compare_exchange_strong(&taken, &free_now, true);
}

static void wake_first(void)
{
    pthread_mutex_lock(&queue_mutex);
    if (queue_head)
        pthread_cond_signal(&queue_head->wake);
    pthread_mutex_unlock(&queue_mutex);
}

static void give_up_lock(void)
{
    EVENTLOG(EVENT_GIL_RELEASE, running, NULL, NULL, 0, VALUE_ABSENT);
    running = NULL;
    atomic_store(&holder, NULL);
    atomic_store(&taken, false);
    if (UNLIKELY(atomic_load(&n_waiting) != 0))
        wake_first();
}

void gil_release(void)
{
    int saved_errno = errno;
    was_blocking = true;
    give_up_lock();
    errno = saved_errno;
}

static void wait_some(Waiter *w, int64_t ns)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t sum = until.tv_nsec + ns % 1000000000;
    until.tv_sec += ns / 1000000000 + sum / 1000000000;
    until.tv_nsec = sum % 1000000000;
    pthread_cond_timedwait(&w->wake, &queue_mutex, &until);
}

static void enqueue(Waiter *w)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&w->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    w->next = NULL;
    *queue_tail = w;
    queue_tail = &w->next;
}

static void dequeue(Waiter *w)
{
    Waiter **link = &queue_head;
    while (*link != w)
        link = &(*link)->next;
    *link = w->next;
    if (queue_tail == &w->next)
        queue_tail = link;
    pthread_cond_destroy(&w->wake);
}

static void wait_for_lock(void)
{
    Waiter self;
    int64_t patience = atomic_load(&interval_ns);
    if (was_blocking && gil_policy == GIL_FAIR && patience > SHORT_TURN_NS)
        patience = SHORT_TURN_NS;
    pthread_mutex_lock(&queue_mutex);
    enqueue(&self);
    atomic_fetch_add(&n_waiting, 1);
    /* Only the head of the queue takes the lock, so that order is kept. */
    while (queue_head != &self || !try_take()) {
        Thread *before = atomic_load(&holder);
        wait_some(&self, patience);
        Thread *now = atomic_load(&holder);
        if (queue_head == &self && now != NULL && now == before)
            gil_break(now, BREAK_GIL);
    }
    dequeue(&self);
    atomic_fetch_sub(&n_waiting, 1);
    pthread_mutex_unlock(&queue_mutex);
}

void gil_acquire(void)
{
    int saved_errno = errno;
    if (UNLIKELY(atomic_load(&n_waiting) != 0) || !try_take())
        wait_for_lock();
    was_blocking = false;
    Thread *self = own_thread;
    running = self;
    atomic_store(&holder, self);
    if (last_holder != self) {
        last_holder = self;
        gil_n_switches++;
    }
    EVENTLOG(EVENT_GIL_TAKE, self, NULL, NULL, 0, VALUE_ABSENT);
    errno = saved_errno;
}

/* Somebody asked: let the first in the queue have its turn, and queue up behind. */
static void hand_over(void)
{
    if (atomic_load(&n_waiting) == 0)
        return;
    give_up_lock();
    gil_acquire(); /* n_waiting is not 0: this queues up at the end */
}

void gil_after_fork(void)
{
    pthread_mutex_init(&queue_mutex, NULL);
    pthread_mutex_init(&pending_mutex, NULL);
    queue_head = NULL;
    queue_tail = &queue_head;
    atomic_store(&n_waiting, 0);
    atomic_store(&taken, true);
    atomic_store(&holder, own_thread);
    running = own_thread;
}

int gil_add_pending_call(int (*f)(void *), void *arg)
{
    int result = -1;
    pthread_mutex_lock(&pending_mutex);
    if (n_pending < MAX_PENDING) {
        pending_calls[n_pending++] = (PendingCall){f, arg};
        result = 0;
    }
    pthread_mutex_unlock(&pending_mutex);
    gil_break(&main_thread, BREAK_CALL);
    return result;
}

static int run_pending_calls(void)
{
    for (;;) {
        pthread_mutex_lock(&pending_mutex);
        if (n_pending == 0) {
            pthread_mutex_unlock(&pending_mutex);
            return 0;
        }
        PendingCall call = pending_calls[0];
        memmove(pending_calls, pending_calls + 1, (size_t)--n_pending * sizeof *pending_calls);
        pthread_mutex_unlock(&pending_mutex);
        if (call.f(call.arg)) {
            gil_break(&main_thread, BREAK_CALL);
            return -1;
        }
    }
}

static int raise_async(Thread *t)
{
    Value exc = t->async_exc;
    t->async_exc = VALUE_ABSENT;
    if (value_is_absent(exc))
        return 0;
    exc_raise_object(exc);
    value_drop(exc);
    return -1;
}

int gil_safepoint(void)
{
    Thread *t = running;
    uint32_t reasons = atomic_exchange(&t->breaker, 0);
    /* BREAK_TICK stays for the VM: it counts there. */
    if (reasons & BREAK_TICK)
        gil_break(t, BREAK_TICK);
    if (reasons & BREAK_GC)
        gc_run_pending();
    if (reasons & BREAK_GIL)
        hand_over();
    if ((reasons & BREAK_SIGNAL) && t->is_main && signal_act()) {
        gil_break(t, reasons & (BREAK_CALL | BREAK_ASYNC_EXC));
        return -1;
    }
    if ((reasons & BREAK_CALL) && t->is_main && run_pending_calls()) {
        gil_break(t, reasons & BREAK_ASYNC_EXC);
        return -1;
    }
    if (reasons & BREAK_ASYNC_EXC)
        return raise_async(t);
    return 0;
}
