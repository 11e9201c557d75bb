/* stdlib/queue/_queue.c -- SimpleQueue: an unbounded queue between threads; put() never waits.
 *
 * Everything happens under the GIL, so put() may be called from anywhere: by a destructor or a signal handler in
 * the middle of a get(), too.  A thread that waits stands in a list and is woken for an item, which another thread
 * may still snatch away: then it waits on. */
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/generic_alias.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/park.h"
#include "runtime/str.h"

Value module__queue_init(void);

typedef struct Waiter {             /* one that waits; on the C stack of its thread */
    struct Waiter *next;
    Parker parker;
    bool woken;                     /* no longer in the list */
} Waiter;

typedef struct SimpleQueue {
    Obj base;
    Value *items;                   /* a ring: item i is items[(head + i) & (capacity - 1)] */
    int64_t head, len, capacity;    /* capacity is 0 or a power of 2 */
    Waiter *first, *last;           /* in the order they came */
} SimpleQueue;

static Type type_simple_queue;
static Type *type_empty;            /* _queue.Empty */

static SimpleQueue *as_queue(Ref v) { return VALUE_AS(SimpleQueue, v); }

/* ---- the ring ---- */

static int grow(SimpleQueue *q)
{
    int64_t capacity = q->capacity ? q->capacity * 2 : 8;
    Value *items = mem_alloc_array_or_raise((size_t)capacity, sizeof *items);
    if (items == NULL)
        return -1;
    for (int64_t i = 0; i < q->len; i++)
        items[i] = q->items[(q->head + i) & (q->capacity - 1)];
    mem_free(q->items);
    q->items = items;
    q->head = 0;
    q->capacity = capacity;
    return 0;
}

static Value pop(SimpleQueue *q)
{
    Value item = q->items[q->head];
    q->head = (q->head + 1) & (q->capacity - 1);
    q->len--;
    return item;
}

/* ---- waiting ---- */

static void enqueue(SimpleQueue *q, Waiter *w)
{
    w->woken = false;
    w->next = NULL;
    if (q->last != NULL)
        q->last->next = w;
    else
        q->first = w;
    q->last = w;
}

static void leave(SimpleQueue *q, Waiter *w)
{
    Waiter **link = &q->first, *before = NULL;
    while (*link != w) {
        before = *link;
        link = &before->next;
    }
    *link = w->next;
    if (q->last == w)
        q->last = before;
}

static void wake_first(SimpleQueue *q)
{
    Waiter *w = q->first;
    if (w == NULL)
        return;
    leave(q, w);
    w->woken = true;
    park_wake(&w->parker);
}

/* 1: look again, 0: the time is over, -1: a signal handler raised. */
static int wait_for_item(SimpleQueue *q, int64_t deadline)
{
    Waiter w = {0};
    enqueue(q, &w);
    ParkResult result = park_wait(&w.parker, deadline, "queue", NULL);
    int failed = result == PARK_INTERRUPTED && gil_safepoint();
    if (!w.woken)
        leave(q, &w);
    if (failed) {
        if (w.woken && q->len > 0) /* the item we were woken for is somebody else's now */
            wake_first(q);
        return -1;
    }
    return w.woken || result != PARK_TIMEOUT;
}

static Value get(SimpleQueue *q, int64_t deadline /* 0: do not wait */)
{
    while (q->len == 0) {
        int again = deadline == 0 ? 0 : wait_for_item(q, deadline);
        if (again < 0)
            return VALUE_ERROR;
        if (!again && q->len == 0)
            return exc_raise_none(type_empty);
    }
    return pop(q);
}

/* Seconds as a deadline, rounded up; None waits for ever. */
static int timeout_argument(Ref v, int64_t *deadline)
{
    double seconds;
    *deadline = CLOCK_FOREVER;
    if (value_is_none(v))
        return 0;
    if (value_is_any_float(v)) {
        seconds = float_value(v);
    } else {
        Value index = object_index(v);
        if (value_is_error(index))
            return -1;
        seconds = (double)int_as_i64_clip(index);
        value_drop(index);
    }
    if (seconds != seconds)
        return exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)");
    if (seconds < 0)
        return exc_raise_int(&type_ValueError, "'timeout' must be a non-negative number");
    if (seconds >= 9.2e9)
        return exc_raise_int(&type_OverflowError, seconds >= 9.2e18 ? "timestamp out of range for platform time_t"
                                                                    : "timeout value is too large");
    *deadline = clock_deadline((int64_t)__builtin_ceil(seconds * 1e9));
    return 0;
}

/* ---- the methods ---- */

