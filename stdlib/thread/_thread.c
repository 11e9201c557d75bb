/* stdlib/thread/_thread.c -- the `_thread` module: starting threads, their handles, and what threading.py asks. */
#include "runtime/clock.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/signal.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include "stdlib/thread/lock.h"
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

Value module__thread_init(void);

enum { THREAD_FRAME_BYTES = 16 << 20, THREAD_STACK_BYTES = 8 << 20 };
static int64_t stack_bytes;     /* thread.stack_size(), 0 = default */
static int64_t n_running;       /* threads started by us and not over */

/* ---- handles: what start_joinable_thread() returns (3.13) ---- */

typedef struct Handle {
    Obj base;
    uint64_t ident;
    bool started, done;
    Mutex alive;        /* held while the thread runs */
    struct Handle *next_awaited; /* in `awaited`, which holds a reference */
} Handle;

/* Handles of the threads that the program's end waits for: running, started with daemon=False. */
static Handle *awaited;

static void await_at_shutdown(Handle *h)
{
    value_dup_obj(h);
    h->next_awaited = awaited;
    awaited = h;
}

static void await_no_longer(Handle *h)
{
    for (Handle **link = &awaited; *link != NULL; link = &(*link)->next_awaited)
        if (*link == h) {
            *link = h->next_awaited;
            value_drop(value_from_obj(h));
            return;
        }
}

static Value handle_new(void)
{
    Handle *h = object_alloc(&type_thread_handle);
    if (h == NULL)
        return VALUE_ERROR;
    h->ident = 0;
    h->started = h->done = false;
    h->alive = (Mutex){0};
    h->next_awaited = NULL;
    return value_from_obj(h);
}
static Value handle_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args > 0 || !value_is_absent(kwnames))
        return exc_raise(&type_TypeError, "_ThreadHandle() takes no arguments (%zu given)", n_args);
    return handle_new();
}
static void handle_dealloc(Obj *o)
{
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    object_free(o);
}
/* Wait until the thread is over: 0 then or at the deadline, -1 when a signal handler raised. */
static int wait_for_thread(Handle *h, int64_t deadline)
{
    obj_hold(h);
    int taken = h->done ? 1 : mutex_acquire(&h->alive, deadline);
    if (taken > 0 && h->alive.held)
        mutex_release(&h->alive);
    value_drop(value_from_obj(h));
    return taken < 0 ? -1 : 0;
}
NATIVE(handle_join_m)
{
    Handle *h = VALUE_AS(Handle, self);
    if (!h->started)
        return exc_raise(&type_RuntimeError, "thread not started");
    if (h->ident == running->id && !h->done)
        return exc_raise(&type_RuntimeError, "Cannot join current thread");
    int64_t deadline;
    Value timeout = value_is_none(a[0]) ? value_from_int(-1) : a[0];
    if (lock_deadline(VALUE_TRUE, timeout, &deadline))
        return VALUE_ERROR;
    return wait_for_thread(h, deadline) ? VALUE_ERROR : VALUE_NONE;
}
NATIVE(handle_is_done_m) { return value_from_bool(VALUE_AS(Handle, self)->done); }
NATIVE(handle_set_done_m)
{
    Handle *h = VALUE_AS(Handle, self);
    h->done = true;
    if (h->alive.held)
        mutex_release(&h->alive);
    await_no_longer(h); /* in the child of a fork: it is not there any more */
    return VALUE_NONE;
}
static Value handle_get_ident(Ref self) { return int_new_u64(VALUE_AS(Handle, self)->ident); }
static Value handle_repr(Ref self)
{
    return str_format("<_ThreadHandle object: ident=%llu>", (unsigned long long)VALUE_AS(Handle, self)->ident);
}
static const Method handle_methods[] = {
    {"join(timeout=None, /)", handle_join_m, NULL},
    {"is_done()", handle_is_done_m, NULL},
    {"_set_done()", handle_set_done_m, NULL},
    {0},
};
static const Getter handle_getters[] = {{"ident", handle_get_ident, NULL, NULL}, {0}};
Type type_thread_handle = {
    .base = STATIC_OBJ(&type_type), .name = "_ThreadHandle", .module = "_thread", .basic_size = sizeof(Handle),
    .flags = TYPE_WEAKREF, .methods = handle_methods, .getters = handle_getters,
    .new = handle_type_new, .dealloc = handle_dealloc, .repr = handle_repr,
};

