/* runtime/iter.h -- iterators without a home: seqiter (__getitem__), callable iterator, enumerate, zip, map, filter, reversed. */
#ifndef RUNTIME_ITER_H
#define RUNTIME_ITER_H
#include "runtime/generic_alias.h"
#include "runtime/object.h"
#include "runtime/thread.h"
extern Type type_sequence_iterator, type_callable_iterator, type_enumerate, type_zip, type_map, type_filter, type_reversed;
typedef struct Enumerate {
    Obj base;
    Value iterator;
    Value next_index;     /* any int */
    Value result;         /* a pair to use again while nobody else holds it, or ABSENT */
} Enumerate;
typedef struct Zip {
    Obj base;
    int64_t n;            /* iterators */
    Value *iterators;     /* mem_alloc'ed, n of them */
    Value result;         /* a tuple to use again while nobody else holds it, or ABSENT */
    bool strict;
} Zip;
Value sequence_iterator_new(Ref sequence);
Value callable_iterator_new(Ref callable, Ref sentinel);   /* iter(callable, sentinel) */
/* next() of an iterator inside another: they can be nested without end, so this asks for C stack. */
static inline Value inner_next(Ref it)
{
    return c_stack_check("") ? VALUE_ERROR : iter_next(it);
}
/* For tuples that an iterator hands out again and again: nobody but the iterator holds it. */
static inline bool value_is_unshared(Ref v) { return value_is_obj(v) && value_as_obj(v)->refcount == 1; }
/* Hand such a tuple out again; what comes into it may need the collector, which may have let go of it meanwhile. */
static inline Value tuple_reuse(Ref unshared)
{
    if (UNLIKELY(!gc_is_tracked(value_as_obj(unshared))))
        gc_track(value_as_obj(unshared));
    return value_dup(unshared);
}
/* builtins.<name> for __reduce__: a new reference, ERROR when it is missing. */
Value builtin_named(const char *name);
/* What an iterator over a sequence answers to __reduce__: (builtin, (sequence,), index), or (builtin, (empty(),))
 * once `sequence` is ABSENT. */
Value iterator_reduce(const char *builtin, Ref sequence, Value (*empty)(void), int64_t index);
/* For `new` of a type without keywords; a subclass with its own __init__ may take what it likes. */
static inline int iterator_no_keywords(const Type *type, const char *name, Ref kwnames)
{
    return type->init == type_object.init ? args_no_keywords(name, kwnames) : 0;
}
Value iterator_self(Ref it);                               /* the `iter` slot of iterators */
#endif
