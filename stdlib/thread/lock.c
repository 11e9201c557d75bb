/* stdlib/thread/lock.c -- _thread.lock and _thread.RLock over park. */
#include "stdlib/thread/lock.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/signal.h"
#include "runtime/str.h"
#include "runtime/gil.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"

/* ---- the mutex ---- */

static void enqueue(Mutex *m, Waiter *w)
{
    w->next = NULL;
    if (m->last != NULL)
        m->last->next = w;
    else
        m->first = w;
    m->last = w;
}

static void remove_waiter(Mutex *m, Waiter *w)
{
    Waiter *before = NULL;
    for (Waiter *each = m->first; each != NULL; before = each, each = each->next) {
        if (each != w)
            continue;
        if (before != NULL)
            before->next = w->next;
        else
            m->first = w->next;
        if (m->last == w)
            m->last = before;
        return;
    }
}

int mutex_acquire(Mutex *m, int64_t deadline_ns)
{
    if (LIKELY(!m->held)) {
        m->held = true;
        m->owner = running->id;
        return 1;
    }
    if (deadline_ns == 0)
        return 0;
    Waiter w = {0};
    enqueue(m, &w);
    uint64_t me = running->id;
    for (;;) {
        ParkResult result = park_wait(&w.parker, deadline_ns, "lock", NULL);
        if (w.granted) {
            m->owner = me;
            return 1;
        }
        if (result == PARK_TIMEOUT) {
            remove_waiter(m, &w);
            return 0;
        }
        if (result == PARK_INTERRUPTED && gil_safepoint()) {
            if (w.granted)
                mutex_release(m);
            else
                remove_waiter(m, &w);
            return -1;
        }
    }
}

void mutex_release(Mutex *m)
{
    Waiter *w = m->first;
    m->owner = 0;
    if (w == NULL) {
        m->held = false;
        return;
    }
    m->first = w->next;
    if (m->first == NULL)
        m->last = NULL;
    w->granted = true; /* `held` stays: handed over */
    park_wake(&w->parker);
}

int lock_deadline(Ref blocking, Ref timeout, int64_t *deadline_ns)
{
    int block = object_truth(blocking);
    if (block < 0)
        return -1;
    double seconds;
    if (float_from_value(timeout, &seconds))
        return -1;
    if (!block && seconds != -1)
        return exc_raise_int(&type_ValueError, "can't specify a timeout for a non-blocking call");
    if (seconds < 0 && seconds != -1)
        return exc_raise_int(&type_ValueError, "timeout value must be a non-negative number");
    if (seconds > LOCK_TIMEOUT_MAX)
        return exc_raise_int(&type_OverflowError, "timeout value is too large");
    if (!block)
        *deadline_ns = 0;
    else if (seconds == -1)
        *deadline_ns = CLOCK_FOREVER;
    else
        *deadline_ns = clock_deadline((int64_t)(seconds * 1e9));
    return 0;
}

/* ---- lock ---- */

typedef struct Lock { Obj base; Mutex mutex; } Lock;

Value lock_new(void)
{
    Lock *l = object_alloc(&type_lock);
    if (l == NULL)
        return VALUE_ERROR;
    l->mutex = (Mutex){0};
    return value_from_obj(l);
}

static void plain_dealloc(Obj *o)
{
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    object_free(o);
}

static Mutex *mutex_of(Ref self) { return &VALUE_AS(Lock, self)->mutex; }

NATIVE(lock_acquire_m)
{
    int64_t deadline;
    if (lock_deadline(a[0], a[1], &deadline))
        return VALUE_ERROR;
    obj_hold(value_as_obj(self));
    int taken = mutex_acquire(mutex_of(self), deadline);
    value_drop(self);
    return taken < 0 ? VALUE_ERROR : value_from_bool(taken);
}
NATIVE(lock_release_m)
{
    Mutex *m = mutex_of(self);
    if (!m->held)
        return exc_raise(&type_RuntimeError, "release unlocked lock");
    mutex_release(m);
    return VALUE_NONE;
}
NATIVE(lock_locked_m) { return value_from_bool(mutex_of(self)->held); }
NATIVE(lock_enter_m)
{
    obj_hold(value_as_obj(self));
    int taken = mutex_acquire(mutex_of(self), CLOCK_FOREVER);
    value_drop(self);
    return taken < 0 ? VALUE_ERROR : VALUE_TRUE;
}
NATIVE(lock_exit_m) { return lock_release_m(self, a, 0, VALUE_ABSENT); }
NATIVE(lock_after_fork_m)
{
    *mutex_of(self) = (Mutex){0};
    return VALUE_NONE;
}
static Value lock_repr(Ref self)
{
    return str_format("<%s %V object at %p>", mutex_of(self)->held ? "locked" : "unlocked", self,
                      (void *)value_as_obj(self));
}
static Value lock_new_slot(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("lock", kwnames) || args_count("lock", n_args, 0, 0))
        return VALUE_ERROR;
    return lock_new();
}

