/* runtime/weakref.h -- weakref.ref, proxies. An object's weak references hang in a side table; META_HAS_WEAKREFS says there is one. */
#ifndef RUNTIME_WEAKREF_H
#define RUNTIME_WEAKREF_H
#include "runtime/object.h"
/* A ref or proxy; those of one object form a list, most recent first. */
typedef struct WeakRef {
    Obj base;
    Obj *referent;           /* borrowed; NULL once dead */
    Value callback;          /* ABSENT: none */
    int64_t hash;            /* of the referent, -1 = not computed */
    struct WeakRef *next, *previous;
} WeakRef;
extern Type type_weakref, type_weakproxy, type_weakcallableproxy;
Value weakref_new(Ref object, Ref callback_or_none);
Value weakref_get(Ref ref);              /* strong reference to the referent, ABSENT when dead */
/* The object dies: clear its weak references, then run callbacks. Called by obj_die when the flag is set. */
void weakref_object_dies(Obj *o);
int64_t weakref_count(Ref object);
Value weakref_list(Ref object);
/* Kill all weak references to o without running callbacks: their list, linked by `next`, NULL when none.
 * The refs in it are borrowed: hold those that must survive. */
WeakRef *weakref_detach_all(Obj *o);
/* ref is dead from now on; its callback stays and is never called. */
void weakref_forget(WeakRef *ref);
/* Call ref's callback with ref; errors are unraisable.  ref is held meanwhile. */
void weakref_run_callback(WeakRef *ref);
Value weakref_proxy_new(Ref object, Ref callback_or_none);
/* Shared by the types of weakref.c and weakref_proxy.c. */
void weakref_dealloc(Obj *o);
int weakref_traverse(Obj *o, GcVisit visit, void *arg);
void weakref_clear(Obj *o);
#endif
