/* vm/specialise.h -- inline caches of attribute and method access.
 *
 * Cache words of LOAD_ATTR, STORE_ATTR and LOAD_METHOD:
 *     [0].low   version of the object's type
 *     [0].high  id of its shape (forms that read or rely on the shape)
 *     [1]       slot index, byte offset, or the function itself (borrowed: the type version keeps it alive)
 *     [2].low   executions until the next attempt to specialise */
#ifndef VM_SPECIALISE_H
#define VM_SPECIALISE_H
#include "runtime/shape.h"
#include "vm/code.h"

enum { SPECIALISE_EVERY = 8, SPECIALISE_BACKOFF = 64 };

/* The type is at the cached version and the object at the cached shape. */
static inline Attrs *cached_attrs(Ref o, const Instr *cache)
{
    if (!value_is_obj(o))
        return NULL;
    Type *type = value_as_obj(o)->type;
    if (type->version != cache[0].low)
        return NULL;
    Attrs *attrs = (Attrs *)((char *)value_as_obj(o) + type->attrs_offset);
    if (attrs->shape == NULL || attrs->shape->id != cache[0].high)
        return NULL;
    return attrs;
}
#endif