NATIVE(queue_put_m)
{
    SimpleQueue *q = as_queue(self);
    if (q->len == q->capacity && grow(q))
        return VALUE_ERROR;
    q->items[(q->head + q->len++) & (q->capacity - 1)] = value_dup(a[0]);
    wake_first(q);
    return VALUE_NONE;
}

NATIVE(queue_get_m)
{
    int block = object_truth(a[0]);
    int64_t deadline = 0;
    if (block < 0 || (block && timeout_argument(a[1], &deadline)))
        return VALUE_ERROR;
    obj_hold(value_as_obj(self));
    Value item = get(as_queue(self), deadline);
    value_drop(self);
    return item;
}
NATIVE(queue_get_nowait_m) { return get(as_queue(self), 0); }
NATIVE(queue_empty_m) { return value_from_bool(as_queue(self)->len == 0); }
NATIVE(queue_qsize_m) { return int_new(as_queue(self)->len); }

static const Method queue_methods[] = {
    {"empty()", queue_empty_m, "Return True if the queue is empty, False otherwise (not reliable!)."},
    {"get(block=True, timeout=None)", queue_get_m,
     "Remove and return an item from the queue.\n\nWait for one if 'block' is true: as long as it takes, or at most\n"
     "'timeout' seconds, after which Empty is raised. Without 'block', raise Empty\nunless there is an item at once."},
    {"get_nowait()", queue_get_nowait_m,
     "Remove and return an item from the queue without blocking.\n\nRaise Empty unless there is one at once."},
    {"put(item, block=True, timeout=None)", queue_put_m,
     "Put the item on the queue.\n\n'block' and 'timeout' mean nothing here: they make the method callable as\n"
     "that of queue.Queue."},
    {"put_nowait(item)", queue_put_m, "Put an item into the queue without blocking: the same as put(item)."},
    {"qsize()", queue_qsize_m, "Return the approximate size of the queue (not reliable!)."},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};

/* ---- the type ---- */

static Value queue_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    bool own_arguments = type->init == type_object.init; /* a subclass may have others for its __init__ */
    if (own_arguments && args_no_keywords("SimpleQueue", kwnames))
        return VALUE_ERROR;
    if (own_arguments && n_args > 0)
        return exc_raise(&type_TypeError, "SimpleQueue() takes no positional arguments");
    SimpleQueue *q = object_alloc_instance(type, 0);
    if (q == NULL)
        return VALUE_ERROR;
    q->items = NULL;
    q->head = q->len = q->capacity = 0;
    q->first = q->last = NULL;
    if (!gc_is_tracked(&q->base))
        gc_track(q);
    return value_from_obj(q);
}

static void queue_clear(Obj *o)
{
    SimpleQueue *q = (SimpleQueue *)o;
    while (q->len > 0)
        value_drop(pop(q));
}
static void queue_dealloc(Obj *o)
{
    gc_untrack(o);
    queue_clear(o);
    mem_free(((SimpleQueue *)o)->items);
    object_free(o);
}
static int queue_traverse(Obj *o, GcVisit visit, void *arg)
{
    SimpleQueue *q = (SimpleQueue *)o;
    for (int64_t i = 0; i < q->len; i++)
        GC_VISIT(q->items[(q->head + i) & (q->capacity - 1)]);
    return 0;
}

static Type type_simple_queue = {
    .base = STATIC_OBJ(&type_type), .name = "SimpleQueue", .module = "_queue", .basic_size = sizeof(SimpleQueue),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF | TYPE_IMMUTABLE,
    .doc = "SimpleQueue()\n--\n\nSimple, unbounded, reentrant FIFO queue.", .methods = queue_methods,
    .new = queue_new, .dealloc = queue_dealloc, .traverse = queue_traverse, .clear = queue_clear,
};

static int make_empty(void)
{
    if (type_empty != NULL)
        return 0;
    Value type = type_new_simple("_queue", "Empty", &type_Exception);
    if (value_is_error(type))
        return -1;
    type_empty = value_as_type(type);
    Value doc = str_from_cstr("Exception raised by Queue.get(block=0)/get_nowait().");
    int failed = value_is_error(doc) || object_setattr(type, NAME(__doc__), doc);
    value_drop(doc);
    return failed ? -1 : 0;
}

Value module__queue_init(void)
{
    Value module = module_new("_queue", "C implementation of the Python queue module.\n"
                              "This module is an implementation detail, please do not use it directly.", NULL);
    if (value_is_error(module) || make_empty() || module_add(module, "Empty", value_dup_obj(type_empty))
        || module_add_type(module, &type_simple_queue)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
