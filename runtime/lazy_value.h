/* runtime/lazy_value.h -- a value that is computed when first asked for: bounds and defaults of type parameters, what a
 * type alias stands for.  A program may never ask, and the names in it may not be bound yet. */
#ifndef RUNTIME_LAZY_VALUE_H
#define RUNTIME_LAZY_VALUE_H
#include "runtime/gc.h"
#include "runtime/object.h"
typedef struct LazyValue {
    Value known;    /* ABSENT until computed */
    Value evaluate; /* function without arguments, or ABSENT: then `known` was given, or there is nothing */
} LazyValue;
/* Neither a value nor a function. */
static inline LazyValue lazy_value_none(void) { return (LazyValue){VALUE_ABSENT, VALUE_ABSENT}; }
static inline bool lazy_value_is_none(const LazyValue *lazy)
{
    return value_is_absent(lazy->known) && value_is_absent(lazy->evaluate);
}
/* The value, computed now if need be; `nothing` if there is none.  Runs Python; may fail, and is then asked again. */
Value lazy_value_get(LazyValue *lazy, Ref nothing);
void lazy_value_clear(LazyValue *lazy);
int lazy_value_traverse(const LazyValue *lazy, GcVisit visit, void *arg);
#endif