static const Method lock_methods[] = {
    {"acquire(blocking=True, timeout=-1)", lock_acquire_m, "Lock the lock."},
    {"acquire_lock(blocking=True, timeout=-1)", lock_acquire_m, "An obsolete synonym of acquire()."},
    {"release()", lock_release_m, "Release the lock."},
    {"release_lock()", lock_release_m, "An obsolete synonym of release()."},
    {"locked()", lock_locked_m, "Return whether the lock is held."},
    {"locked_lock()", lock_locked_m, "An obsolete synonym of locked()."},
    {"__enter__()", lock_enter_m, "Lock the lock."},
    {"__exit__(*args)", lock_exit_m, "Release the lock.", METHOD_RAW},
    {"_at_fork_reinit()", lock_after_fork_m, NULL},
    {0},
};
Type type_lock = {
    .base = STATIC_OBJ(&type_type), .name = "lock", .module = "_thread", .basic_size = sizeof(Lock),
    .flags = TYPE_WEAKREF | TYPE_IMMUTABLE, .methods = lock_methods, .dealloc = plain_dealloc, .repr = lock_repr,
    .new = lock_new_slot, .doc = "A lock object is a synchronization primitive.",
};

/* ---- RLock ---- */

typedef struct RLock { Obj base; Mutex mutex; int64_t count; } RLock;

static RLock *as_rlock(Ref self) { return VALUE_AS(RLock, self); }
static bool owned_by_me(const RLock *r) { return r->mutex.held && r->mutex.owner == running->id; }

static int rlock_acquire(Ref self, int64_t deadline)
{
    RLock *r = as_rlock(self);
    if (owned_by_me(r)) {
        r->count++;
        return 1;
    }
    obj_hold(r);
    int taken = mutex_acquire(&r->mutex, deadline);
    if (taken > 0)
        r->count = 1;
    value_drop(self);
    return taken;
}
NATIVE(rlock_acquire_m)
{
    int64_t deadline;
    if (lock_deadline(a[0], a[1], &deadline))
        return VALUE_ERROR;
    int taken = rlock_acquire(self, deadline);
    return taken < 0 ? VALUE_ERROR : value_from_bool(taken);
}
NATIVE(rlock_enter_m) { return rlock_acquire(self, CLOCK_FOREVER) < 0 ? VALUE_ERROR : VALUE_TRUE; }
NATIVE(rlock_release_m)
{
    RLock *r = as_rlock(self);
    if (!owned_by_me(r))
        return exc_raise(&type_RuntimeError, "cannot release un-acquired lock");
    if (--r->count == 0)
        mutex_release(&r->mutex);
    return VALUE_NONE;
}
NATIVE(rlock_exit_m) { return rlock_release_m(self, a, 0, VALUE_ABSENT); }
NATIVE(rlock_is_owned_m) { return value_from_bool(owned_by_me(as_rlock(self))); }
NATIVE(rlock_recursion_count_m) { return int_new(owned_by_me(as_rlock(self)) ? as_rlock(self)->count : 0); }
NATIVE(rlock_release_save_m)
{
    RLock *r = as_rlock(self);
    if (!r->mutex.held)
        return exc_raise(&type_RuntimeError, "cannot release un-acquired lock");
    Value count = int_new(r->count), owner = int_new_u64(r->mutex.owner);
    Value state = tuple_of2(count, owner);
    value_drop(count);
    value_drop(owner);
    r->count = 0;
    mutex_release(&r->mutex);
    return state;
}
NATIVE(rlock_acquire_restore_m)
{
    int64_t count;
    if (!value_is_tuple(a[0]) || tuple_len(a[0]) != 2 || int_as_i64(tuple_at(a[0], 0), &count))
        return exc_pending() ? VALUE_ERROR : exc_raise(&type_TypeError, "_acquire_restore() needs (count, owner)");
    if (rlock_acquire(self, CLOCK_FOREVER) < 0)
        return VALUE_ERROR;
    as_rlock(self)->count = count;
    return VALUE_NONE;
}
NATIVE(rlock_after_fork_m)
{
    as_rlock(self)->mutex = (Mutex){0};
    as_rlock(self)->count = 0;
    return VALUE_NONE;
}
static Value rlock_repr(Ref self)
{
    RLock *r = as_rlock(self);
    return str_format("<%s %V object owner=%lld count=%lld at %p>", r->mutex.held ? "locked" : "unlocked", self,
                      (long long)r->mutex.owner, (long long)r->count, (void *)r);
}
static Value rlock_new_slot(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    RLock *r = object_alloc_instance(type, 0);
    if (r == NULL)
        return VALUE_ERROR;
    r->mutex = (Mutex){0};
    r->count = 0;
    return value_from_obj(r);
}
static const Method rlock_methods[] = {
    {"acquire(blocking=True, timeout=-1)", rlock_acquire_m, "Lock the lock; the owner may do so again."},
    {"release()", rlock_release_m, "Release the lock once."},
    {"__enter__()", rlock_enter_m, "Lock the lock."},
    {"__exit__(*args)", rlock_exit_m, "Release the lock.", METHOD_RAW},
    {"_is_owned()", rlock_is_owned_m, NULL},
    {"_recursion_count()", rlock_recursion_count_m, NULL},
    {"_release_save()", rlock_release_save_m, NULL},
    {"_acquire_restore(state, /)", rlock_acquire_restore_m, NULL},
    {"_at_fork_reinit()", rlock_after_fork_m, NULL},
    {0},
};
Type type_rlock = {
    .base = STATIC_OBJ(&type_type), .name = "RLock", .module = "_thread", .basic_size = sizeof(RLock),
    .flags = TYPE_WEAKREF | TYPE_BASETYPE, .methods = rlock_methods, .dealloc = plain_dealloc,
    .repr = rlock_repr, .new = rlock_new_slot,
};
