/* runtime/park.c -- where threads wait.
 *
 * A Parker is one futex word, kept in the Parker itself (all zero at birth, nothing to free):
 *
 *     0 idle --park_wait--> WAITING --park_wake--> TOKEN --> 0
 *
 * A wake-up that comes before the wait leaves its TOKEN behind, so none is lost.  INTERRUPTED is set by the
 * signal handler in the word the main thread waits on. */
#include "runtime/park.h"
#include "runtime/clock.h"
#include "runtime/eventlog.h"
#include "runtime/gil.h"
#include "runtime/signal.h"
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { TOKEN = 1, WAITING = 2, INTERRUPTED = 4 };

static _Atomic(Parker *) main_parker; /* what the main thread waits on */

static _Atomic uint32_t *word_of(Parker *p) { return (_Atomic uint32_t *)(void *)&p->os; }

static void futex_wake(_Atomic uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* Wait while *word == expected, until the monotonic deadline. False when it has passed. */
static bool futex_wait(_Atomic uint32_t *word, uint32_t expected, int64_t deadline_ns)
{
    struct timespec ts, *limit = NULL;
    if (deadline_ns != CLOCK_FOREVER) {
        if (deadline_ns < 0)
            deadline_ns = 0;
        ts = (struct timespec){deadline_ns / 1000000000, deadline_ns % 1000000000};
        limit = &ts;
    }
    long r = syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, expected, limit, NULL, FUTEX_BITSET_MATCH_ANY);
    return !(r < 0 && errno == ETIMEDOUT);
}

static ParkResult wait_for_token(_Atomic uint32_t *word, int64_t deadline_ns, bool is_main)
{
    uint32_t seen = atomic_fetch_or(word, WAITING) | WAITING;
    for (;;) {
        if (seen & TOKEN) {
            atomic_fetch_and(word, ~(uint32_t)(TOKEN | WAITING | INTERRUPTED));
            return PARK_WOKEN;
        }
        if (is_main && ((seen & INTERRUPTED) || signal_is_pending())) {
            uint32_t before = atomic_fetch_and(word, ~(uint32_t)(WAITING | INTERRUPTED));
            if (before & TOKEN) {
                atomic_fetch_and(word, ~(uint32_t)TOKEN);
                return PARK_WOKEN;
            }
            return PARK_INTERRUPTED;
        }
        if (!futex_wait(word, seen, deadline_ns)) {
            uint32_t before = atomic_fetch_and(word, ~(uint32_t)(TOKEN | WAITING | INTERRUPTED));
            return before & TOKEN ? PARK_WOKEN : PARK_TIMEOUT;
        }
        seen = atomic_load(word);
    }
}

ParkResult park_wait(Parker *p, int64_t deadline_ns, const char *what, Thread *holder)
{
    Thread *t = running;
    bool is_main = t->is_main;
    EVENTLOG(EVENT_PARK, t, holder, NULL, 0, VALUE_ABSENT);
    (void)what; /* kept in the interface for the deadlock report of the laboratory */
    if (is_main)
        atomic_store(&main_parker, p);
    gil_release();
    ParkResult result = wait_for_token(word_of(p), deadline_ns, is_main);
    if (is_main)
        atomic_store(&main_parker, NULL);
    gil_acquire();
    EVENTLOG(EVENT_UNPARK, t, NULL, NULL, 0, VALUE_ABSENT);
    return result;
}

void park_wake(Parker *p)
{
    if (atomic_fetch_or(word_of(p), TOKEN) & WAITING)
        futex_wake(word_of(p));
}

void park_interrupt_main(void)
{
    Parker *p = atomic_load(&main_parker);
    if (p) {
        atomic_fetch_or(word_of(p), INTERRUPTED);
        futex_wake(word_of(p));
    }
}

int park_sleep_until(int64_t deadline_ns)
{
    Parker own = {0};
    for (;;) {
        switch (park_wait(&own, deadline_ns, "sleep", NULL)) {
        case PARK_TIMEOUT:
            return 0;
        case PARK_INTERRUPTED: /* PEP 475: handlers run, then the rest of the time is slept */
            if (gil_safepoint())
                return -1;
            break;
        case PARK_WOKEN:
            break;
        }
    }
}