/* ---- a thread's life ---- */

typedef struct Start {
    Thread thread;
    Value function, args, kwargs; /* kwargs ABSENT when none */
    Value handle;                 /* ABSENT for start_new_thread */
    Value sentinel;               /* released when the thread is over; ABSENT */
} Start;

static _Thread_local Start *current_start;

static void run_function(Start *s)
{
    Value result = object_call_tuple(s->function, s->args, s->kwargs);
    if (!value_is_error(result)) {
        value_drop(result);
        return;
    }
    if (exc_pending_is(&type_SystemExit))
        exc_clear();
    else
        exc_unraisable("Exception ignored in thread started by ", s->function);
}

static void *thread_main(void *arg)
{
    Start *s = arg;
    current_start = s;
    if (thread_init(&s->thread, THREAD_FRAME_BYTES))
        return NULL;
    gil_adopt(&s->thread);
    gil_acquire();
    thread_register(&s->thread);
    if (!value_is_absent(s->handle))
        VALUE_AS(Handle, s->handle)->ident = s->thread.id;
    run_function(s);
    value_clear(&s->function);
    value_clear(&s->args);
    value_clear(&s->kwargs);
    n_running--;
    Value sentinel = s->sentinel, handle = s->handle;
    thread_unregister(&s->thread);
    if (!value_is_absent(sentinel))
        value_drop(object_call_method0(sentinel, str_intern_cstr("release")));
    value_drop(sentinel);
    if (!value_is_absent(handle)) {
        Handle *h = VALUE_AS(Handle, handle);
        h->done = true;
        mutex_release(&h->alive);
        await_no_longer(h);
        value_drop(handle);
    }
    gil_release();
    mem_free(s);
    return NULL;
}

static int start(Ref function, Ref args, Ref kwargs, Ref handle, uint64_t *ident)
{
    Start *s = mem_alloc_zeroed(sizeof *s);
    if (s == NULL) {
        exc_raise_memory();
        return -1;
    }
    s->function = value_dup(function);
    s->args = value_dup(args);
    s->kwargs = value_dup(kwargs);
    s->handle = value_dup(handle);
    s->sentinel = VALUE_ABSENT;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, (size_t)(stack_bytes ? stack_bytes : THREAD_STACK_BYTES));
    if (!value_is_absent(handle)) {
        Handle *h = VALUE_AS(Handle, handle);
        h->started = true;
        h->alive.held = true;
    }
    pthread_t os_thread;
    n_running++;
    int error = pthread_create(&os_thread, &attributes, thread_main, s);
    pthread_attr_destroy(&attributes);
    if (error == 0) {
        *ident = (uint64_t)os_thread;
        if (!value_is_absent(handle))
            VALUE_AS(Handle, handle)->ident = *ident;
        return 0;
    }
    n_running--;
    value_drop(s->function);
    value_drop(s->args);
    value_drop(s->kwargs);
    if (!value_is_absent(handle)) {
        Handle *h = VALUE_AS(Handle, handle);
        h->started = false;
        h->alive.held = false;
        value_drop(handle);
    }
    mem_free(s);
    return exc_raise_int(&type_RuntimeError, "can't start new thread");
}

NATIVE(start_new_thread)
{
    if (!object_is_callable(a[0]))
        return exc_raise(&type_TypeError, "first arg must be callable");
    if (!value_is_tuple(a[1]))
        return exc_raise(&type_TypeError, "2nd arg must be a tuple");
    if (!value_is_absent(a[2]) && !value_is_dict(a[2]))
        return exc_raise(&type_TypeError, "optional 3rd arg must be a dictionary");
    uint64_t ident;
    return start(a[0], a[1], a[2], VALUE_ABSENT, &ident) ? VALUE_ERROR : int_new_u64(ident);
}

