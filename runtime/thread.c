/* runtime/thread.c -- the Thread of each OS thread: its C stack limit, its frame stack, its limits. */
#include "runtime/thread.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/mem.h"
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define STACK_RESERVE (256 * 1024)          /* left for C code that does not ask */
#define STACK_MOST ((size_t)64 << 20)       /* what we believe in */
#define MAIN_FRAME_BYTES ((size_t)256 << 20) /* address space only: pages come when touched */

#define HANDLED_SHARE 8                     /* of the mapping: room for about as many generators as plain frames */
#define HANDLED_RESERVE 16

Thread main_thread;
Thread *running = &main_thread;
Thread *thread_all;
int thread_recursion_limit = 1000;

/* A guess that holds everywhere, for stacks whose size is unknown or "unlimited": other mappings lie below those. */
static char *guess_bottom(size_t size)
{
    return (char *)__builtin_frame_address(0) - (size > STACK_MOST ? STACK_MOST : (size_t)4 << 20);
}

/* The main thread's stack: below the name of the program's file, which the kernel puts at its very top, the limit holds.
 * pthread_getattr_np() would read and parse /proc/self/maps to say the same. */
static char *main_stack_bottom(void)
{
    char *here = __builtin_frame_address(0), *top = (char *)getauxval(AT_EXECFN);
    struct rlimit limit;
    if (top < here || getrlimit(RLIMIT_STACK, &limit))
        return guess_bottom(0);
    size_t size = limit.rlim_cur;
    return size > STACK_MOST || size > (uintptr_t)top || top - size > here ? guess_bottom(size) : top - size;
}

/* The lowest address the C stack of the calling thread may grow to. */
static char *stack_bottom(const Thread *t)
{
    if (t->is_main)
        return main_stack_bottom();
    pthread_attr_t attributes;
    void *address = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &address, &size);
        pthread_attr_destroy(&attributes);
    }
    char *here = __builtin_frame_address(0);
    return address == NULL || (char *)address > here || size > STACK_MOST ? guess_bottom(size) : address;
}

/* One mapping: the frame stack, and behind it the stack of what is being handled. */
static int map_frames(Thread *t, size_t bytes)
{
    char *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return -1;
    t->frames_base = t->frames_top = p;
    t->frames_end = p + bytes - bytes / HANDLED_SHARE;
    t->handled = t->handled_bottom = (Value **)(void *)t->frames_end;
    t->handled_end = (Value **)(void *)(p + bytes);
    *t->handled = &t->handled_base;
    return 0;
}

/* What a recursion limit means for t: a generator that runs needs a place on the stack of what is being handled. */
static int credits(const Thread *t, int limit)
{
    int64_t places = t->handled_end - t->handled_bottom - HANDLED_RESERVE;
    return limit < places ? limit : (int)places;
}

int thread_recursion_depth(const Thread *t) { return credits(t, thread_recursion_limit) - t->recursion_left; }

int thread_init(Thread *t, size_t frame_bytes)
{
    t->exc = VALUE_ABSENT;
    t->handled_base = VALUE_ABSENT;
    t->trace_function = t->profile_function = VALUE_ABSENT;
    t->context = t->async_exc = t->dict = t->repr_guard = VALUE_ABSENT;
    t->asyncgen_firstiter = t->asyncgen_finalizer = VALUE_ABSENT;
    t->id = (uint64_t)pthread_self();
    t->c_stack_limit = stack_bottom(t) + STACK_RESERVE;
    if (map_frames(t, frame_bytes))
        return -1;
    t->recursion_left = credits(t, thread_recursion_limit);
    return 0;
}

void thread_register(Thread *t)
{
    t->next = thread_all;
    thread_all = t;
}

void thread_unregister(Thread *t)
{
    for (Thread **link = &thread_all; *link; link = &(*link)->next)
        if (*link == t) {
            *link = t->next;
            break;
        }
    Value *const held[] = {&t->exc, &t->handled_base, &t->trace_function, &t->profile_function, &t->context,
                           &t->async_exc, &t->asyncgen_firstiter, &t->asyncgen_finalizer, &t->dict, &t->repr_guard};
    for (size_t i = 0; i < N_ELEMENTS(held); i++)
        value_clear(held[i]);
    if (t->frames_base)
        munmap(t->frames_base, (size_t)((char *)t->handled_end - t->frames_base));
    t->frames_base = NULL;
}

int thread_init_main(void)
{
    running = &main_thread;
    main_thread.is_main = true;
    if (thread_init(&main_thread, MAIN_FRAME_BYTES))
        return -1;
    thread_register(&main_thread);
    return 0;
}

void thread_set_recursion_limit(int limit)
{
    for (Thread *t = thread_all; t; t = t->next)
        t->recursion_left += credits(t, limit) - credits(t, thread_recursion_limit);
    thread_recursion_limit = limit;
}

int thread_recursion_error(const char *where)
{
    /* Making the exception needs some stack itself and must not come back here. */
    char *limit = running->c_stack_limit;
    running->c_stack_limit = limit - STACK_RESERVE / 2;
    exc_raise(&type_RecursionError, "maximum recursion depth exceeded%s", where);
    running->c_stack_limit = limit;
    return -1;
}
