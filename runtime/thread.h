/* runtime/thread.h -- what belongs to one Python thread.
 *
 * `running` is the thread that holds the GIL.  It is a plain global because only its holder may look
 * at it: gil_acquire() sets it, and nothing between gil_release() and gil_acquire() touches it or
 * any Value. */
#ifndef RUNTIME_THREAD_H
#define RUNTIME_THREAD_H
#include <stdatomic.h>
#include "runtime/value.h"

typedef struct Frame Frame; /* vm/frame.h */

/* Reasons to leave the fast path at the next safepoint. */
enum {
    BREAK_GIL = 1,       /* somebody waits for the GIL */
    BREAK_SIGNAL = 2,    /* a signal arrived (main thread) */
    BREAK_GC = 4,        /* the young generation is full */
    BREAK_ASYNC_EXC = 8, /* another thread raised into us */
    BREAK_CALL = 16,     /* pending calls */
    BREAK_TICK = 32,     /* sys.setcheckinterval counting */
};

typedef struct Thread {
    _Atomic uint32_t breaker; /* BREAK_* bits; polled at back-edges and calls */
    int recursion_left;       /* Python frames that may still be pushed */
    Value exc;                /* the pending exception, ABSENT when none */
    Frame *frame;             /* innermost running frame */
    char *c_stack_limit;      /* C stack below this address raises RecursionError */
    /* The exceptions being handled (sys.exc_info).  The thread has a cell for its own and each generator one, ABSENT when
     * nothing is handled there.  A stack has a place for the thread and one for each chain of generators that runs: it
     * names the cell of the chain's innermost.  Outward of that are its delegators, then the place below. */
    Value **handled;          /* the topmost place; there are as many as recursion credits */
    Value **handled_bottom;   /* names handled_base */
    Value **handled_end;
    Value handled_base;

    char *frames_base;        /* this thread's frame stack, a mapping that never moves */
    char *frames_top;         /* next frame goes here */
    char *frames_end;

    Value trace_function;     /* sys.settrace, ABSENT when none */
    Value profile_function;   /* sys.setprofile */
    int tracing;              /* > 0 while a hook runs */
    bool hooks_on;            /* trace or profile set: the VM uses its second dispatch table */

    Value context;            /* current contextvars.Context or ABSENT */
    Value async_exc;          /* raised into us from outside */
    Value asyncgen_firstiter, asyncgen_finalizer;
    int coroutine_origin_depth;
    Value dict;               /* thread-specific dict for C modules; ABSENT until asked */
    int repr_depth;
    Value repr_guard;         /* list of objects whose repr is under way */
    uint64_t id;              /* threading.get_ident() */
    bool is_main;
    struct Thread *next;      /* all threads */
} Thread;

extern Thread *running;
extern Thread main_thread;

int thread_init_main(void);
/* Prepare a zeroed Thread for the calling OS thread (not the main one): fields, C stack limit, frame stack.
 * The caller then links it with thread_register() once it holds the GIL.  0, -1 when memory is out. */
int thread_init(Thread *t, size_t frame_bytes);
void thread_register(Thread *t);   /* with the GIL */
void thread_unregister(Thread *t); /* with the GIL: drops what the thread holds, unmaps its frame stack */
extern Thread *thread_all;         /* newest first */
/* Python frames that t is deep. */
int thread_recursion_depth(const Thread *t);
extern int thread_recursion_limit; /* sys.getrecursionlimit(): what recursion_left starts from */
/* sys.setrecursionlimit for all threads; the caller has checked that it is above the present depth. */
void thread_set_recursion_limit(int limit);
/* 0, or -1 with RecursionError pending when the C stack is nearly used up.
 * `where` is CPython's suffix: " while getting the repr of an object" or "". */
int thread_recursion_error(const char *where) __attribute__((cold));
static inline MUST_CHECK int c_stack_check(const char *where)
{
    if (UNLIKELY((char *)__builtin_frame_address(0) < running->c_stack_limit))
        return thread_recursion_error(where);
    return 0;
}
#endif