NATIVE(start_joinable_thread)
{
    if (!object_is_callable(a[0]))
        return exc_raise(&type_TypeError, "thread function must be callable");
    Value handle = value_is_none(a[1]) ? handle_new() : value_dup(a[1]);
    if (value_is_error(handle))
        return handle;
    if (!value_has_type(handle, &type_thread_handle)) {
        value_drop(handle);
        return exc_raise(&type_TypeError, "'handle' must be a _ThreadHandle");
    }
    if (VALUE_AS(Handle, handle)->started) {
        value_drop(handle);
        return exc_raise(&type_RuntimeError, "thread already started");
    }
    int daemon = value_truth(a[2]);
    Value none = tuple_empty();
    uint64_t ident;
    if (daemon == 0)
        await_at_shutdown(VALUE_AS(Handle, handle)); /* now: it may be over before start() returns */
    int result = daemon < 0 ? -1 : start(a[0], none, VALUE_ABSENT, handle, &ident);
    value_drop(none);
    if (result) {
        await_no_longer(VALUE_AS(Handle, handle));
        value_drop(handle);
        return VALUE_ERROR;
    }
    return handle;
}

/* ---- small questions ---- */

NATIVE(allocate_lock) { return lock_new(); }
NATIVE(get_ident) { return int_new_u64(running->id); }
NATIVE(get_main_thread_ident) { return int_new_u64(main_thread.id); }
NATIVE(get_native_id) { return int_new((int64_t)syscall(SYS_gettid)); }
NATIVE(is_main_interpreter) { return VALUE_TRUE; }
NATIVE(daemon_threads_allowed) { return VALUE_TRUE; }
NATIVE(thread_count) { return int_new(n_running); }
NATIVE(thread_exit) { return exc_raise_none(&type_SystemExit); }
/* Wait for the threads that are not daemons, also for those that they start meanwhile. */
NATIVE(thread_shutdown)
{
    for (;;) {
        Handle *h = awaited;
        while (h != NULL && h->ident == running->id)
            h = h->next_awaited;
        if (h == NULL)
            return VALUE_NONE;
        Value handle = value_dup_obj(h);
        int interrupted = wait_for_thread(h, CLOCK_FOREVER);
        if (!interrupted)
            await_no_longer(h);
        value_drop(handle);
        if (interrupted) { /* Ctrl-C: who is impatient is not kept waiting */
            exc_unraisable(NULL, VALUE_NONE);
            return VALUE_NONE;
        }
    }
}

NATIVE(make_thread_handle)
{
    uint64_t ident;
    if (int_as_u64(a[0], &ident))
        return VALUE_ERROR;
    Value handle = handle_new();
    if (!value_is_error(handle)) {
        VALUE_AS(Handle, handle)->ident = ident;
        VALUE_AS(Handle, handle)->started = true;
        VALUE_AS(Handle, handle)->alive.held = true;
    }
    return handle;
}

/* A lock that is released when the calling thread is over (threading.py up to 3.12). */
NATIVE(set_sentinel)
{
    Value lock = lock_new();
    if (!value_is_error(lock) && current_start != NULL)
        value_replace(&current_start->sentinel, value_dup(lock));
    return lock;
}

NATIVE(set_stack_size)
{
    int64_t size;
    if (int_as_i64(a[0], &size))
        return VALUE_ERROR;
    if (size < 0)
        return exc_raise(&type_ValueError, "size must be 0 or a positive value");
    if (size > 0 && size < 32768)
        return exc_raise(&type_ValueError, "size not valid: %lld bytes", (long long)size);
    int64_t old = stack_bytes;
    stack_bytes = size;
    return int_new(old);
}

NATIVE(interrupt_main)
{
    int number;
    if (int_as_i32(a[0], &number))
        return VALUE_ERROR;
    if (number <= 0 || number >= NSIG)
        return exc_raise(&type_ValueError, "signal number out of range");
    raise(number);
    return VALUE_NONE;
}

