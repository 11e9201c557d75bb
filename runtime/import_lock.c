/* runtime/import_lock.c -- a module is initialised by one thread; others that import it wait.
 *
 * Two threads that import each other's half-made modules would wait for ever: a wait that would close a circle
 * is not begun, and the thread goes on with the half-made module (as CPython does). */
#include "runtime/clock.h"
#include "runtime/import_private.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/park.h"
#include "runtime/str.h"

typedef struct ImportWaiter {
    Parker parker;
    Thread *thread;
    bool woken;
    struct ImportWaiter *next;
} ImportWaiter;

typedef struct ImportUnderWay {
    Value name;
    Thread *owner;
    int depth;               /* begun again by the owner */
    ImportWaiter *waiters;
    struct ImportUnderWay *next;
} ImportUnderWay;
static ImportUnderWay *under_way;

static ImportUnderWay *find_under_way(Ref name)
{
    for (ImportUnderWay *u = under_way; u != NULL; u = u->next)
        if (value_is(u->name, name) || str_equal(u->name, name))
            return u;
    return NULL;
}

/* The import that `thread` waits for, NULL when it waits for none. */
static ImportUnderWay *awaited_by(const Thread *thread)
{
    for (ImportUnderWay *u = under_way; u != NULL; u = u->next)
        for (ImportWaiter *w = u->waiters; w != NULL; w = w->next)
            if (w->thread == thread)
                return u;
    return NULL;
}

static bool would_deadlock(const ImportUnderWay *u)
{
    for (int steps = 0; u != NULL && steps < 1000; steps++) {
        if (u->owner == running)
            return true;
        u = awaited_by(u->owner);
    }
    return false;
}

/* A signal handler raised while we waited: leave the queue. */
static void leave_queue(ImportWaiter *waiter)
{
    for (ImportUnderWay *u = under_way; u != NULL; u = u->next)
        for (ImportWaiter **link = &u->waiters; *link != NULL; link = &(*link)->next)
            if (*link == waiter) {
                *link = waiter->next;
                return;
            }
}

static int wait_for(ImportUnderWay *u)
{
    ImportWaiter *waiter = mem_alloc_or_raise(sizeof *waiter);
    if (waiter == NULL)
        return -1;
    *waiter = (ImportWaiter){.thread = running, .next = u->waiters};
    u->waiters = waiter;
    int result = 0;
    while (!waiter->woken) {
        ParkResult why = park_wait(&waiter->parker, CLOCK_FOREVER, "import", u->owner);
        if (why == PARK_INTERRUPTED && !waiter->woken && exc_pending()) {
            leave_queue(waiter);
            result = -1;
            break;
        }
    }
    mem_free(waiter);
    return result;
}

int import_begin(Ref name)
{
    for (;;) {
        ImportUnderWay *u = find_under_way(name);
        if (u == NULL)
            break;
        if (u->owner == running || would_deadlock(u)) {
            u->depth++;
            return 0;
        }
        if (wait_for(u))
            return -1;
    }
    ImportUnderWay *u = mem_alloc_or_raise(sizeof *u);
    if (u == NULL)
        return -1;
    *u = (ImportUnderWay){.name = value_dup(name), .owner = running, .depth = 1, .next = under_way};
    under_way = u;
    return 0;
}

void import_end(Ref name)
{
    ImportUnderWay *u = find_under_way(name);
    if (u == NULL || --u->depth > 0)
        return;
    ImportUnderWay **link = &under_way;
    while (*link != u)
        link = &(*link)->next;
    *link = u->next;
    for (ImportWaiter *w = u->waiters, *next; w != NULL; w = next) {
        next = w->next;
        w->woken = true;
        park_wake(&w->parker);
    }
    value_drop(u->name);
    mem_free(u);
}

void import_after_fork(void)
{
    for (ImportUnderWay **link = &under_way, *u; (u = *link) != NULL;) {
        u->waiters = NULL; /* threads that are not there any more */
        if (u->owner == running) {
            link = &u->next;
            continue;
        }
        *link = u->next;
        value_drop(u->name);
        mem_free(u);
    }
}

int import_wait_for(Ref name, UNUSED Ref module)
{
    if (under_way == NULL)
        return 0;
    for (;;) {
        ImportUnderWay *u = find_under_way(name);
        if (u == NULL || u->owner == running || would_deadlock(u))
            return 0;
        if (wait_for(u))
            return -1;
    }
}

/* ---- the global lock ----
 * It guards the calls of finders and hooks that programs have written: those run one at a time.  To the rest of this
 * file it is one more import under way, of a module with a name that no module has. */
static Value global_lock_name(void) { return str_intern_cstr("<import lock>"); }

bool import_lock_is_held(void)
{
    Value name = global_lock_name();
    bool held = find_under_way(name) != NULL;
    value_drop(name);
    return held;
}

int import_lock_acquire(void)
{
    Value name = global_lock_name();
    int result = import_begin(name);
    value_drop(name);
    return result;
}

void import_lock_release(void)
{
    Value name = global_lock_name();
    import_end(name);
    value_drop(name);
}
