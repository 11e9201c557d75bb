/* runtime/weakref.h -- weakref.ref, proxies. An object's weak references hang in a side table; META_HAS_WEAKREFS says there is one. */
#ifndef RUNTIME_WEAKREF_H
#define RUNTIME_WEAKREF_H
#include "runtime/object.h"
extern Type type_weakref, type_weakproxy, type_weakcallableproxy;
Value weakref_new(Ref object, Ref callback_or_none);
Value weakref_get(Ref ref);              /* strong reference to the referent, ABSENT when dead */
/* The object dies: clear its weak references, then run callbacks. Called by obj_die when the flag is set. */
void weakref_object_dies(Obj *o);
int64_t weakref_count(Ref object);
Value weakref_list(Ref object);
#endif