/* threading.excepthook's work: print "Exception in thread NAME:" and the traceback. */
NATIVE(thread_excepthook)
{
    Value type = object_getattr_cstr(a[0], "exc_type"), exc = object_getattr_cstr(a[0], "exc_value");
    Value thread = object_getattr_cstr(a[0], "thread");
    if (value_is_error(type) || value_is_error(exc) || value_is_error(thread))
        goto done;
    if (value_is(type, value_from_obj(&type_SystemExit))) {
        value_drop(type);
        value_drop(exc);
        value_drop(thread);
        return VALUE_NONE;
    }
    Value name = value_is_none(thread) ? int_new_u64(running->id) : object_getattr_cstr(thread, "name");
    Ref err = sys_get("stderr");
    if (!value_is_error(name) && value_is_ok(err) && !value_is_none(err)) {
        Value text = str_format("Exception in thread %S:\n", name);
        Value written = object_call_method1(err, NAME(write), text);
        value_drop(text);
        value_drop(value_is_error(written) ? VALUE_ABSENT : written);
        exc_print(exc);
        Value flushed = object_call_method0(err, NAME(flush));
        value_drop(value_is_error(flushed) ? VALUE_ABSENT : flushed);
    }
    value_drop(value_is_error(name) ? VALUE_ABSENT : name);
done:
    value_drop(value_is_error(type) ? VALUE_ABSENT : type);
    value_drop(value_is_error(exc) ? VALUE_ABSENT : exc);
    value_drop(value_is_error(thread) ? VALUE_ABSENT : thread);
    return exc_pending() ? VALUE_ERROR : VALUE_NONE;
}

static const Method thread_functions[] = {
    {"start_new_thread(function, args, kwargs=<absent>, /)", start_new_thread, "Start a new thread; its identifier."},
    {"start_new(function, args, kwargs=<absent>, /)", start_new_thread, "An obsolete synonym of start_new_thread()."},
    {"start_joinable_thread(function, handle=None, daemon=True)", start_joinable_thread, NULL},
    {"allocate_lock()", allocate_lock, "Create a new lock object."},
    {"allocate()", allocate_lock, "An obsolete synonym of allocate_lock()."},
    {"get_ident()", get_ident, "An integer that names the calling thread."},
    {"get_native_id()", get_native_id, "The operating system's number of the calling thread."},
    {"_get_main_thread_ident()", get_main_thread_ident, NULL},
    {"_is_main_interpreter()", is_main_interpreter, NULL},
    {"daemon_threads_allowed()", daemon_threads_allowed, NULL},
    {"_make_thread_handle(ident, /)", make_thread_handle, NULL},
    {"_count()", thread_count, "The number of threads started here that still run."},
    {"exit()", thread_exit, "Raise SystemExit: the thread ends silently."},
    {"exit_thread()", thread_exit, "An obsolete synonym of exit()."},
    {"_shutdown()", thread_shutdown, NULL},
    {"_set_sentinel()", set_sentinel, NULL},
    {"stack_size(size=0, /)", set_stack_size, "The stack size of new threads; with an argument, set it."},
    {"interrupt_main(signum=2, /)", interrupt_main, "Simulate a signal's arrival in the main thread."},
    {"_excepthook(args, /)", thread_excepthook, NULL},
    {0},
};

static const StructSeqField excepthook_fields[] = {
    {"exc_type", "Exception type"}, {"exc_value", "Exception value"},
    {"exc_traceback", "Exception traceback"}, {"thread", "Thread"},
};

Value module__thread_init(void)
{
    Value m = module_new("_thread", "Low-level primitives of threads.", thread_functions);
    if (value_is_error(m))
        return m;
    Type *args_type = structseq_type_new("_thread", "_ExceptHookArgs", "Type used to pass arguments to threading.excepthook.",
                                         excepthook_fields, 4, 4);
    if (args_type == NULL || module_add_type(m, &type_lock) || module_add_type(m, &type_rlock)
        || module_add_type(m, &type_thread_local) || module_add_type(m, &type_thread_handle)
        || module_add(m, "LockType", value_dup_obj(&type_lock))
        || module_add(m, "_ExceptHookArgs", value_from_obj(args_type))
        || module_add(m, "error", value_dup_obj(&type_RuntimeError))
        || module_add(m, "TIMEOUT_MAX", value_from_double(LOCK_TIMEOUT_MAX))) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
